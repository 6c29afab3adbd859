#include "services/processing/domain/contributions.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {
namespace {

using statistics::Counter;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const std::map<Counter, std::string>& Names() {
  static const std::map<Counter, std::string> names = {
      {Counter::kReceived, "received"},
      {Counter::kMovedIn, "moved_in"},
      {Counter::kMovedOut, "moved_out"},
      {Counter::kReopened, "reopened"},
      {Counter::kFinishedEarly, "early"},
      {Counter::kFinishedOnTime, "on_time"},
      {Counter::kFinishedLate, "late"},
      {Counter::kFinishedUndated, "finished_undated"},
      {Counter::kWithdrawn, "withdrawn"},
      {Counter::kStopped, "stopped"},
      {Counter::kRefusedAfterReceipt, "refused"},
      {Counter::kOverdue, "overdue"},
      {Counter::kWaitingSupplement, "waiting_supplement"},
      {Counter::kWaitingObligation, "waiting_obligation"},
      {Counter::kUndated, "undated"},
      {Counter::kLateByOwn, "late_by_own"},
      {Counter::kLateByLinked, "late_by_linked"},
      {Counter::kLateApologisedOwn, "apologised_own"},
      {Counter::kLateApologisedLinked, "apologised_linked"},
      {Counter::kLateExtendedOwn, "extended_own"},
      {Counter::kLateExtendedLinked, "extended_linked"},
      {Counter::kLateStep, "late_step"},
  };
  return names;
}

// "agency channel day of March: counter value", with the responsible agency behind.
std::vector<std::string> Lines(const Story& story) {
  static const char* const kChannels[] = {"", "online", "in_person", "post", "linked"};
  std::vector<std::string> lines;
  const statistics::Deltas cells = Contributions(story.dossier());
  for (const auto& [key, value] : cells.values()) {
    EXPECT_EQ(key.procedure, "khai-sinh");
    lines.push_back(absl::StrCat(key.agency, " ", kChannels[static_cast<int>(key.channel)], " ",
                                 key.day - March(1) + 1, ": ", Names().at(key.counter), " ", value,
                                 key.responsible_agency.empty() ? "" : " ",
                                 key.responsible_agency));
  }
  return lines;
}

// The counters of a day at the first receiver that judge a late finish.
std::vector<std::string> Judged(const Story& story) {
  std::vector<std::string> lines;
  const statistics::Deltas cells = Contributions(story.dossier());
  for (const auto& [key, value] : cells.values()) {
    if (key.counter < Counter::kLateByOwn) continue;
    EXPECT_EQ(key.agency, "so-tu-phap");
    EXPECT_EQ(key.channel, statistics::Channel::kOnline);
    std::string line = Names().at(key.counter);
    if (!key.responsible_agency.empty()) absl::StrAppend(&line, " ", key.responsible_agency);
    if (value != 1) absl::StrAppend(&line, " x", value);
    lines.push_back(line);
  }
  return lines;
}

TEST(ContributionsTest, OverdueIsWrittenInAdvance) {
  EXPECT_THAT(Lines(Story(March(10))),
              ElementsAre("so-tu-phap online 1: received 1", "so-tu-phap online 10: overdue 1"));
}

TEST(ContributionsTest, FinishIsComparedByLocalDate) {
  Story early(March(10));
  early.Then(MarchAt(9, 23, 59), Finish{});
  EXPECT_THAT(Lines(early),
              ElementsAre("so-tu-phap online 1: received 1", "so-tu-phap online 9: early 1"));
  Story on_time(March(10));
  on_time.Then(MarchAt(10, 23, 59), Finish{});
  EXPECT_THAT(Lines(on_time),
              ElementsAre("so-tu-phap online 1: received 1", "so-tu-phap online 10: on_time 1"));
  Story undated(std::nullopt);
  undated.Then(MarchAt(3, 9), Finish{});
  EXPECT_THAT(
      Lines(undated),
      ElementsAre("so-tu-phap online 1: received 1", "so-tu-phap online 1: undated 1",
                  "so-tu-phap online 3: finished_undated 1", "so-tu-phap online 3: undated -1"));
}

TEST(ContributionsTest, LateFinishTakesTheOverdueStockBack) {
  Story story(March(10));
  story.Then(MarchAt(11, 0), Finish{});
  EXPECT_THAT(Lines(story),
              ElementsAre("so-tu-phap online 1: received 1", "so-tu-phap online 10: overdue 1",
                          "so-tu-phap online 11: late 1", "so-tu-phap online 11: overdue -1",
                          "so-tu-phap online 11: late_by_own 1",
                          "so-tu-phap online 11: late_step 1 so-tu-phap"));
}

TEST(ContributionsTest, AllOnOneDayLeavesNoStock) {
  Story story(March(1));
  story.Then(MarchAt(1, 10), Pause{}).Then(MarchAt(1, 11), Withdraw{""});
  EXPECT_THAT(Lines(story),
              ElementsAre("so-tu-phap online 1: received 1", "so-tu-phap online 1: withdrawn 1"));
}

TEST(ContributionsTest, APauseWhileOverdueLeavesTheOverdueStock) {
  Story story(March(4));
  story.Then(MarchAt(8, 9), Pause{}).Then(MarchAt(10, 9), Resume{});  // due on the 8th now
  EXPECT_THAT(
      Lines(story),
      ElementsAre("so-tu-phap online 1: received 1", "so-tu-phap online 4: overdue 1",
                  "so-tu-phap online 8: overdue -1", "so-tu-phap online 8: waiting_supplement 1",
                  "so-tu-phap online 10: overdue 1",
                  "so-tu-phap online 10: waiting_supplement -1"));
}

TEST(ContributionsTest, StocksMoveWithATransfer) {
  Story story(March(10));
  story.Then(MarchAt(3, 9), Pause{0, PauseKind::kObligation, ""})
      .Then(MarchAt(4, 9), Transfer{0, "so-y-te"});
  EXPECT_THAT(Lines(story),
              UnorderedElementsAre(
                  "so-tu-phap online 1: received 1", "so-tu-phap online 3: waiting_obligation 1",
                  "so-tu-phap online 4: waiting_obligation -1", "so-tu-phap online 4: moved_out 1",
                  "so-y-te online 4: moved_in 1", "so-y-te online 4: waiting_obligation 1"));
}

TEST(ContributionsTest, ALinkedLegCountsAtItsHolderByChannelLinked) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(4)}).Then(MarchAt(4, 9), FinishLeg{1});
  EXPECT_THAT(
      Lines(story),
      UnorderedElementsAre("chi-cuc-thue linked 2: received 1", "chi-cuc-thue linked 4: on_time 1",
                           "so-tu-phap online 1: received 1", "so-tu-phap online 10: overdue 1"));
}

