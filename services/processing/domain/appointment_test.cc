// Apologies and extensions: once each, by a letter, at the latest the day before.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {
namespace {

std::optional<Day> DueOf(const Story& story) { return StateNow(story.leg(0)).due; }

const Fact& FactOf(const Event& event) { return std::get<Fact>(event.change); }

TEST(ApologiseTest, OfficersNameTheLetterAndTheNewDate) {
  Story story(March(10));
  EXPECT_EQ(story.Try(MarchAt(5, 9), Apologise{0, "busy", "", March(12)}), "FIELD_REQUIRED");
  EXPECT_EQ(story.Try(MarchAt(5, 9), Apologise{0, "busy", "12/PXL", {}}), "FIELD_REQUIRED");
  EXPECT_EQ(story.Try(MarchAt(5, 9), Apologise{0, "busy", "12/PXL", March(10)}),
            "PROMISE_NOT_LATER");
  story.Then(MarchAt(5, 9), Apologise{0, "busy", "12/PXL", March(11)});
  EXPECT_EQ(story.leg(0).apology_document, "12/PXL");
  EXPECT_EQ(story.leg(0).promise_day, March(11));
  EXPECT_EQ(DueOf(story), March(10));
}

TEST(ApologiseTest, ImportersMayNotKnowTheLetter) {
  Story story(March(10));
  EXPECT_EQ(story.Try(MarchAt(5, 9), Apologise{0, "busy"}, true), "OK");
  EXPECT_EQ(story.Try(MarchAt(5, 9), Apologise{0, "busy", "", March(10)}, true),
            "PROMISE_NOT_LATER");
}

TEST(ApologiseTest, EachLegHasAnApologyOfItsOwn) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(21)})
      .Then(MarchAt(3, 9), Apology(0))
      .Then(MarchAt(3, 9), Apologise{1, "busy", "77/PXL", March(25)});
  EXPECT_EQ(story.leg(0).apology_document, "12/PXL");
  EXPECT_EQ(story.leg(1).apology_document, "77/PXL");
  EXPECT_EQ(story.Try(MarchAt(4, 9), Apology(1)), "ALREADY_APOLOGISED");
}

TEST(ApologiseTest, IsDueTheDayBeforeAndOnlyOncePerLeg) {
  const Apologise apology = Apology(0);
  Story story(March(10));
  EXPECT_EQ(story.Try(MarchAt(10, 0), apology), "APOLOGY_TOO_LATE");
  story.Then(MarchAt(9, 23, 59), apology);
  EXPECT_EQ(story.Try(MarchAt(9, 23, 59), apology), "ALREADY_APOLOGISED");
}

TEST(ApologiseTest, ImportersStateOlderOnes) {
  const Apologise apology = Apology(0);
  Story story(March(10));
  story.Then(MarchAt(20, 9), Transfer{0, "so-xay-dung"});
  EXPECT_EQ(story.Try(MarchAt(9, 9), apology), "APOLOGY_TOO_LATE");
  EXPECT_EQ(story.Try(MarchAt(9, 9), apology, true), "OK");
}

TEST(ExtendTest, OnceLaterAndBeforeTheDueDate) {
  Story story(March(10));
  EXPECT_EQ(story.Try(MarchAt(5, 9), Extension(0, March(10))), "DUE_DATE_NOT_LATER");
  EXPECT_EQ(story.Try(MarchAt(10, 0), Extension(0, March(21))), "EXTENSION_TOO_LATE");
  EXPECT_EQ(story.Try(MarchAt(5, 9), Extension(1, March(21))), "LEG_UNKNOWN");
  story.Then(MarchAt(9, 9), Extension(0, March(21)));
  EXPECT_EQ(DueOf(story), March(21));
  EXPECT_EQ(story.Try(MarchAt(9, 9), Extension(0, March(25))), "ALREADY_EXTENDED");
  EXPECT_EQ(Story(std::nullopt).Try(MarchAt(5, 9), Extension(0, March(21))), "NO_DUE_DATE");
}

TEST(ExtendTest, ADueDateIsAWorkingDayUnlessAnImporterStatesIt) {
  Story story(March(10));
  EXPECT_EQ(story.Try(MarchAt(5, 9), Extension(0, March(20))), "DUE_DATE_ON_DAY_OFF");  // Sunday
  EXPECT_EQ(story.Try(MarchAt(5, 9), HandOver{"chi-cuc-thue", March(19)}), "DUE_DATE_ON_DAY_OFF");
  EXPECT_EQ(story.Try(MarchAt(5, 9), Extension(0, March(20)), true), "OK");
}

// Received due on Thursday the 10th; the clock stands from the 9th at nine.
TEST(ExtendTest, WhileTheClockStandsTheDueDateIsJudgedAsIfItWentOn) {
  Story story(March(10));
  story.Then(MarchAt(9, 9), Pause{});
  EXPECT_EQ(story.Try(MarchAt(14, 9), Extension(0, March(15))), "DUE_DATE_NOT_LATER");
  EXPECT_EQ(story.Try(MarchAt(14, 9), Apologise{0, "busy", "12/PXL", March(15)}),
            "PROMISE_NOT_LATER");
  EXPECT_EQ(story.Try(MarchAt(14, 9), Extension(0, March(16))), "OK");
  EXPECT_EQ(story.Try(MarchAt(14, 9), Apologise{0, "busy", "12/PXL", March(16)}), "OK");
}

TEST(ExtendTest, AnEndedLinkedLegIsNotExtended) {
  Story story(March(31));
  story.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(21)}).Then(MarchAt(3, 9), FinishLeg{1});
  EXPECT_EQ(story.Try(MarchAt(4, 9), Extension(1, March(25))), "LEG_ENDED");
  EXPECT_EQ(story.Try(MarchAt(4, 9), Apology(1)), "LEG_ENDED");
}

TEST(ExtendTest, KnownLaterItStillMovesThePausesBehindIt) {
  Story story(March(10));
  story.Then(MarchAt(4, 9), Pause{}).Then(MarchAt(8, 9), Resume{});
  ASSERT_EQ(DueOf(story), March(14));
  story.Then(MarchAt(3, 9), Extension(0, March(17)), true);
  EXPECT_EQ(DueOf(story), March(21));  // two working days after Thursday the 17th
  EXPECT_EQ(FactOf(story.events().back()), (Fact{MarchAt(8, 9), DueFrom{March(21)}}));
}

TEST(ExtendTest, OfficersNameTheLetter) {
  Story story(March(10));
  EXPECT_EQ(story.Try(MarchAt(5, 9), Extend{0, March(21), "busy"}), "FIELD_REQUIRED");
  EXPECT_EQ(story.Try(MarchAt(5, 9), Extend{0, March(21), "busy"}, true), "OK");
  story.Then(MarchAt(5, 9), Extension(0, March(21)));
  EXPECT_EQ(story.leg(0).extension_document, "13/PHL");
}

TEST(RefusalsTest, TooLateNamesTheRule) {
  const Story story(March(10));
  for (const Command& command : {Command(Apology(0)), Command(Extension(0, March(21)))}) {
    const Refusal refusal = RefusalOf(story.Refused(MarchAt(10, 7), command));
    EXPECT_NE(refusal.message_vi.find("chậm nhất một ngày trước ngày hẹn trả"), std::string::npos)
        << refusal.message_vi;
  }
}

}  // namespace
}  // namespace motcua::processing
