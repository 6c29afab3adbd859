// The calendar that is shipped, against what the law and the government decided.
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/time/civil_time.h"
#include "common/worktime/calendars_for_test.h"
#include "gtest/gtest.h"

namespace motcua::worktime {
namespace {

// Consecutive days without work around a day.
std::pair<std::string, std::string> Break(const char* date) {
  Day first = On(date);
  Day last = first;
  while (StateCalendar().KindOf(first - 1).value() == DayKind::kOff) --first;
  while (StateCalendar().KindOf(last + 1).value() == DayKind::kOff) ++last;
  return {FormatDay(first), FormatDay(last)};
}

TEST(StateCalendarTest, BreaksAreThoseTheGovernmentAnnounced) {
  const struct {
    const char* date;
    const char* first;
    const char* last;
  } cases[] = {
      {"2021-02-12", "2021-02-10", "2021-02-16"}, {"2022-02-01", "2022-01-29", "2022-02-06"},
      {"2023-01-22", "2023-01-20", "2023-01-26"}, {"2024-02-10", "2024-02-08", "2024-02-14"},
      {"2025-01-29", "2025-01-25", "2025-02-02"}, {"2026-02-17", "2026-02-14", "2026-02-22"},
      {"2027-02-06", "2027-02-04", "2027-02-10"}, {"2022-04-10", "2022-04-09", "2022-04-11"},
      {"2023-04-30", "2023-04-29", "2023-05-03"}, {"2024-04-30", "2024-04-27", "2024-05-01"},
      {"2025-04-30", "2025-04-30", "2025-05-04"}, {"2026-01-01", "2026-01-01", "2026-01-04"},
      {"2026-04-26", "2026-04-25", "2026-04-27"}, {"2026-05-01", "2026-04-30", "2026-05-03"},
      {"2021-09-02", "2021-09-02", "2021-09-05"}, {"2022-09-02", "2022-09-01", "2022-09-04"},
      {"2023-09-02", "2023-09-01", "2023-09-04"}, {"2024-09-02", "2024-08-31", "2024-09-03"},
      {"2025-09-02", "2025-08-30", "2025-09-02"}, {"2026-09-02", "2026-08-29", "2026-09-02"},
      {"2027-09-02", "2027-09-02", "2027-09-05"}, {"2026-11-24", "2026-11-24", "2026-11-24"},
  };
  for (const auto& [date, first, last] : cases) {
    EXPECT_EQ(Break(date), std::make_pair(std::string(first), std::string(last))) << date;
  }
}

TEST(StateCalendarTest, DaysMovedArePaidBackOnASaturday) {
  const std::map<std::string, std::string> moved = {{"2024-04-29", "2024-05-04"},
                                                    {"2025-05-02", "2025-04-26"},
                                                    {"2026-01-02", "2026-01-10"},
                                                    {"2026-08-31", "2026-08-22"}};
  std::set<std::string> paid_back;
  for (const auto& [off, working] : moved) {
    EXPECT_EQ(StateCalendar().KindOf(On(off)).value(), DayKind::kOff);
    EXPECT_EQ(StateCalendar().KindOf(On(working)).value(), DayKind::kWorking);
    paid_back.insert(working);
  }
  std::set<std::string> stated;
  for (const auto& [day, what] : StateCalendar().days()) {
    if (what.kind != DayKind::kOff) stated.insert(FormatDay(day));
  }
  EXPECT_EQ(stated, paid_back);
}

// Article 112: eleven days a year, and the day of culture since July 2026. A holiday on a day of
// weekly rest is made good, so each costs exactly one working day.
TEST(StateCalendarTest, EachYearLosesExactlyItsLegalHolidays) {
  for (int year = 2021; year <= 2027; ++year) {
    int lost = 0;
    const Day first = absl::CivilDay(year, 1, 1) - absl::CivilDay(1970, 1, 1);
    const Day end = absl::CivilDay(year + 1, 1, 1) - absl::CivilDay(1970, 1, 1);
    for (Day day = first; day < end; ++day) {
      lost += Weekday(day) < 5 ? 1 : 0;
      lost -= StateCalendar().KindOf(day).value() == DayKind::kWorking ? 1 : 0;
    }
    EXPECT_EQ(lost, year < 2026 ? 11 : 12) << year;
  }
}

TEST(StateCalendarTest, LunarDaysSayTheirLunarDate) {
  const std::map<std::string, std::string> lunar = {
      {"2021-02-12", "mùng 1"}, {"2022-02-01", "mùng 1"}, {"2023-01-22", "mùng 1"},
      {"2024-02-10", "mùng 1"}, {"2025-01-29", "mùng 1"}, {"2026-02-17", "mùng 1"},
      {"2027-02-06", "mùng 1"}, {"2021-04-21", "(10/3"},  {"2022-04-10", "(10/3"},
      {"2023-04-29", "(10/3"},  {"2024-04-18", "(10/3"},  {"2025-04-07", "(10/3"},
      {"2026-04-26", "(10/3"},  {"2027-04-16", "(10/3"}};
  for (const auto& [date, word] : lunar) {
    const StatedDay* stated = StateCalendar().Stated(On(date));
    ASSERT_NE(stated, nullptr) << date;
    EXPECT_TRUE(absl::StrContains(stated->reason_vi, word)) << date << " " << stated->reason_vi;
  }
}

TEST(StateCalendarTest, CoversSevenYearsAndNoOther) {
  EXPECT_EQ(StateCalendar().years().size(), 7u);
  EXPECT_FALSE(StateCalendar().KindOf(On("2020-12-31")).ok());
  EXPECT_FALSE(StateCalendar().KindOf(On("2028-01-01")).ok());
}

}  // namespace
}  // namespace motcua::worktime