TEST(ContributionsTest, AReopenedLegComesBackAndCountsAgain) {
  Story story(March(3));
  story.Then(MarchAt(3, 9), Finish{})
      .Then(MarchAt(5, 9), Reopen{"error"})
      .Then(MarchAt(7, 9), Stop{"fraud"});
  EXPECT_THAT(
      Lines(story),
      UnorderedElementsAre("so-tu-phap online 1: received 1", "so-tu-phap online 3: on_time 1",
                           "so-tu-phap online 5: reopened 1", "so-tu-phap online 5: overdue 1",
                           "so-tu-phap online 7: overdue -1", "so-tu-phap online 7: stopped 1"));
}

TEST(ContributionsTest, VoidHasNone) {
  Story story(March(3));
  story.Then(MarchAt(8, 9), Finish{}).Then(MarchAt(9, 9), Void{"double"});
  EXPECT_THAT(Lines(story), IsEmpty());
}

// Due on the 10th; the tax office has until the 8th and takes until `linked`.
Story LateWithTax(int linked, int finish) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(8)})
      .Then(MarchAt(linked, 9), FinishLeg{1})
      .Then(MarchAt(finish, 9), Finish{});
  return story;
}

TEST(LatenessTest, OwnWhenTheLinkedStepWasInTime) {
  EXPECT_THAT(Judged(LateWithTax(8, 11)), ElementsAre("late_by_own", "late_step so-tu-phap"));
}

TEST(LatenessTest, LinkedAloneWhenItsOverrunExplainsAll) {
  EXPECT_THAT(Judged(LateWithTax(11, 13)), ElementsAre("late_by_linked", "late_step chi-cuc-thue"));
}

TEST(LatenessTest, BothWhenTheDossierWouldHaveBeenLateAnyway) {
  EXPECT_THAT(Judged(LateWithTax(11, 14)),
              ElementsAre("late_by_own", "late_by_linked", "late_step chi-cuc-thue",
                          "late_step so-tu-phap"));
}

TEST(LatenessTest, AnInTimeDossierIsNobodysFault) {
  EXPECT_THAT(Judged(LateWithTax(10, 10)), IsEmpty());
}

