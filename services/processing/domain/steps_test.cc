// What the steps do beside moving the status.
#include "services/processing/domain/steps.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {
namespace {

using ::testing::SizeIs;

std::optional<Day> DueOf(const Story& story, int leg = 0) { return StateNow(story.leg(leg)).due; }

const Fact& FactOf(const Event& event) { return std::get<Fact>(event.change); }

TEST(OpenTest, KeepsWhatTheReceiptFixed) {
  const Story story(March(31));
  EXPECT_EQ(story.dossier().procedure_version, 3);
  EXPECT_EQ(story.dossier().field, "ho-tich");
  EXPECT_EQ(story.dossier().catalog_revision, 7);
  ASSERT_THAT(story.events(), SizeIs(1));
  EXPECT_EQ(std::get<CaseOpened>(story.events()[0].change),
            (CaseOpened{"so-tu-phap", "khai-sinh", statistics::Channel::kOnline, March(31)}));
  EXPECT_EQ(story.events()[0].time, MarchAt(1, 9));
}

TEST(PauseTest, SecondSupplementNeedsAReason) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), Pause{0, PauseKind::kSupplement, ""}).Then(MarchAt(3, 9), Resume{0});
  const Pause again{0, PauseKind::kSupplement, ""};
  EXPECT_EQ(story.Try(MarchAt(4, 9), again), "SECOND_SUPPLEMENT_NEEDS_REASON");
  EXPECT_EQ(story.Try(MarchAt(4, 9), Pause{0, PauseKind::kSupplement, "map_missing"}), "OK");
  EXPECT_EQ(story.Try(MarchAt(4, 9), Pause{0, PauseKind::kObligation, ""}), "OK");
}

TEST(PauseTest, SupplementOfALinkedLegCountsForTheDossier) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(21)})
      .Then(MarchAt(3, 9), Pause{1, PauseKind::kSupplement, ""});
  EXPECT_EQ(story.status(), Status::kInProcessing);
  EXPECT_EQ(story.Try(MarchAt(4, 9), Pause{0, PauseKind::kSupplement, ""}),
            "SECOND_SUPPLEMENT_NEEDS_REASON");
}

TEST(ResumeTest, MovesTheDueDateByTheWorkingTimeItStood) {
  // Friday the 4th to Tuesday the 8th: two days.
  Story story(March(10));
  story.Then(MarchAt(4, 9), Pause{0, PauseKind::kSupplement, ""}).Then(MarchAt(8, 9), Resume{0});
  EXPECT_EQ(DueOf(story), March(14));  // the 12th and 13th are a weekend
  ASSERT_THAT(story.events(), SizeIs(2));
  EXPECT_EQ(FactOf(story.events()[0]), (Fact{MarchAt(8, 9), Resumed{}}));
  EXPECT_EQ(FactOf(story.events()[1]), (Fact{MarchAt(8, 9), DueFrom{March(14)}}));
}

TEST(ResumeTest, HolidaysInThePauseDoNotCount) {
  Story story(March(10), March(1), worktime::PlainCalendar({"2022-03-07"}));
  story.Then(MarchAt(4, 9), Pause{0, PauseKind::kSupplement, ""}).Then(MarchAt(8, 9), Resume{0});
  EXPECT_EQ(DueOf(story), March(11));
}

TEST(ResumeTest, HoursOfWorkMoveTheDueDateAndRestDoesNot) {
  Story at_work(March(10));
  at_work.Then(MarchAt(4, 9), Pause{}).Then(MarchAt(4, 16), Resume{});
  EXPECT_EQ(DueOf(at_work), March(11));
  Story at_night(March(10));
  at_night.Then(MarchAt(4, 17), Pause{}).Then(MarchAt(7, 7), Resume{});
  EXPECT_EQ(DueOf(at_night), March(10));
}

TEST(ResumeTest, UndatedStaysUndated) {
  Story undated(std::nullopt);
  undated.Then(MarchAt(4, 9), Pause{}).Then(MarchAt(8, 16), Resume{});
  EXPECT_EQ(DueOf(undated), std::nullopt);
  EXPECT_THAT(undated.events(), SizeIs(1));
}

