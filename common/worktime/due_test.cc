// Due dates reckoned by hand on the state calendar.
#include "common/worktime/due.h"

#include "common/base/errors.h"
#include "common/worktime/calendars_for_test.h"
#include "gmock/gmock.h"

namespace motcua::worktime {
namespace {

using ::testing::ElementsAre;

constexpr LegalTime kSameDay{Unit::kSameDay, 0};
LegalTime Hours(int n) { return {Unit::kHours, n}; }
LegalTime WorkingDays(int n) { return {Unit::kWorkingDays, n}; }
LegalTime CalendarDays(int n) { return {Unit::kCalendarDays, n}; }

Interval Pause(const char* from, const char* to) { return {At(from), At(to)}; }

Due DueOf(LegalTime legal_time, const char* received, const std::vector<Interval>& pauses = {},
          const Calendar& calendar = StateCalendar()) {
  const auto reckoning = Reckon(calendar, legal_time, At(received), pauses);
  EXPECT_TRUE(reckoning.ok()) << reckoning.status();
  return reckoning.ok() ? reckoning->due : Due{};
}

Due DueAt(const char* text) { return {At(text), LocalDay(At(text))}; }

struct Case {
  LegalTime legal_time;
  const char* received;
  const char* due;
};

void ExpectEach(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    EXPECT_EQ(DueOf(each.legal_time, each.received), DueAt(each.due))
        << each.legal_time.amount << " from " << each.received << ", got "
        << absl::FormatTime(DueOf(each.legal_time, each.received).time, LocalZone());
  }
}

TEST(DueTest, WorkingDaysCountFromTheDayAfterReceipt) {
  ExpectEach({
      {WorkingDays(1), "2024-03-04 00:00", "2024-03-05 17:00"},  // a Monday
      {WorkingDays(1), "2024-03-04 16:59", "2024-03-05 17:00"},
      {WorkingDays(1), "2024-03-04 23:59", "2024-03-05 17:00"},
      {WorkingDays(4), "2024-03-04 09:00", "2024-03-08 17:00"},
      {WorkingDays(5), "2024-03-04 09:00", "2024-03-11 17:00"},
      {WorkingDays(1), "2024-03-08 09:00", "2024-03-11 17:00"},  // Friday
  });
}

TEST(DueTest, ReceivedOnADayOffTheFirstWorkingDayCounts) {
  ExpectEach({
      {WorkingDays(1), "2024-03-09 09:00", "2024-03-11 17:00"},
      {WorkingDays(3), "2024-03-10 20:00", "2024-03-13 17:00"},
      {WorkingDays(1), "2024-02-10 09:00", "2024-02-15 17:00"},  // mùng 1
  });
}

TEST(DueTest, TetIsSkipped) {
  ExpectEach({
      {WorkingDays(1), "2024-02-07 10:00",
       "2024-02-15 17:00"},  // the last day before 8–14 February
      {WorkingDays(5), "2024-02-05 10:00", "2024-02-19 17:00"},  // 6, 7, 15, 16, 19
      {WorkingDays(3), "2023-01-18 10:00", "2023-01-30 17:00"},  // 19, 27, 30
      {WorkingDays(2), "2021-02-09 10:00", "2021-02-18 17:00"},
      {WorkingDays(10), "2025-01-20 10:00", "2025-02-10 17:00"},  // 21–24, 3–7, 10
      {WorkingDays(2), "2027-02-03 10:00", "2027-02-12 17:00"},
      {CalendarDays(3), "2024-02-05 10:00", "2024-02-15 17:00"},  // the 8th is off
      {CalendarDays(30), "2026-01-17 10:00",
       "2026-02-23 17:00"},  // 29 tháng Chạp, 16 February, is off
  });
}

TEST(DueTest, DaysMovedCountWhereTheyWereWorked) {
  ExpectEach({
      {WorkingDays(1), "2024-04-26 10:00", "2024-05-02 17:00"},   // 27 April – 1 May off
      {WorkingDays(3), "2024-04-26 10:00", "2024-05-04 17:00"},   // 2, 3, and Saturday 4
      {WorkingDays(1), "2025-04-25 10:00", "2025-04-26 17:00"},   // Saturday 26 April at work
      {WorkingDays(4), "2025-04-25 10:00", "2025-05-05 17:00"},   // 26, 28, 29, then past 2 May
      {CalendarDays(5), "2024-04-29 10:00", "2024-05-04 17:00"},  // ends on that Saturday
      {WorkingDays(1), "2026-08-21 10:00", "2026-08-22 17:00"},
      {WorkingDays(1), "2026-08-28 10:00", "2026-09-03 17:00"},
      {WorkingDays(2), "2025-12-31 10:00", "2026-01-06 17:00"},  // 5, 6: 1–4 January off
      {WorkingDays(1), "2026-01-09 10:00", "2026-01-10 17:00"},
      {WorkingDays(1), "2026-11-23 10:00", "2026-11-25 17:00"},  // the day of culture
  });
}

TEST(DueTest, MonthEndsAndTheTwentyNinthOfFebruary) {
  ExpectEach({
      {WorkingDays(1), "2024-02-28 10:00", "2024-02-29 17:00"},
      {WorkingDays(2), "2024-02-28 10:00", "2024-03-01 17:00"},
      {WorkingDays(1), "2023-02-28 10:00", "2023-03-01 17:00"},
      {CalendarDays(1), "2024-02-28 10:00", "2024-02-29 17:00"},
      {CalendarDays(30), "2024-01-30 10:00", "2024-02-29 17:00"},
      {CalendarDays(30), "2023-01-29 10:00", "2023-02-28 17:00"},
      {CalendarDays(1), "2024-12-30 10:00", "2024-12-31 17:00"},
      {WorkingDays(1), "2024-12-31 23:59", "2025-01-02 17:00"},
      {CalendarDays(365), "2024-03-01 10:00", "2025-03-03 17:00"},  // 1 March 2025 is a Saturday
  });
}

TEST(DueTest, CalendarDaysThatEndOnADayOffEndOnTheNextWorkingDay) {
  ExpectEach({
      {CalendarDays(4), "2024-03-04 09:00", "2024-03-08 17:00"},
      {CalendarDays(5), "2024-03-04 09:00", "2024-03-11 17:00"},
      {CalendarDays(6), "2024-03-04 09:00", "2024-03-11 17:00"},
      {CalendarDays(7), "2024-03-09 09:00", "2024-03-18 17:00"},  // Saturday to Saturday
      {CalendarDays(2), "2023-04-27 09:00", "2023-05-04 17:00"},  // five days off
  });
}

TEST(DueTest, HoursRunInWorkingTimeFromTheReceipt) {
  ExpectEach({
      {Hours(4), "2024-03-04 07:00", "2024-03-04 11:00"},
      {Hours(4), "2024-03-04 08:00", "2024-03-04 14:00"},
      {Hours(8), "2024-03-04 07:00", "2024-03-04 17:00"},
      {Hours(8), "2024-03-04 12:00", "2024-03-05 11:30"},
      {Hours(1), "2024-03-04 16:30", "2024-03-05 07:30"},
      {Hours(1), "2024-03-04 20:00", "2024-03-05 08:00"},
      {Hours(2), "2024-03-08 16:00", "2024-03-11 08:00"},
      {Hours(2), "2024-03-09 10:00", "2024-03-11 09:00"},  // received on a Saturday
      {Hours(24), "2024-02-07 07:00", "2024-02-16 17:00"},
  });
}

TEST(DueTest, AfterFifteenASameDayProcedureIsDueOnTheNextWorkingDay) {
  ExpectEach({
      {kSameDay, "2024-03-04 06:00", "2024-03-04 17:00"},
      {kSameDay, "2024-03-04 15:00", "2024-03-04 17:00"},
      {kSameDay, "2024-03-04 15:01", "2024-03-05 17:00"},
      {kSameDay, "2024-03-08 15:01", "2024-03-11 17:00"},
      {kSameDay, "2024-03-09 09:00", "2024-03-11 17:00"},
      {kSameDay, "2024-03-09 16:00", "2024-03-11 17:00"},
      {kSameDay, "2024-02-07 15:01", "2024-02-15 17:00"},
      {kSameDay, "2024-05-04 15:00", "2024-05-04 17:00"},  // a Saturday at work
  });
  const absl::Time just_after = At("2024-03-04 15:00") + absl::Microseconds(1);
  EXPECT_EQ(Reckon(StateCalendar(), kSameDay, just_after)->rule, StartRule::kAfterFifteen);
  // Only them: an hour is an hour, a working day counts from the next day anyway.
  EXPECT_EQ(DueOf(Hours(1), "2024-03-04 15:01"), DueAt("2024-03-04 16:01"));
  EXPECT_EQ(DueOf(WorkingDays(1), "2024-03-04 15:01"), DueAt("2024-03-05 17:00"));
}

TEST(DueTest, AHalfDayIsHalfADaysWork) {
  const Calendar half = StateCalendarWith("2024-03-06", DayKind::kAfternoonOff);
  EXPECT_EQ(DueOf(WorkingDays(1), "2024-03-04 10:00", {}, half), DueAt("2024-03-05 17:00"));
  // 8 h on the 5th, 4.5 h on the 6th, 3.5 h on the 7th: due that day.
  EXPECT_EQ(DueOf(WorkingDays(2), "2024-03-04 10:00", {}, half), DueAt("2024-03-07 17:00"));
  EXPECT_EQ(DueOf(CalendarDays(2), "2024-03-04 10:00", {}, half), DueAt("2024-03-06 11:30"));
  EXPECT_EQ(DueOf(kSameDay, "2024-03-06 11:30", {}, half), DueAt("2024-03-06 11:30"));
  EXPECT_EQ(DueOf(kSameDay, "2024-03-06 11:31", {}, half), DueAt("2024-03-07 17:00"));
  EXPECT_EQ(DueOf(Hours(1), "2024-03-06 11:00", {}, half), DueAt("2024-03-07 07:30"));
  const Calendar morning = StateCalendarWith("2024-03-06", DayKind::kMorningOff);
  EXPECT_EQ(DueOf(kSameDay, "2024-03-06 08:00", {}, morning), DueAt("2024-03-06 17:00"));
  EXPECT_EQ(DueOf(Hours(1), "2024-03-06 08:00", {}, morning), DueAt("2024-03-06 14:30"));
}

TEST(DueTest, PausesMoveTheDueDateByTheirWorkingTime) {
  const char* received = "2024-03-04 10:00";  // without pauses: Friday 8 March
  EXPECT_EQ(DueOf(WorkingDays(4), received, {Pause("2024-03-05 00:00", "2024-03-06 00:00")}),
            DueAt("2024-03-11 17:00"));
  // One hour: due on the next working day, to its end.
  EXPECT_EQ(DueOf(WorkingDays(4), received, {Pause("2024-03-05 08:00", "2024-03-05 09:00")}),
            DueAt("2024-03-11 17:00"));
  // Lunch, the night and the weekend are no working time.
  for (const Interval& idle : {Pause("2024-03-05 11:30", "2024-03-05 13:30"),
                               Pause("2024-03-05 17:00", "2024-03-06 07:00"),
                               Pause("2024-03-05 09:00", "2024-03-05 09:00")}) {
    EXPECT_EQ(DueOf(WorkingDays(4), received, {idle}), DueAt("2024-03-08 17:00"));
  }
  EXPECT_EQ(DueOf(Hours(4), "2024-03-04 08:00", {Pause("2024-03-04 09:00", "2024-03-05 09:00")}),
            DueAt("2024-03-05 14:00"));
  EXPECT_EQ(DueOf(CalendarDays(4), received, {Pause("2024-03-05 07:00", "2024-03-06 17:00")}),
            DueAt("2024-03-12 17:00"));
  EXPECT_EQ(DueOf(kSameDay, received, {Pause("2024-03-04 11:00", "2024-03-04 14:00")}),
            DueAt("2024-03-05 17:00"));
}

TEST(DueTest, PausesOverHolidaysCountTheWorkAlone) {
  // 6 February 9:00 to 16 February 9:00 around Tết: 6 h, 8 h, 8 h, 2 h are three days.
  EXPECT_EQ(
      DueOf(WorkingDays(1), "2024-02-05 10:00", {Pause("2024-02-06 09:00", "2024-02-16 09:00")}),
      DueAt("2024-02-16 17:00"));
  // Wholly within Tết: nothing.
  EXPECT_EQ(
      DueOf(WorkingDays(1), "2024-02-05 10:00", {Pause("2024-02-08 00:00", "2024-02-15 00:00")}),
      DueAt("2024-02-06 17:00"));
  // Over the Saturday worked for 29 April.
  EXPECT_EQ(
      DueOf(WorkingDays(1), "2024-05-02 10:00", {Pause("2024-05-03 17:00", "2024-05-06 07:00")}),
      DueAt("2024-05-04 17:00"));
}

TEST(DueTest, BeforeTheClockStartsThereIsNothingToPause) {
  const char* received = "2024-03-04 08:00";
  const Interval same_day = Pause("2024-03-04 09:00", "2024-03-04 17:00");
  EXPECT_EQ(DueOf(WorkingDays(1), received, {same_day}), DueAt("2024-03-05 17:00"));
  EXPECT_EQ(DueOf(CalendarDays(1), received, {same_day}), DueAt("2024-03-05 17:00"));
  EXPECT_EQ(DueOf(Hours(2), received, {Pause("2024-03-01 07:00", "2024-03-04 09:00")}),
            DueAt("2024-03-04 11:00"));
}

TEST(DueTest, APauseOfADossierAlreadyOverdueMovesItToo) {
  EXPECT_EQ(
      DueOf(WorkingDays(1), "2024-03-04 10:00", {Pause("2024-03-18 07:00", "2024-03-19 17:00")}),
      DueAt("2024-03-07 17:00"));
}

TEST(DueTest, AnExtensionGivesADayThatLaterPausesMove) {
  const absl::Time decided = At("2024-03-05 00:00");
  EXPECT_EQ(ReckonDecided(StateCalendar(), On("2024-03-08"), decided)->due,
            DueAt("2024-03-08 17:00"));
  EXPECT_EQ(ReckonDecided(StateCalendar(), On("2024-05-01"), decided)->due,
            DueAt("2024-05-02 17:00"));  // a holiday
  EXPECT_EQ(ReckonDecided(StateCalendar(), On("2024-03-09"), decided)->due,
            DueAt("2024-03-09 17:00"));  // a Saturday
  EXPECT_EQ(ReckonDecided(StateCalendar(), On("2024-03-09"), decided,
                          {Pause("2024-03-06 07:00", "2024-03-06 09:00")})
                ->due,
            DueAt("2024-03-11 17:00"));
  const auto moved = ReckonDecided(StateCalendar(), On("2024-03-08"), decided,
                                   {Pause("2024-03-04 07:00", "2024-03-05 09:00")});
  EXPECT_EQ(moved->paused, absl::Hours(2));
  EXPECT_EQ(moved->due, DueAt("2024-03-11 17:00"));
  EXPECT_EQ(RefusalOf(ReckonDecided(StateCalendar(), On("2028-01-03"), decided).status()).reason,
            "CALENDAR_YEAR_MISSING");
}

TEST(DueTest, ReckoningTellsWhatItWasMadeOf) {
  const auto it = Reckon(StateCalendar(), WorkingDays(2), At("2024-03-04 10:00"),
                         {Pause("2024-03-05 08:00", "2024-03-05 10:00"),
                          Pause("2024-03-05 09:00", "2024-03-05 11:00")})
                      .value();
  EXPECT_EQ(it.rule, StartRule::kDayAfter);
  EXPECT_EQ(it.start, At("2024-03-05 00:00"));
  EXPECT_EQ(it.end, At("2024-03-06 17:00"));
  EXPECT_THAT(it.pauses, ElementsAre(Pause("2024-03-05 08:00", "2024-03-05 11:00")));
  EXPECT_EQ(it.paused, absl::Hours(3));
  EXPECT_EQ(it.moved_end, At("2024-03-07 10:00"));
  EXPECT_EQ(it.due, DueAt("2024-03-07 17:00"));
}

TEST(DueTest, LegalTimesOutOfRangeAreRefused) {
  for (const LegalTime& wrong : {Hours(0), WorkingDays(-1), CalendarDays(36'501)}) {
    EXPECT_EQ(RefusalOf(Reckon(StateCalendar(), wrong, At("2024-03-04 10:00")).status()).reason,
              "LEGAL_TIME_INVALID");
  }
}

TEST(DueTest, TheYearTheCalendarLacksIsNamed) {
  const struct {
    LegalTime legal_time;
    const char* received;
    int year;
  } cases[] = {{WorkingDays(1), "2020-12-31 10:00", 2020},
               {kSameDay, "2028-01-03 10:00", 2028},
               {WorkingDays(1), "2027-12-31 10:00", 2028},
               {CalendarDays(1), "2027-12-31 10:00", 2028},
               {Hours(8), "2027-12-31 10:00", 2028},
               {kSameDay, "2027-12-31 15:01", 2028},
               {WorkingDays(1000), "2026-01-05 10:00", 2028},
               {CalendarDays(36'500), "2021-06-01 10:00", 2121}};
  for (const auto& [legal_time, received, year] : cases) {
    const absl::Status status = Reckon(StateCalendar(), legal_time, At(received)).status();
    EXPECT_EQ(RefusalOf(status).reason, "CALENDAR_YEAR_MISSING") << received;
    EXPECT_EQ(status.message(), "the calendar does not cover the year " + std::to_string(year));
  }
  EXPECT_EQ(DueOf(kSameDay, "2027-12-31 15:00"), DueAt("2027-12-31 17:00"));
}

}  // namespace
}  // namespace motcua::worktime