TEST(LatenessTest, OverlappingOverrunsCountOnce) {
  Story story(March(10));
  story
      .Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(5)})  // 6 to 9
      .Then(MarchAt(2, 9), HandOver{"so-xay-dung", March(7)})   // 8 to 11
      .Then(MarchAt(9, 9), FinishLeg{1})
      .Then(MarchAt(11, 9), FinishLeg{2});
  Story explained = story;
  explained.Then(MarchAt(16, 9), Finish{});  // 10 + 6 days
  EXPECT_THAT(Judged(explained),
              ElementsAre("late_by_linked", "late_step chi-cuc-thue", "late_step so-xay-dung"));
  story.Then(MarchAt(17, 9), Finish{});
  EXPECT_THAT(Judged(story), ElementsAre("late_by_own", "late_by_linked", "late_step chi-cuc-thue",
                                         "late_step so-tu-phap", "late_step so-xay-dung"));
}

TEST(LatenessTest, TheHolderAtTheEndOfAStepIsResponsible) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(8)})
      .Then(MarchAt(3, 9), Transfer{1, "cuc-thue"})
      .Then(MarchAt(3, 9), Transfer{0, "so-y-te"})
      .Then(MarchAt(9, 9), FinishLeg{1})
      .Then(MarchAt(20, 9), Finish{});
  EXPECT_THAT(Judged(story), ElementsAre("late_by_own", "late_by_linked", "late_step cuc-thue",
                                         "late_step so-y-te"));
}

TEST(LatenessTest, TwoLateStepsOfOneAgencyAreTwoEvents) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(4)})
      .Then(MarchAt(5, 9), FinishLeg{1})
      .Then(MarchAt(6, 9), HandOver{"chi-cuc-thue", March(8)})
      .Then(MarchAt(9, 9), FinishLeg{2})
      .Then(MarchAt(12, 9), Finish{});
  EXPECT_THAT(Judged(story), ElementsAre("late_by_linked", "late_step chi-cuc-thue x2"));
}

TEST(LatenessTest, ThePauseOfAStepIsExcluded) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(8)})
      .Then(MarchAt(7, 9), Pause{1, PauseKind::kSupplement, ""})
      .Then(MarchAt(9, 9), Resume{1})  // due on the 10th now
      .Then(MarchAt(10, 9), FinishLeg{1})
      .Then(MarchAt(12, 9), Finish{});
  EXPECT_THAT(Judged(story), ElementsAre("late_by_own", "late_step so-tu-phap"));
}

TEST(LatenessTest, ApologyAndExtensionCountAtTheLegThatMadeThem) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(8)})
      .Then(MarchAt(3, 9), Apologise{0, "busy"})
      .Then(MarchAt(3, 9), Extend{1, March(9), "busy"});
  Story late = story;
  late.Then(MarchAt(11, 9), FinishLeg{1}).Then(MarchAt(12, 9), Finish{});
  EXPECT_THAT(Judged(late), ElementsAre("late_by_linked", "apologised_own", "extended_linked",
                                        "late_step chi-cuc-thue"));
  story.Then(MarchAt(4, 9), Apologise{1, "busy"})
      .Then(MarchAt(4, 9), Extend{0, March(11), "busy"})
      .Then(MarchAt(5, 9), FinishLeg{1})
      .Then(MarchAt(12, 9), Finish{});
  EXPECT_THAT(Judged(story),
              ElementsAre("late_by_own", "apologised_own", "apologised_linked", "extended_own",
                          "extended_linked", "late_step so-tu-phap"));
}

TEST(LatenessTest, AStepThatBeganAfterAFinishDoesNotExcuseIt) {
  Story story(March(10));
  story.Then(MarchAt(12, 9), Finish{})
      .Then(MarchAt(14, 9), Reopen{"error"})
      .Then(MarchAt(15, 9), HandOver{"chi-cuc-thue", March(16)})
      .Then(MarchAt(18, 9), FinishLeg{1})
      .Then(MarchAt(18, 9), Finish{});
  const auto cells = Contributions(story.dossier()).values();
  const auto at = [&](int day, Counter counter) {
    const auto cell = cells.find(
        {"so-tu-phap", "khai-sinh", statistics::Channel::kOnline, March(day), counter, ""});
    return cell == cells.end() ? 0 : cell->second;
  };
  EXPECT_EQ(at(12, Counter::kLateByOwn), 1);
  EXPECT_EQ(at(12, Counter::kLateByLinked), 0);
  EXPECT_EQ(at(18, Counter::kLateByOwn), 1);
  EXPECT_EQ(at(18, Counter::kLateByLinked), 1);
}

TEST(LatenessTest, JudgesStandAtTheFirstReceiverAfterATransfer) {
  Story story(March(10));
  story.Then(MarchAt(3, 9), Transfer{0, "so-y-te"}).Then(MarchAt(11, 9), Finish{});
  EXPECT_THAT(Judged(story), ElementsAre("late_by_own", "late_step so-y-te"));
}

}  // namespace
}  // namespace motcua::processing