TEST(ResumeTest, MovesADueDateThatHasPassed) {
  Story story(March(4));
  story.Then(MarchAt(8, 9), Pause{}).Then(MarchAt(10, 9), Resume{});
  EXPECT_EQ(DueOf(story), March(8));
}

TEST(FinishTest, WaitsForEveryLinkedLeg) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(21)})
      .Then(MarchAt(2, 9), HandOver{"so-xay-dung", {}})
      .Then(MarchAt(3, 9), FinishLeg{1});
  EXPECT_EQ(story.Try(MarchAt(4, 9), FinishLeg{1}), "LEG_ENDED");
  EXPECT_EQ(story.Try(MarchAt(4, 9), Finish{}), "LINKED_LEG_OPEN");
  story.Then(MarchAt(4, 9), FinishLeg{2}).Then(MarchAt(4, 9), Finish{});
  EXPECT_EQ(story.status(), Status::kFinished);
}

TEST(FinishTest, LinkedLegWithAStandingClockIsNotFinished) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(21)})
      .Then(MarchAt(3, 9), Pause{1, PauseKind::kSupplement, ""});
  EXPECT_EQ(story.Try(MarchAt(4, 9), FinishLeg{1}), "CASE_WAITING");
}

TEST(FinishTest, AnswersAPendingWithdrawalWithNo) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(21)})
      .Then(MarchAt(3, 9), NoteWithdrawal{5, ""})
      .Then(MarchAt(4, 9), FinishLeg{1})
      .Then(MarchAt(5, 9), Finish{});
  EXPECT_FALSE(story.dossier().withdrawal_requested);
  ASSERT_THAT(story.events(), SizeIs(2));
  EXPECT_TRUE(std::holds_alternative<WithdrawalRefused>(story.events()[1].change));
}

TEST(WithdrawTest, EndsEveryOpenLegTheOwnOneLast) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(21)})
      .Then(MarchAt(2, 9), HandOver{"so-xay-dung", {}})
      .Then(MarchAt(3, 9), FinishLeg{1})
      .Then(MarchAt(4, 9), Withdraw{"moved_away"});
  ASSERT_THAT(story.events(), SizeIs(2));
  EXPECT_EQ(story.events()[0].leg, 2);
  EXPECT_EQ(story.events()[1].leg, 0);
  EXPECT_EQ(story.events()[1].reason_code, "moved_away");
  EXPECT_EQ(StateNow(story.leg(1)).end, LegEnd::kFinished);
  EXPECT_EQ(StateNow(story.leg(2)).end, LegEnd::kWithdrawn);
}

TEST(NoteWithdrawalTest, IsGrantedAtOnceWhenNobodyElseIsAtWork) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), NoteWithdrawal{5, "moved_away"});
  EXPECT_EQ(story.status(), Status::kWithdrawn);
  EXPECT_FALSE(story.dossier().withdrawal_requested);
  ASSERT_THAT(story.events(), SizeIs(2));
  EXPECT_EQ(std::get<WithdrawalNoted>(story.events()[0].change), WithdrawalNoted{5});
  EXPECT_EQ(FactOf(story.events()[1]).what, Happening(Ended{LegEnd::kWithdrawn}));
}

TEST(NoteWithdrawalTest, WaitsForAnOfficerWhileALinkedLegIsOpen) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(21)})
      .Then(MarchAt(3, 9), NoteWithdrawal{5, ""});
  EXPECT_TRUE(story.dossier().withdrawal_requested);
  EXPECT_EQ(story.dossier().withdrawal_cause, 5);
  Story refused = story;
  refused.Then(MarchAt(4, 9), RefuseWithdrawal{"nearly_done"});
  EXPECT_FALSE(refused.dossier().withdrawal_requested);
  EXPECT_EQ(refused.status(), Status::kInProcessing);
  story.Then(MarchAt(4, 9), Withdraw{""});
  EXPECT_FALSE(story.dossier().withdrawal_requested);
  EXPECT_THAT(story.events(), SizeIs(2));  // the two ends, no refusal
}

