// Steps whose time is stated by an importer, or whose clock is behind.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {
namespace {

using ::testing::ElementsAre;

TEST(EventTimeTest, ImportedFactsStandInTheOrderOfTheirTimes) {
  Story story(March(31));
  story.Then(MarchAt(5, 9), Transfer{0, "so-xay-dung"})
      .Then(MarchAt(3, 9), Transfer{0, "so-y-te"}, true)
      .Then(MarchAt(5, 9), Apology(0), true);
  EXPECT_THAT(
      story.leg(0).facts,
      ElementsAre(Fact{MarchAt(1, 9), DueFrom{March(31)}}, Fact{MarchAt(3, 9), MovedTo{"so-y-te"}},
                  Fact{MarchAt(5, 9), MovedTo{"so-xay-dung"}}, Fact{MarchAt(5, 9), Apologised{}}));
}

TEST(EventTimeTest, AnOfficersClockThatIsBehindDoesNotRewriteThePast) {
  Story story(March(31));
  story.Then(MarchAt(5, 9), Pause{}).Then(MarchAt(5, 8, 59), Resume{});
  EXPECT_EQ(story.leg(0).facts[2], (Fact{MarchAt(5, 9), Resumed{}}));
}

TEST(EventTimeTest, NothingHappensBeforeTheReceipt) {
  Story story(March(31));
  story.Then(MarchAt(5, 9), HandOver{"chi-cuc-thue", March(21)});
  const absl::Time too_early = MarchAt(1, 8, 59);
  for (const Command& command :
       {Command(Withdraw{""}), Command(Transfer{0, "so-y-te"}), Command(Pause{}),
        Command(HandOver{"so-y-te", {}}), Command(Extension(0, March(42))), Command(Stop{""})}) {
    EXPECT_EQ(story.Try(too_early, command, true), "EVENT_BEFORE_RECEIPT") << command.index();
  }
  EXPECT_EQ(story.Try(MarchAt(5, 8), FinishLeg{1}, true), "EVENT_BEFORE_RECEIPT");
  EXPECT_EQ(story.Try(MarchAt(5, 8), Withdraw{""}, true), "EVENT_BEFORE_RECEIPT");
}

TEST(EventTimeTest, WhatIsKnownRulesAStepOut) {
  Story story(March(31));
  story.Then(MarchAt(5, 9), Pause{}).Then(MarchAt(8, 9), Resume{});
  EXPECT_EQ(story.Try(MarchAt(6, 9), Pause{}, true), "SECOND_SUPPLEMENT_NEEDS_REASON");
  EXPECT_EQ(story.Try(MarchAt(6, 9), Pause{0, PauseKind::kObligation, ""}, true),
            "EVENT_OUT_OF_ORDER");
  EXPECT_EQ(story.Try(MarchAt(7, 9), Finish{}, true), "EVENT_OUT_OF_ORDER");
  story.Then(MarchAt(9, 9), Finish{});
  EXPECT_EQ(story.Try(MarchAt(8, 9), HandOverResult{}, true), "EVENT_OUT_OF_ORDER");
  EXPECT_EQ(story.Try(MarchAt(8, 9), Reopen{""}, true), "EVENT_OUT_OF_ORDER");
  story.Then(MarchAt(10, 9), HandOverResult{});
  EXPECT_EQ(story.Try(MarchAt(9, 12), Reopen{""}, true), "EVENT_OUT_OF_ORDER");
  story.Then(MarchAt(12, 9), Reopen{"error"});
  EXPECT_EQ(story.Try(MarchAt(11, 9), HandOver{"chi-cuc-thue", {}}, true), "EVENT_OUT_OF_ORDER");
  EXPECT_EQ(story.Try(MarchAt(4, 9), HandOver{"chi-cuc-thue", {}}, true), "EVENT_OUT_OF_ORDER");
}

TEST(EventTimeTest, StepsMayShareAnInstant) {
  const absl::Time noon = MarchAt(5, 12);
  Story story(March(31));
  story.Then(noon, Finish{}).Then(noon, HandOverResult{}).Then(noon, Reopen{"error"});
  story.Then(noon, HandOver{"chi-cuc-thue", {}}).Then(noon, FinishLeg{1}).Then(noon, Finish{});
  EXPECT_EQ(story.status(), Status::kFinished);
}

}  // namespace
}  // namespace motcua::processing
