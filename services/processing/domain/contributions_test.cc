#include "services/processing/domain/contributions.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/processing/domain/counter_names.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// "agency channel day of March: counter value", with the responsible agency behind.
std::vector<std::string> Lines(const Story& story) {
  static const char* const kChannels[] = {"", "online", "in_person", "post", "linked"};
  std::vector<std::string> lines;
  const statistics::Deltas cells = Contributions(story.dossier());
  for (const auto& [key, value] : cells.values()) {
    EXPECT_EQ(key.procedure, "khai-sinh");
    lines.push_back(absl::StrCat(key.agency, " ", kChannels[static_cast<int>(key.channel)], " ",
                                 key.day - March(1) + 1, ": ", NameOf(key.counter), " ", value,
                                 key.responsible_agency.empty() ? "" : " ",
                                 key.responsible_agency));
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

}  // namespace
}  // namespace motcua::processing