TEST(NoteWithdrawalTest, IsRefusedAfterTheEndWithoutAChange) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), Finish{});
  const Case finished = story.dossier();
  story.Then(MarchAt(2, 8), NoteWithdrawal{5, ""});
  EXPECT_EQ(story.dossier(), finished);
  ASSERT_THAT(story.events(), SizeIs(1));
  EXPECT_TRUE(std::holds_alternative<WithdrawalRefused>(story.events()[0].change));
}

TEST(NoteWithdrawalTest, FromADelayedFeedTakesEffectAfterWhatIsKnown) {
  Story story(March(31));
  story.Then(MarchAt(5, 9), Pause{}).Then(MarchAt(3, 9), NoteWithdrawal{5, ""});
  EXPECT_EQ(StateNow(story.leg(0)).end_time, MarchAt(5, 9));
}

TEST(ReopenTest, TheOwnLegRunsOnWithoutItsPause) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(21)})
      .Then(MarchAt(4, 9), Pause{})
      .Then(MarchAt(5, 9), Withdraw{""})
      .Then(MarchAt(8, 9), Reopen{"appeal"});
  EXPECT_EQ(story.status(), Status::kInProcessing);
  EXPECT_FALSE(StateNow(story.leg(1)).open());
  EXPECT_EQ(DueOf(story), March(10));
}

TEST(ReopenTest, AsksForTheHandOverOfTheNewResult) {
  Story story(March(10));
  story.Then(MarchAt(4, 9), Finish{})
      .Then(MarchAt(5, 9), HandOverResult{true})
      .Then(MarchAt(6, 9), Reopen{"error"})
      .Then(MarchAt(7, 9), Finish{});
  EXPECT_EQ(story.status(), Status::kFinished);
}

TEST(CorrectTest, RewritesTheReceiptAndTellsOldAndNew) {
  Correct correct;
  correct.reason_code = "typo";
  correct.receive_time = MarchAt(1, 7);
  correct.channel = statistics::Channel::kPost;
  correct.procedure = PinnedProcedure{"khai-tu", 2, "ho-tich-2"};
  correct.agency = "ubnd-xa";
  correct.due_day = March(11);
  Story story(March(10));
  story.Then(MarchAt(2, 9), correct);
  ASSERT_THAT(story.events(), SizeIs(1));
  const auto& corrected = std::get<Corrected>(story.events()[0].change);
  EXPECT_EQ(corrected.before, (Receipt{MarchAt(1, 9), statistics::Channel::kOnline, "khai-sinh",
                                       "so-tu-phap", March(10)}));
  EXPECT_EQ(corrected.now,
            (Receipt{MarchAt(1, 7), statistics::Channel::kPost, "khai-tu", "ubnd-xa", March(11)}));
  EXPECT_EQ(story.dossier().procedure_version, 2);
  EXPECT_EQ(story.dossier().field, "ho-tich-2");
  EXPECT_EQ(StateNow(story.leg(0)).holder, "ubnd-xa");
}

TEST(CorrectTest, MovesTheDueDatesThatFollowButNotAnExtension) {
  Correct correct;
  correct.due_day = March(11);
  Story paused(March(10));
  paused.Then(MarchAt(4, 9), Pause{}).Then(MarchAt(8, 9), Resume{});
  Story extended = paused;
  extended.Then(MarchAt(9, 9), Extension(0, March(30)));
  EXPECT_EQ(DueOf(paused.Then(MarchAt(12, 9), correct)), March(15));
  EXPECT_EQ(DueOf(extended.Then(MarchAt(12, 9), correct)), March(30));
}

TEST(CorrectTest, RefusesWhatCannotBe) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", {}});
  Correct correct;
  EXPECT_EQ(story.Try(MarchAt(5, 9), correct), "NOTHING_TO_CORRECT");
  correct.receive_time = MarchAt(3, 9);
  EXPECT_EQ(story.Try(MarchAt(5, 9), correct), "RECEIPT_AFTER_EVENTS");
  correct.receive_time = MarchAt(6, 9);
  EXPECT_EQ(story.Try(MarchAt(5, 9), correct), "RECEIPT_IN_FUTURE");
  correct.receive_time.reset();
  correct.channel = statistics::Channel::kLinked;
  EXPECT_EQ(story.Try(MarchAt(5, 9), correct), "CHANNEL_INVALID");
}

}  // namespace
}  // namespace motcua::processing
