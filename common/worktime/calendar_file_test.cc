#include "common/worktime/calendar_file.h"

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/worktime/calendars_for_test.h"
#include "gtest/gtest.h"

namespace motcua::worktime {
namespace {

constexpr char kHeader[] = "date\tkind\treason_vi\tsource\n";

absl::StatusOr<Calendar> Parse(const std::string& rows) {
  return ParseCalendar(absl::StrCat(kHeader, rows));
}

TEST(CalendarFileTest, ReadsYearsAndDaysOfEachKind) {
  const auto calendar = Parse(
      "# a remark\n"
      "2024\tyear\tNăm 2024\tluật\n"
      "\n"
      "2024-01-01\toff\tTết Dương lịch\tluật\n"
      "2024-01-02\tmorning_off\ta\tb\n"
      "2024-01-03\tafternoon_off\ta\tb\n"
      "2024-01-06\tworking\tlàm bù\tcông văn\n");
  ASSERT_TRUE(calendar.ok()) << calendar.status();
  EXPECT_EQ(calendar->years().at(2024), "luật");
  EXPECT_EQ(calendar->KindOf(On("2024-01-01")).value(), DayKind::kOff);
  EXPECT_EQ(calendar->KindOf(On("2024-01-02")).value(), DayKind::kMorningOff);
  EXPECT_EQ(calendar->KindOf(On("2024-01-03")).value(), DayKind::kAfternoonOff);
  EXPECT_EQ(*calendar->Stated(On("2024-01-06")),
            (StatedDay{DayKind::kWorking, "làm bù", "công văn"}));
}

TEST(CalendarFileTest, ErrorsNameLineAndColumn) {
  const struct {
    const char* row;  // line 3
    const char* reason;
    const char* field;
    const char* place;
  } cases[] = {
      {"2024-01-01\toff\ta", "CALENDAR_COLUMNS_WRONG", "lines[3].reason_vi", "line 3, column 3"},
      {"2024-01-01\toff\ta\tb\tc", "CALENDAR_COLUMNS_WRONG", "lines[3].source", "line 3, column 4"},
      {"2024-02-30\toff\ta\tb", "CALENDAR_DATE_INVALID", "lines[3].date", "line 3, column 1"},
      {"20x5\tyear\ta\tb", "CALENDAR_DATE_INVALID", "lines[3].date", "line 3, column 1"},
      {"2024-01-01\tholiday\ta\tb", "CALENDAR_KIND_UNKNOWN", "lines[3].kind", "line 3, column 2"},
      {"2024-01-01\toff\t\tb", "CALENDAR_TEXT_INVALID", "lines[3].reason_vi", "line 3, column 3"},
      {"2024-01-01\toff\ta\tb\r", "CALENDAR_TEXT_INVALID", "lines[3].source", "line 3, column 4"},
      {"2024-01-01\toff\t\xff\tb", "CALENDAR_TEXT_INVALID", "lines[3].reason_vi",
       "line 3, column 3"},
      {"2023-12-31\toff\ta\tb", "CALENDAR_ORDER_WRONG", "lines[3].date", "line 3, column 1"},
      {"2024\tyear\ta\tb", "CALENDAR_ORDER_WRONG", "lines[3].date", "line 3, column 1"},
  };
  for (const auto& [row, reason, field, place] : cases) {
    const absl::Status status = Parse(absl::StrCat("2024\tyear\ta\tb\n", row, "\n")).status();
    const Refusal refusal = RefusalOf(status);
    EXPECT_EQ(refusal.reason, reason) << row;
    EXPECT_EQ(refusal.field, field) << row;
    EXPECT_EQ(status.message().substr(0, 16), place) << row;
    EXPECT_FALSE(refusal.message_vi.empty());
  }
}

TEST(CalendarFileTest, TheFirstLineNamesTheColumns) {
  for (const char* text : {"", "2024\tyear\ta\tb\n", "date\tkind\treason\tsource\n"}) {
    EXPECT_EQ(RefusalOf(ParseCalendar(text).status()).reason, "CALENDAR_HEADER_WRONG") << text;
  }
}

TEST(CalendarFileTest, AFileThatCoversNoYearOrStatesADayOfAnotherIsRefused) {
  EXPECT_EQ(RefusalOf(Parse("").status()).reason, "CALENDAR_YEARS_INVALID");
  EXPECT_EQ(Parse("2024\tyear\ta\tb\n2025-01-01\toff\ta\tb\n").status().message(),
            "the calendar does not cover the year 2025");
}

}  // namespace
}  // namespace motcua::worktime
