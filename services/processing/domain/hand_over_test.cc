// Steps of a route, and who holds a leg.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {
namespace {

using catalog::LegalTimeUnit;
using ::testing::SizeIs;

// The land branch has two working days; the tax office and any commune begin after it, in
// parallel; the department comes last.
catalog::Procedure LandRoute() {
  catalog::Procedure procedure;
  procedure.id = "khai-sinh";
  procedure.version = 3;
  procedure.route = {
      {1, "chi-nhanh-dat-dai", "", "Đo đạc", 2, LegalTimeUnit::kWorkingDay, true, {}},
      {2, "chi-cuc-thue", "", "Tính thuế", 10, LegalTimeUnit::kHour, true, {1}},
      {3, "", "commune", "Xác nhận", 0, LegalTimeUnit::kNone, false, {1}},
      {4, "so-tai-nguyen", "", "Ký", 5, LegalTimeUnit::kCalendarDay, false, {2, 3}},
  };
  return procedure;
}

Story OnLand() { return Story(March(31)).On(LandRoute()); }

// The hand-over of a step to its agency.
HandOver Step(int step, int from_leg = 0) {
  static const char* const kAgencies[] = {"", "chi-nhanh-dat-dai", "chi-cuc-thue", "ubnd-xa",
                                          "so-tai-nguyen"};
  return {kAgencies[step], {}, step, from_leg, step == 3 ? "commune" : "department"};
}

std::optional<Day> DueOf(const Story& story, int leg) { return StateNow(story.leg(leg)).due; }

TEST(StepTest, ItsTimeIsReckonedFromItsHandOver) {
  Story story = OnLand();
  story.Then(MarchAt(3, 16), Step(1)).Then(MarchAt(8, 9), FinishLeg{1});
  EXPECT_EQ(DueOf(story, 1), March(7));  // Friday and Monday
  // Six hours are left of Tuesday the 8th.
  story.Then(MarchAt(8, 9), Step(2)).Then(MarchAt(8, 9), Step(3));
  EXPECT_EQ(DueOf(story, 2), March(9));
  EXPECT_EQ(DueOf(story, 3), std::nullopt);
  story.Then(MarchAt(9, 9), FinishLeg{2}).Then(MarchAt(9, 9), FinishLeg{3});
  story.Then(MarchAt(9, 9), Step(4));
  EXPECT_EQ(DueOf(story, 4), March(14));
}

TEST(StepTest, AStatedDueDateWins) {
  HandOver command = Step(1);
  command.due_day = March(21);
  Story story = OnLand();
  story.Then(MarchAt(3, 9), command);
  EXPECT_EQ(DueOf(story, 1), March(21));
}

TEST(StepTest, IsDoneByItsAgencyOrAnyOfItsKind) {
  Story story = OnLand();
  EXPECT_EQ(story.Try(MarchAt(3, 9), HandOver{"so-y-te", {}, 1}), "STEP_OF_ANOTHER_AGENCY");
  EXPECT_EQ(story.Try(MarchAt(3, 9), HandOver{"so-y-te", {}, 9}), "STEP_UNKNOWN");
  EXPECT_EQ(story.Try(MarchAt(3, 9), HandOver{"so-y-te", {}, 0}), "OK");
  story.Then(MarchAt(3, 9), Step(1)).Then(MarchAt(4, 9), FinishLeg{1});
  EXPECT_EQ(story.Try(MarchAt(4, 9), HandOver{"ubnd-khac", {}, 3, 0, "commune"}), "OK");
  EXPECT_EQ(story.Try(MarchAt(4, 9), HandOver{"ubnd-khac", {}, 3, 0, "district"}),
            "STEP_OF_ANOTHER_AGENCY");
}

TEST(StepTest, WaitsForEveryStepBeforeIt) {
  Story story = OnLand();
  EXPECT_EQ(story.Try(MarchAt(2, 9), Step(2)), "STEP_NOT_READY");
  story.Then(MarchAt(2, 9), Step(1));
  EXPECT_EQ(story.Try(MarchAt(3, 9), Step(2)), "STEP_NOT_READY");
  story.Then(MarchAt(4, 9), FinishLeg{1});
  EXPECT_EQ(story.Try(MarchAt(3, 9), Step(2), true), "STEP_NOT_READY");  // it was open then
  story.Then(MarchAt(4, 9), Step(2)).Then(MarchAt(4, 9), Step(3));
  story.Then(MarchAt(5, 9), FinishLeg{3});
  EXPECT_EQ(story.Try(MarchAt(6, 9), Step(4)), "STEP_NOT_READY");
  story.Then(MarchAt(6, 9), FinishLeg{2});
  EXPECT_EQ(story.Try(MarchAt(6, 9), Step(4)), "OK");
}

TEST(StepTest, IsDoneOnceUnlessItWasBrokenOff) {
  Story story = OnLand();
  story.Then(MarchAt(2, 9), Step(1));
  HandOver elsewhere = Step(1);
  story.Then(MarchAt(2, 9), Return{1, "not_ours"});
  EXPECT_EQ(story.Try(MarchAt(3, 9), elsewhere), "STEP_TAKEN");
  Story broken_off = story;
  broken_off.Then(MarchAt(3, 9), Stop{"fraud"}).Then(MarchAt(4, 9), Reopen{"error"});
  EXPECT_EQ(broken_off.Try(MarchAt(4, 9), elsewhere), "OK");
  story.Then(MarchAt(3, 9), FinishLeg{1});
  EXPECT_EQ(story.Try(MarchAt(3, 9), elsewhere), "STEP_TAKEN");
}

TEST(StepTest, TheHolderOfAFinishedLegMayPassItOn) {
  Story story = OnLand();
  story.Then(MarchAt(2, 9), Step(1)).Then(MarchAt(4, 9), FinishLeg{1});
  story.Then(MarchAt(4, 9), Step(2, 1));
  EXPECT_EQ(story.leg(1).sender, "so-tu-phap");
  EXPECT_EQ(story.leg(2).sender, "chi-nhanh-dat-dai");
  EXPECT_EQ(std::get<LegOpened>(story.events()[0].change),
            (LegOpened{"chi-cuc-thue", March(7), 2, "chi-nhanh-dat-dai"}));
  EXPECT_EQ(story.Try(MarchAt(4, 9), Step(3, 5)), "LEG_UNKNOWN");
  EXPECT_EQ(story.Try(MarchAt(1, 10), Step(3, 1), true), "EVENT_BEFORE_RECEIPT");
}

TEST(StepTest, APauseMovesItsDueDateByTheWorkingTime) {
  Story story = OnLand();
  story.Then(MarchAt(2, 9), Step(1)).Then(MarchAt(3, 9), Pause{1, PauseKind::kOtherBody, ""});
  story.Then(MarchAt(4, 9), Resume{1});
  EXPECT_EQ(DueOf(story, 1), March(7));  // was the 4th
  EXPECT_EQ(DueOf(story, 0), March(31));
}

TEST(StepTest, MayPauseOnlyIfTheRouteLetsIt) {
  Story story = OnLand();
  story.Then(MarchAt(2, 9), Step(1)).Then(MarchAt(3, 9), Pause{1, PauseKind::kOtherBody, ""});
  EXPECT_EQ(story.status(), Status::kInProcessing);
  story.Then(MarchAt(4, 9), Resume{1}).Then(MarchAt(4, 9), FinishLeg{1});
  story.Then(MarchAt(4, 9), Step(3));
  EXPECT_EQ(story.Try(MarchAt(5, 9), Pause{2, PauseKind::kOtherBody, ""}), "STEP_MAY_NOT_PAUSE");
  EXPECT_EQ(story.Try(MarchAt(5, 9), Pause{0, PauseKind::kOtherBody, ""}), "OK");
}

TEST(StepTest, NeedsACalendarForItsTimeAlone) {
  const Story story = OnLand();
  const catalog::Procedure route = LandRoute();
  const Context context{MarchAt(3, 9), false, nullptr, &route};
  EXPECT_EQ(ReasonOf(Decide(&story.dossier(), Step(1), context).status()), "CALENDAR_YEAR_MISSING");
  HandOver stated = Step(1);
  stated.due_day = March(9);
  EXPECT_EQ(ReasonOf(Decide(&story.dossier(), stated, context).status()), "OK");
}

TEST(TransferTest, AStepStaysWithItsKind) {
  Story story = OnLand();
  story.Then(MarchAt(2, 9), Step(1)).Then(MarchAt(3, 9), FinishLeg{1});
  story.Then(MarchAt(3, 9), Step(3));
  EXPECT_EQ(story.Try(MarchAt(4, 9), Transfer{2, "so-y-te", "misled", "department"}),
            "STEP_OF_ANOTHER_AGENCY");
  story.Then(MarchAt(4, 9), Transfer{2, "ubnd-khac", "misled", "commune"});
  EXPECT_EQ(story.events()[0].reason_code, "misled");
  EXPECT_FALSE(StateNow(story.leg(2)).acknowledged);
}

TEST(ReturnTest, GoesBackToTheSenderWhoMayGiveItOn) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(8)})
      .Then(MarchAt(3, 9), Acknowledge{1})
      .Then(MarchAt(4, 9), Return{1, "not_ours"});
  const LegState state = StateNow(story.leg(1));
  EXPECT_EQ(state.holder, "so-tu-phap");
  EXPECT_EQ(state.giver, "chi-cuc-thue");
  EXPECT_EQ(state.given_time, MarchAt(4, 9));
  EXPECT_FALSE(state.acknowledged);
  EXPECT_EQ(state.due, March(8));
  ASSERT_THAT(story.events(), SizeIs(1));
  EXPECT_EQ(std::get<Fact>(story.events()[0].change),
            (Fact{MarchAt(4, 9), MovedTo{"so-tu-phap", true}}));
  story.Then(MarchAt(5, 9), Acknowledge{1}).Then(MarchAt(5, 9), Transfer{1, "cuc-thue", "misled"});
  EXPECT_EQ(story.Try(MarchAt(6, 9), Return{1, "not_ours"}), "OK");
}

