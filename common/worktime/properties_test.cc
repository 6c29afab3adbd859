// What holds for every due date, tried on random calendars, receipts and pauses.
#include <cstdlib>
#include <ctime>

#include "common/base/errors.h"
#include "common/worktime/random_cases_for_test.h"
#include "gtest/gtest.h"

namespace motcua::worktime {
namespace {

constexpr int kCalendars = 20;
constexpr int kCases = 2'000;

// A case with times to the microsecond.
struct Given {
  LegalTime legal_time;
  absl::Time received;
  std::vector<Interval> pauses;
};

absl::Duration LessThanAMinute(Random& random) {
  return absl::Microseconds(Between(random, 0, 59'999'999));
}

Given RandomGiven(Random& random) {
  const absl::Time begin = At("2023-01-01 00:00");
  // Three quarters of the two years, so that most due dates lie within.
  const MinuteCase made = RandomCase(random, 548 * 1440);
  Given given{made.legal_time, begin + absl::Minutes(made.received) + LessThanAMinute(random),
              Intervals(begin, made)};
  for (Interval& pause : given.pauses) {
    pause.from += LessThanAMinute(random);
    pause.to = std::max(pause.from, pause.to + LessThanAMinute(random));
  }
  return given;
}

absl::StatusOr<Reckoning> Of(const Calendar& calendar, const Given& given) {
  return Reckon(calendar, given.legal_time, given.received, given.pauses);
}

// Calls `expect(random, calendar, given, reckoning)` for each case that has a due date.
template <typename Expect>
void ForEach(Expect expect) {
  Random random(1);
  int reckoned = 0;
  for (int i = 0; i < kCalendars; ++i) {
    const Calendar calendar = CalendarOf(RandomDays(random));
    for (int j = 0; j < kCases; ++j) {
      const Given given = RandomGiven(random);
      const auto reckoning = Of(calendar, given);
      if (!reckoning.ok()) continue;
      ++reckoned;
      expect(random, calendar, given, *reckoning);
      if (testing::Test::HasFailure()) return;
    }
  }
  EXPECT_GT(reckoned, kCalendars * kCases * 9 / 10);
}

TEST(DuePropertiesTest, APauseOfZeroMovesNothing) {
  ForEach([](Random& random, const Calendar& calendar, Given given, const Reckoning& before) {
    const absl::Time at = given.received + absl::Minutes(Between(random, -5'000, 50'000));
    given.pauses.push_back({at, at});
    EXPECT_EQ(Of(calendar, given).value(), before);
  });
}

TEST(DuePropertiesTest, SplittingAPauseAnywhereChangesNothing) {
  ForEach([](Random& random, const Calendar& calendar, Given given, const Reckoning& before) {
    if (given.pauses.empty()) return;
    Interval& pause = given.pauses.front();
    const double part = std::uniform_real_distribution<>(0, 1)(random);
    const Interval rest{pause.from + part * (pause.to - pause.from), pause.to};
    pause.to = rest.from;
    given.pauses.push_back(rest);
    EXPECT_EQ(Of(calendar, given).value(), before);
  });
}

TEST(DuePropertiesTest, OrderAndRepetitionOfPausesChangeNothing) {
  ForEach([](Random& random, const Calendar& calendar, Given given, const Reckoning& before) {
    if (given.pauses.empty()) return;
    const Interval whole = given.pauses.back();
    given.pauses.push_back({whole.from + (whole.to - whole.from) / 3, whole.to});
    std::shuffle(given.pauses.begin(), given.pauses.end(), random);
    EXPECT_EQ(Of(calendar, given).value(), before);
  });
}

TEST(DuePropertiesTest, ALongerLegalTimeOrPauseNeverMakesADueDateEarlier) {
  ForEach([](Random& random, const Calendar& calendar, Given given, const Reckoning& before) {
    Given longer = given;
    longer.legal_time.amount += 1;
    Given paused = given;
    paused.pauses.push_back({given.received, given.received + absl::Hours(30)});
    for (const Given& more : {longer, paused}) {
      const auto after = Of(calendar, more);
      EXPECT_TRUE(!after.ok() || after->due.time >= before.due.time);
    }
  });
}

// Takes a day's work away, or half of it.
Calendar WithLessWork(Random& random, const Calendar& calendar, Day day) {
  const bool whole = calendar.KindOf(day).value() == DayKind::kWorking;
  constexpr DayKind kLess[] = {DayKind::kOff, DayKind::kMorningOff, DayKind::kAfternoonOff};
  const DayKind kind = whole ? kLess[Between(random, 0, 2)] : DayKind::kOff;
  return calendar.With(day, {kind, "quốc tang", "test"}).value();
}

bool AnyTouches(const std::vector<Interval>& pauses, Day day) {
  return std::any_of(pauses.begin(), pauses.end(), [&](const Interval& pause) {
    return LocalDay(pause.from) <= day && day <= LocalDay(pause.to);
  });
}

// Whether each pause began before the dossier was due, as far as the pauses before it had moved
// that.
bool BegunInTime(const Calendar& calendar, const Reckoning& it) {
  absl::Time due = it.end;
  for (const Interval& pause : it.pauses) {
    if (pause.from >= due) return false;
    due = calendar.AddWork(due, calendar.WorkBetween(pause.from, pause.to).value()).value();
  }
  return true;
}

// For hours and working days, of a dossier whose pauses began before it was due. For days of the
// calendar and the same day, whose end is no amount of work, when the holiday lies in no pause:
// there it shortens the move.
TEST(DuePropertiesTest, AddingAHolidayNeverMakesADueDateEarlier) {
  int tried = 0;
  int moved = 0;
  ForEach(
      [&](Random& random, const Calendar& calendar, const Given& given, const Reckoning& before) {
        const Day received = LocalDay(given.received);
        const Day day = received + Between(random, 0, before.due.day - received + 2);
        const Unit unit = given.legal_time.unit;
        const bool work = unit == Unit::kHours || unit == Unit::kWorkingDays;
        if (work ? !BegunInTime(calendar, before) : AnyTouches(given.pauses, day)) return;
        const auto after = Of(WithLessWork(random, calendar, day), given);
        ++tried;
        moved += !after.ok() || after->due.day > before.due.day;
        if (!after.ok()) return;
        EXPECT_GE(after->due.day, before.due.day) << static_cast<int>(unit);
        EXPECT_TRUE(unit != Unit::kHours || after->due.time >= before.due.time);
      });
  EXPECT_GT(tried, 20'000);
  EXPECT_GT(moved, 4'000);
}

TEST(DuePropertiesTest, AHolidayWithinAPauseShortensTheMoveOfCalendarDays) {
  const LegalTime week{Unit::kCalendarDays, 4};
  const std::vector<Interval> pauses = {{At("2024-03-05 00:00"), At("2024-03-07 00:00")}};
  EXPECT_EQ(Reckon(StateCalendar(), week, At("2024-03-04 10:00"), pauses)->due.day,
            On("2024-03-12"));
  const Calendar holiday = StateCalendarWith("2024-03-06", DayKind::kOff);
  EXPECT_EQ(Reckon(holiday, week, At("2024-03-04 10:00"), pauses)->due.day, On("2024-03-11"));
  // The same pause of working days: the holiday was no work, and the due date stays.
  const LegalTime days{Unit::kWorkingDays, 4};
  for (const Calendar& calendar : {StateCalendar(), holiday}) {
    EXPECT_EQ(Reckon(calendar, days, At("2024-03-04 10:00"), pauses)->due.day, On("2024-03-12"));
  }
}

TEST(WorkPropertiesTest, WorkAddsUpAndAddingItEndsAtTheEarliestInstant) {
  ForEach([](Random& random, const Calendar& calendar, const Given& given, const Reckoning&) {
    const absl::Time from = given.received;
    const absl::Duration first = absl::Minutes(Between(random, 0, 3'000)) + LessThanAMinute(random);
    const absl::Duration second = absl::Minutes(Skewed(random, 3'000));
    const absl::Time middle = calendar.AddWork(from, first).value();
    const absl::Time end = calendar.AddWork(middle, second).value();
    EXPECT_EQ(calendar.AddWork(from, first + second).value(), end);
    EXPECT_EQ(calendar.WorkBetween(from, middle).value(), first);
    EXPECT_EQ(calendar.WorkBetween(from, end).value(), first + second);
    EXPECT_EQ(calendar.WorkBetween(end, from).value(), -first - second);
    EXPECT_LT(calendar.WorkBetween(from, end - absl::Microseconds(1)).value(), first + second);
  });
}

TEST(DuePropertiesTest, TheZoneOfTheMachineDoesNotMatter) {
  const char* set = std::getenv("TZ");
  const std::string before = set == nullptr ? "" : set;
  for (const char* zone : {"UTC", "America/New_York", "Pacific/Kiritimati"}) {
    setenv("TZ", zone, 1);
    tzset();
    const absl::Time received = absl::FromUnixSeconds(1'709'514'000);  // Monday, 8:00 in Vietnam
    EXPECT_EQ(Reckon(StateCalendar(), {Unit::kHours, 4}, received)->due.time,
              received + absl::Hours(6));
    EXPECT_EQ(Reckon(StateCalendar(), {Unit::kSameDay, 0}, received)->due.time,
              received + absl::Hours(9));
    EXPECT_EQ(Reckon(StateCalendar(), {Unit::kWorkingDays, 1}, received)->due.time,
              received + absl::Hours(33));
  }
  set == nullptr ? unsetenv("TZ") : setenv("TZ", before.c_str(), 1);
  tzset();
}

}  // namespace
}  // namespace motcua::worktime
