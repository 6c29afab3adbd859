#include "common/worktime/pauses.h"

#include "common/base/errors.h"
#include "common/worktime/calendars_for_test.h"
#include "gmock/gmock.h"

namespace motcua::worktime {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Hours of a day.
Interval Hours(int from, int to) {
  const absl::Time midnight = At("2024-03-04 00:00");
  return {midnight + absl::Hours(from), midnight + absl::Hours(to)};
}

std::vector<Interval> Union(std::vector<Interval> pauses) {
  return UnionFrom(absl::InfinitePast(), std::move(pauses)).value();
}

TEST(PausesTest, NestedOverlappingAndTouchingPausesAreOne) {
  EXPECT_THAT(Union({Hours(8, 16), Hours(9, 10)}), ElementsAre(Hours(8, 16)));
  EXPECT_THAT(Union({Hours(9, 12), Hours(8, 10)}), ElementsAre(Hours(8, 12)));
  EXPECT_THAT(Union({Hours(10, 12), Hours(8, 10)}), ElementsAre(Hours(8, 12)));
  EXPECT_THAT(Union({Hours(8, 9), Hours(8, 16)}), ElementsAre(Hours(8, 16)));
  EXPECT_THAT(Union({Hours(14, 15), Hours(8, 9)}), ElementsAre(Hours(8, 9), Hours(14, 15)));
}

TEST(PausesTest, EmptyPausesVanish) {
  EXPECT_THAT(Union({Hours(8, 8)}), IsEmpty());
  EXPECT_THAT(Union({}), IsEmpty());
}

TEST(PausesTest, WhatLiesBeforeTheStartIsCutOff) {
  EXPECT_THAT(UnionFrom(Hours(9, 9).from, {Hours(7, 8), Hours(8, 10)}).value(),
              ElementsAre(Hours(9, 10)));
}

TEST(PausesTest, APauseThatEndsBeforeItBeginsIsRefused) {
  EXPECT_EQ(RefusalOf(UnionFrom(absl::InfinitePast(), {Hours(9, 8)}).status()).reason,
            "PAUSE_REVERSED");
}

TEST(PausesTest, OnlyWorkingTimeCounts) {
  EXPECT_EQ(WorkIn(StateCalendar(), {Hours(8, 9), Hours(11, 14), Hours(17, 31)}).value(),
            absl::Hours(1) + absl::Minutes(30) + absl::Minutes(30));
  EXPECT_FALSE(WorkIn(StateCalendar(), {{At("2027-12-31 08:00"), At("2028-01-01 08:00")}}).ok());
}

}  // namespace
}  // namespace motcua::worktime
