#include "common/catalog/calendar_change.h"

#include "common/testing/status.h"
#include "common/worktime/calendars_for_test.h"
#include "gtest/gtest.h"

namespace motcua::catalog {
namespace {

using testing::IsOk;
using testing::RefusedAt;
using worktime::DayKind;
using worktime::On;

CalendarChange Years(std::initializer_list<int> years) {
  CalendarChange change;
  for (const int year : years) change.years.emplace_back(year, "source");
  return change;
}

TEST(CalendarChangeTest, NothingStatedIsNoCalendar) {
  const auto none = Apply({}, nullptr);
  ASSERT_THAT(none, IsOk());
  EXPECT_FALSE(none->has_value());
}

TEST(CalendarChangeTest, AddsAndReplacesYearsAndDays) {
  CalendarChange first = Years({2022, 2021});
  first.days = {{On("2022-04-11"), {DayKind::kOff, "Giỗ Tổ", "luật"}}};
  const auto before = Apply(first, nullptr);
  ASSERT_THAT(before, IsOk());
  CalendarChange second;
  second.years = {{2022, "another source"}, {2023, "source"}};
  second.days = {{On("2022-04-11"), {DayKind::kMorningOff, "Mưa lũ", "công văn"}},
                 {On("2023-01-02"), {DayKind::kOff, "Nghỉ bù", "luật"}}};
  const auto after = Apply(second, &**before);
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ((*after)->years().size(), 3u);
  EXPECT_EQ((*after)->years().at(2022), "another source");
  EXPECT_EQ((*after)->KindOf(On("2022-04-11")).value(), DayKind::kMorningOff);
  EXPECT_EQ((*before)->KindOf(On("2022-04-11")).value(), DayKind::kOff);
  EXPECT_EQ((*after)->KindOf(On("2023-01-02")).value(), DayKind::kOff);
}

TEST(CalendarChangeTest, YearsHaveNoGapAndAreInRange) {
  EXPECT_THAT(Apply(Years({2021, 2023}), nullptr),
              RefusedAt("CALENDAR_YEAR_MISSING", "calendar_years[0].year"));
  const auto before = Apply(Years({2022}), nullptr);
  ASSERT_THAT(before, IsOk());
  EXPECT_THAT(Apply(Years({2023, 2025}), &**before),
              RefusedAt("CALENDAR_YEAR_MISSING", "calendar_years[0].year"));
  EXPECT_THAT(Apply(Years({2021, 2019, 2020}), &**before), IsOk());
  EXPECT_THAT(Apply(Years({2020}), &**before),
              RefusedAt("CALENDAR_YEAR_MISSING", "calendar_years[0].year"));
  EXPECT_THAT(Apply(Years({1989}), nullptr), RefusedAt("OUT_OF_RANGE", "calendar_years[0].year"));
  EXPECT_THAT(Apply(Years({2199, 2200}), nullptr),
              RefusedAt("OUT_OF_RANGE", "calendar_years[1].year"));
}

TEST(CalendarChangeTest, ADayNeedsItsYear) {
  CalendarChange change;
  change.days = {{On("2022-04-11"), {}}};
  EXPECT_THAT(Apply(change, nullptr), RefusedAt("CALENDAR_YEAR_MISSING", "calendar_days[0].date"));
  change.years = {{2022, ""}};
  EXPECT_THAT(Apply(change, nullptr), IsOk());
  change.days.push_back({On("2023-01-01"), {}});
  EXPECT_THAT(Apply(change, nullptr), RefusedAt("CALENDAR_YEAR_MISSING", "calendar_days[1].date"));
}

}  // namespace
}  // namespace motcua::catalog
