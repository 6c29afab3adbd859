// Who made a late dossier late, as the counters tell it.
#include "services/processing/domain/lateness.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/processing/domain/contributions.h"
#include "services/processing/domain/counter_names.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {
namespace {

using statistics::Counter;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The counters of a day at the first receiver that judge a late finish.
std::vector<std::string> Judged(const Story& story) {
  std::vector<std::string> lines;
  const statistics::Deltas cells = Contributions(story.dossier());
  for (const auto& [key, value] : cells.values()) {
    if (key.counter < Counter::kLateByOwn) continue;
    EXPECT_EQ(key.agency, "so-tu-phap");
    EXPECT_EQ(key.channel, statistics::Channel::kOnline);
    std::string line = NameOf(key.counter);
    if (!key.responsible_agency.empty()) absl::StrAppend(&line, " ", key.responsible_agency);
    if (value != 1) absl::StrAppend(&line, " x", value);
    lines.push_back(line);
  }
  return lines;
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
      .Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(5)}, true)  // 6 to 9
      .Then(MarchAt(2, 9), HandOver{"so-xay-dung", March(7)})         // 8 to 11
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

TEST(LatenessTest, WhoeverHeldAStepWhenItsTimeWasUpIsResponsible) {
  // Both transferred on the last day, and given away again the day after.
  Story story(March(10));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(8)})
      .Then(MarchAt(8, 23, 59), Transfer{1, "cuc-thue", "wrong_office"})
      .Then(MarchAt(9, 0), Transfer{1, "chi-cuc-thue", "wrong_office"})
      .Then(MarchAt(10, 23, 59), Transfer{0, "so-y-te"})
      .Then(MarchAt(11, 0), Transfer{0, "so-xay-dung"})
      .Then(MarchAt(11, 9), FinishLeg{1})
      .Then(MarchAt(20, 9), Finish{});
  EXPECT_THAT(Judged(story), ElementsAre("late_by_own", "late_by_linked", "late_step cuc-thue",
                                         "late_step so-y-te"));
}

TEST(LatenessTest, AReturnedStepIsItsSendersWhenItsTimeWasUpThere) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(8)})
      .Then(MarchAt(7, 9), Return{1, "paper_missing"})
      .Then(MarchAt(9, 9), Transfer{1, "chi-cuc-thue", "paper_there"})
      .Then(MarchAt(11, 9), FinishLeg{1})
      .Then(MarchAt(12, 9), Finish{});
  EXPECT_THAT(Judged(story), ElementsAre("late_by_linked", "late_step so-tu-phap"));
}

TEST(LatenessTest, AStepHandedOverAfterItsDueDayIsItsFirstHolders) {
  Story story(March(10));
  story.Then(MarchAt(9, 9), HandOver{"chi-cuc-thue", March(8)})
      .Then(MarchAt(10, 9), Transfer{1, "cuc-thue", "wrong_office"})
      .Then(MarchAt(11, 9), FinishLeg{1})
      .Then(MarchAt(12, 9), Finish{});
  EXPECT_THAT(Judged(story), ElementsAre("late_by_linked", "late_step chi-cuc-thue"));
}

TEST(LatenessTest, AnExtensionMovesTheDayThatDecides) {
  Story story(March(10));
  story.Then(MarchAt(4, 9), Extension(0, March(14)))
      .Then(MarchAt(11, 9), Transfer{0, "so-y-te"})
      .Then(MarchAt(15, 9), Transfer{0, "so-xay-dung"})
      .Then(MarchAt(16, 9), Finish{});
  EXPECT_THAT(Judged(story), ElementsAre("late_by_own", "extended_own", "late_step so-y-te"));
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
      .Then(MarchAt(3, 9), Apology(0))
      .Then(MarchAt(3, 9), Extension(1, March(9)));
  Story late = story;
  late.Then(MarchAt(11, 9), FinishLeg{1}).Then(MarchAt(12, 9), Finish{});
  EXPECT_THAT(Judged(late), ElementsAre("late_by_linked", "apologised_own", "extended_linked",
                                        "late_step chi-cuc-thue"));
  story.Then(MarchAt(4, 9), Apology(1))
      .Then(MarchAt(4, 9), Extension(0, March(11)))
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
