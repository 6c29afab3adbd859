#include "common/catalog/calendar.h"

#include "common/catalog/catalog.h"
#include "gtest/gtest.h"

namespace motcua::catalog {
namespace {

Day On(const char* date) { return ParseDay(date).value(); }
absl::Time At(const char* date, int hour, int minute = 0) {
  return StartOfDay(On(date)) + absl::Hours(hour) + absl::Minutes(minute);
}

// April 2022: Hùng Kings' day on Monday 11; Saturday 16 worked for it here.
Calendar April2022() {
  Calendar calendar;
  calendar.SetDay(On("2022-04-11"), false);
  calendar.SetDay(On("2022-04-16"), true);
  return calendar;
}

TEST(CalendarTest, WeekIsMondayToFridayButForStatedDays) {
  const Calendar calendar = April2022();
  EXPECT_TRUE(calendar.IsWorkingDay(On("2022-04-08")));
  EXPECT_FALSE(calendar.IsWorkingDay(On("2022-04-09")));
  EXPECT_FALSE(calendar.IsWorkingDay(On("2022-04-10")));
  EXPECT_FALSE(calendar.IsWorkingDay(On("2022-04-11")));
  EXPECT_TRUE(calendar.IsWorkingDay(On("2022-04-16")));
}

TEST(CalendarTest, AddWorkingDaysSkipsWeekendAndHoliday) {
  const Calendar calendar = April2022();
  EXPECT_EQ(calendar.AddWorkingDays(On("2022-04-08"), 0), On("2022-04-08"));
  EXPECT_EQ(calendar.AddWorkingDays(On("2022-04-08"), 1), On("2022-04-12"));
  EXPECT_EQ(calendar.AddWorkingDays(On("2022-04-15"), 2), On("2022-04-18"));
}

TEST(CalendarTest, NextWorkingDayIsTheDayItselfWhenAtWork) {
  EXPECT_EQ(April2022().NextWorkingDay(On("2022-04-08")), On("2022-04-08"));
  EXPECT_EQ(April2022().NextWorkingDay(On("2022-04-09")), On("2022-04-12"));
}

TEST(CalendarTest, WorkingDaysBetweenUndoesAddWorkingDays) {
  const Calendar calendar = April2022();
  for (int n = 0; n <= 30; ++n) {
    const Day from = On("2022-04-05");
    EXPECT_EQ(calendar.WorkingDaysBetween(from, calendar.AddWorkingDays(from, n)), n);
  }
  EXPECT_EQ(calendar.WorkingDaysBetween(On("2022-04-08"), On("2022-04-01")), 0);
}

TEST(DueDayTest, WorkingDaysCountFromTheDayAfterReceipt) {
  Procedure procedure;
  procedure.legal_time = 3;
  procedure.legal_time_unit = LegalTimeUnit::kWorkingDay;
  EXPECT_EQ(DueDay(procedure, April2022(), false, At("2022-04-07", 23, 59)), On("2022-04-13"));
}

TEST(DueDayTest, CalendarDaysEndOnAWorkingDay) {
  Procedure procedure;
  procedure.legal_time = 2;
  procedure.legal_time_unit = LegalTimeUnit::kCalendarDay;
  EXPECT_EQ(DueDay(procedure, April2022(), false, At("2022-04-05", 9)), On("2022-04-07"));
  EXPECT_EQ(DueDay(procedure, April2022(), false, At("2022-04-07", 9)), On("2022-04-12"));
}

TEST(DueDayTest, OnlineDossiersMayHaveAShorterTime) {
  Procedure procedure;
  procedure.legal_time = 5;
  procedure.online_legal_time = 1;
  procedure.legal_time_unit = LegalTimeUnit::kWorkingDay;
  EXPECT_EQ(DueDay(procedure, April2022(), true, At("2022-04-05", 9)), On("2022-04-06"));
  procedure.online_legal_time = 0;
  EXPECT_EQ(DueDay(procedure, April2022(), true, At("2022-04-05", 9)), On("2022-04-13"));
}

TEST(DueDayTest, SameDayProcedureAfterFifteenHoursIsDueOnTheNextWorkingDay) {
  Procedure procedure;
  procedure.same_day = true;
  EXPECT_EQ(DueDay(procedure, April2022(), false, At("2022-04-08", 15)), On("2022-04-08"));
  EXPECT_EQ(DueDay(procedure, April2022(), false, At("2022-04-08", 15, 1)), On("2022-04-12"));
  EXPECT_EQ(DueDay(procedure, April2022(), false, At("2022-04-09", 9)), On("2022-04-12"));
}

TEST(DueDayTest, ProcedureWithoutTimeHasNoDueDay) {
  EXPECT_EQ(DueDay(Procedure(), April2022(), false, At("2022-04-08", 9)), std::nullopt);
}

}  // namespace
}  // namespace motcua::catalog
