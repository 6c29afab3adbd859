#include "common/worktime/calendar.h"

#include "common/base/errors.h"
#include "common/worktime/calendars_for_test.h"
#include "gtest/gtest.h"

namespace motcua::worktime {
namespace {

std::string ReasonOf(const absl::Status& status) { return RefusalOf(status).reason; }

Calendar Of2024(std::map<Day, StatedDay> days = {}) {
  return Calendar::Build({{2024, "test"}}, std::move(days)).value();
}

absl::Duration Work(const Calendar& calendar, const char* from, const char* to) {
  return calendar.WorkBetween(At(from), At(to)).value();
}

TEST(WorkingDayTest, WorksFromSevenToHalfPastElevenAndFromHalfPastThirteenToSeventeen) {
  const struct {
    const char* time;
    int minutes;  // worked since midnight
  } cases[] = {{"00:00", 0},   {"07:00", 0},   {"07:01", 1},   {"11:30", 270}, {"11:31", 270},
               {"13:30", 270}, {"13:31", 271}, {"17:00", 480}, {"17:01", 480}, {"23:59", 480}};
  for (const auto& [time, minutes] : cases) {
    EXPECT_EQ(Work(Of2024(), "2024-01-03 00:00", ("2024-01-03 " + std::string(time)).c_str()),
              absl::Minutes(minutes))
        << time;
  }
}

TEST(CalendarTest, WeekIsMondayToFridayButForStatedDays) {
  const Calendar calendar = Of2024({{On("2024-05-04"), {DayKind::kWorking, "làm bù", "test"}},
                                    {On("2024-04-29"), {DayKind::kOff, "hoán đổi", "test"}}});
  EXPECT_EQ(calendar.KindOf(On("2024-05-03")).value(), DayKind::kWorking);
  EXPECT_EQ(calendar.KindOf(On("2024-05-04")).value(), DayKind::kWorking);
  EXPECT_EQ(calendar.KindOf(On("2024-05-05")).value(), DayKind::kOff);
  EXPECT_EQ(calendar.KindOf(On("2024-04-29")).value(), DayKind::kOff);
  EXPECT_EQ(calendar.Stated(On("2024-05-04"))->reason_vi, "làm bù");
  EXPECT_EQ(calendar.Stated(On("2024-05-05")), nullptr);
}

TEST(CalendarTest, HalfDaysKeepTheOtherHalf) {
  const Calendar calendar =
      Of2024({{On("2024-01-03"), {DayKind::kMorningOff, "nghỉ sáng", "test"}},
              {On("2024-01-04"), {DayKind::kAfternoonOff, "nghỉ chiều", "test"}}});
  EXPECT_EQ(Work(calendar, "2024-01-03 00:00", "2024-01-04 00:00"), absl::Minutes(210));
  EXPECT_EQ(Work(calendar, "2024-01-03 00:00", "2024-01-03 13:30"), absl::ZeroDuration());
  EXPECT_EQ(Work(calendar, "2024-01-04 00:00", "2024-01-05 00:00"), absl::Minutes(270));
  EXPECT_EQ(calendar.EndOfWork(On("2024-01-03")).value(), At("2024-01-03 17:00"));
  EXPECT_EQ(calendar.EndOfWork(On("2024-01-04")).value(), At("2024-01-04 11:30"));
  EXPECT_EQ(calendar.NextWorkingDay(On("2024-01-04")).value(), On("2024-01-04"));
}

TEST(CalendarTest, WorkBackwardsIsNegative) {
  EXPECT_EQ(Work(Of2024(), "2024-01-04 10:00", "2024-01-03 10:00"), -absl::Hours(8));
}

TEST(CalendarTest, AddWorkStopsAtTheEarliestInstant) {
  const struct {
    const char* from;
    int minutes;
    const char* to;
  } cases[] = {
      {"2024-01-03 07:00", 480, "2024-01-03 17:00"},  // not 7:00 of the next day
      {"2024-01-03 07:00", 481, "2024-01-04 07:01"},
      {"2024-01-03 07:00", 270, "2024-01-03 11:30"},
      {"2024-01-03 12:00", 1, "2024-01-03 13:31"},
      {"2024-01-05 17:00", 1, "2024-01-08 07:01"},  // Friday to Monday
      {"2024-01-06 09:00", 0, "2024-01-06 09:00"},  // a Saturday: nothing added, nothing moved
      {"2024-02-28 16:00", 540, "2024-02-29 17:00"},
      {"2024-02-29 16:00", 120, "2024-03-01 08:00"},
  };
  for (const auto& [from, minutes, to] : cases) {
    EXPECT_EQ(Of2024().AddWork(At(from), absl::Minutes(minutes)).value(), At(to)) << from;
  }
  EXPECT_EQ(ReasonOf(Of2024().AddWork(At("2024-01-03 07:00"), -absl::Minutes(1)).status()),
            "WORK_NEGATIVE");
}

TEST(CalendarTest, WorkIsExactToTheMicrosecond) {
  const absl::Time opening = At("2024-01-03 07:00");
  EXPECT_EQ(Of2024().AddWork(opening, absl::Microseconds(1)).value(),
            opening + absl::Microseconds(1));
  EXPECT_EQ(
      Of2024().WorkBetween(opening - absl::Seconds(1), opening + absl::Microseconds(7)).value(),
      absl::Microseconds(7));
}

TEST(CalendarTest, AYearWithoutDataIsNamed) {
  const Calendar calendar = Of2024();
  EXPECT_TRUE(calendar.KindOf(On("2024-01-01")).ok());
  EXPECT_TRUE(calendar.KindOf(On("2024-12-31")).ok());
  const absl::Status before = calendar.KindOf(On("2023-12-31")).status();
  EXPECT_EQ(ReasonOf(before), "CALENDAR_YEAR_MISSING");
  EXPECT_EQ(before.message(), "the calendar does not cover the year 2023");
  EXPECT_EQ(calendar.NextWorkingDay(On("2025-01-01")).status().message(),
            "the calendar does not cover the year 2025");
  EXPECT_EQ(calendar.AddWork(At("2024-12-31 16:00"), absl::Hours(1)).value(),
            At("2024-12-31 17:00"));
  EXPECT_EQ(calendar.AddWork(At("2024-12-31 16:00"), absl::Minutes(61)).status().message(),
            "the calendar does not cover the year 2025");
  EXPECT_TRUE(calendar.WorkBetween(At("2024-01-01 00:00"), At("2024-12-31 23:59")).ok());
  EXPECT_EQ(ReasonOf(calendar.WorkBetween(At("2024-12-31 00:00"), At("2025-01-01 00:00")).status()),
            "CALENDAR_YEAR_MISSING");
  for (const absl::Time never : {absl::InfinitePast(), absl::InfiniteFuture()}) {
    EXPECT_EQ(ReasonOf(calendar.AddWork(never, absl::Hours(1)).status()), "CALENDAR_YEAR_MISSING");
  }
}

TEST(CalendarTest, YearsLeaveNoGap) {
  EXPECT_EQ(ReasonOf(Calendar::Build({}, {}).status()), "CALENDAR_YEARS_INVALID");
  EXPECT_EQ(ReasonOf(Calendar::Build({{1989, "x"}}, {}).status()), "CALENDAR_YEARS_INVALID");
  EXPECT_EQ(ReasonOf(Calendar::Build({{2200, "x"}}, {}).status()), "CALENDAR_YEARS_INVALID");
  EXPECT_EQ(Calendar::Build({{2024, "x"}, {2026, "x"}}, {}).status().message(),
            "the calendar does not cover the year 2025");
  EXPECT_EQ(Of2024().With(On("2025-01-01"), {}).status().message(),
            "the calendar does not cover the year 2025");
}

TEST(CalendarTest, AnAddedHolidayLeavesTheOldCalendarAsItWas) {
  const Calendar before = Of2024();
  const Calendar after =
      before.With(On("2024-01-03"), {DayKind::kOff, "quốc tang", "test"}).value();
  EXPECT_EQ(before.KindOf(On("2024-01-03")).value(), DayKind::kWorking);
  EXPECT_EQ(after.KindOf(On("2024-01-03")).value(), DayKind::kOff);
  EXPECT_EQ(after.NextWorkingDay(On("2024-01-03")).value(), On("2024-01-04"));
}

}  // namespace
}  // namespace motcua::worktime