TEST(AcknowledgeTest, AFinishedLegWasInHand) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", {}})
      .Then(MarchAt(2, 9), HandOver{"so-xay-dung", {}})
      .Then(MarchAt(3, 9), FinishLeg{1})
      .Then(MarchAt(4, 9), Withdraw{""});
  EXPECT_TRUE(StateNow(story.leg(1)).acknowledged);
  EXPECT_FALSE(StateNow(story.leg(2)).acknowledged);
}

TEST(AcknowledgeTest, OneImportedBeforeAnotherIsOutOfOrder) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", {}}).Then(MarchAt(4, 9), Acknowledge{1});
  EXPECT_EQ(story.Try(MarchAt(3, 9), Acknowledge{1}, true), "EVENT_OUT_OF_ORDER");
  story.Then(MarchAt(3, 9), Transfer{1, "cuc-thue", "misled"}, true);
  EXPECT_TRUE(StateNow(story.leg(1)).acknowledged);
}

TEST(AssignTest, TheLastAssignmentCounts) {
  Story story(March(31));
  story.Then(MarchAt(4, 9), Assign{0, "nga"}).Then(MarchAt(3, 9), Assign{0, "binh"}, true);
  EXPECT_EQ(story.leg(0).officer, "nga");
  story.Then(MarchAt(5, 9), Assign{0, ""});
  EXPECT_EQ(story.leg(0).officer, "");
}

TEST(RecalculationStepTest, IsNoWorkOnADossier) {
  Case dossier = Story(March(31)).dossier();
  dossier.legs[0].facts.push_back({MarchAt(2, 9), Recalculated{1}});
  dossier.legs[0].facts.push_back({MarchAt(2, 9), DueFrom{March(30)}});
  EXPECT_EQ(StatusOf(dossier), Status::kReceived);
}

}  // namespace
}  // namespace motcua::processing
