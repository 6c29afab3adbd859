#include "services/processing/domain/timeline.h"

#include "gtest/gtest.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {
namespace {

Category CategoryOn(const Story& story, int day) {
  return CategoryAtEndOf(*StateAtEndOf(story.leg(0), March(day)), March(day));
}

TEST(TimelineTest, OverdueHoldsFromTheEndOfTheDueDay) {
  const Story story(March(10));
  EXPECT_EQ(CategoryOn(story, 9), Category::kInTime);
  EXPECT_EQ(CategoryOn(story, 10), Category::kOverdue);
  EXPECT_EQ(CategoryOn(story, 300), Category::kOverdue);
}

TEST(TimelineTest, WaitingComesBeforeOverdueAndUndated) {
  Story story(std::nullopt);
  story.Then(MarchAt(3, 9), Pause{0, PauseKind::kObligation, ""});
  EXPECT_EQ(CategoryOn(story, 2), Category::kUndated);
  EXPECT_EQ(CategoryOn(story, 3), Category::kWaitingObligation);
  story.Then(MarchAt(4, 9), Resume{}).Then(MarchAt(5, 9), Pause{});
  EXPECT_EQ(CategoryOn(story, 4), Category::kUndated);
  EXPECT_EQ(CategoryOn(story, 5), Category::kWaitingSupplement);
  story.Then(MarchAt(6, 9), Stop{""});
  EXPECT_EQ(CategoryOn(story, 6), Category::kEnded);
}

TEST(TimelineTest, MidnightBelongsToTheDayThatBegins) {
  Story story(March(10));
  story.Then(MarchAt(5, 0), Transfer{0, "so-y-te"});
  EXPECT_EQ(StateAtEndOf(story.leg(0), March(4))->holder, "so-tu-phap");
  EXPECT_EQ(StateAtEndOf(story.leg(0), March(5))->holder, "so-y-te");
  EXPECT_EQ(StateAt(story.leg(0), MarchAt(5, 0)).holder, "so-y-te");
  EXPECT_EQ(StateAtEndOf(story.leg(0), March(0)), std::nullopt);
}

TEST(TimelineTest, LastTimeSeesEveryLegAndTheHandOver) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", {}});
  EXPECT_EQ(LastTime(story.dossier()), MarchAt(2, 9));
  story.Then(MarchAt(3, 9), FinishLeg{1}).Then(MarchAt(3, 9), Finish{});
  story.Then(MarchAt(7, 9), HandOverResult{});
  EXPECT_EQ(LastTime(story.dossier()), MarchAt(7, 9));
}

TEST(TimelineTest, ALinkedLegOutlivingTheOwnOneIsInconsistent) {
  Story story(March(10));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", {}});
  Case dossier = story.dossier();
  EXPECT_TRUE(Consistent(dossier));
  dossier.legs[0].facts.push_back({MarchAt(4, 9), Ended{LegEnd::kFinished}});
  EXPECT_FALSE(Consistent(dossier));
  dossier.legs[1].facts.push_back({MarchAt(4, 9), Ended{LegEnd::kFinished}});
  EXPECT_TRUE(Consistent(dossier));
}

}  // namespace
}  // namespace motcua::processing
