// 1,000,000 random due dates against an oracle that counts minutes.
#include <sstream>

#include "common/base/errors.h"
#include "common/worktime/minute_oracle_for_test.h"
#include "common/worktime/random_cases_for_test.h"
#include "gtest/gtest.h"

namespace motcua::worktime {
namespace {

// The due instant by the rules of due.h, said in minutes.
Minute OracleDue(const MinuteOracle& oracle, const MinuteCase& made) {
  const Minute midnight = made.received / kMinutesADay * kMinutesADay;
  const Minute next_midnight = midnight + kMinutesADay;
  const int amount = made.legal_time.amount;
  const auto end_of_next_working_day = [&](Minute day) {
    while (day < oracle.minutes() && !oracle.IsWorkingDay(day)) day += kMinutesADay;
    return day < oracle.minutes() ? oracle.EndOfWork(day) : kBeyond;
  };

  Minute start = kBeyond;
  Minute end = kBeyond;
  switch (made.legal_time.unit) {
    case Unit::kHours:
      start = made.received;
      end = oracle.AddWork(start, amount * 60);
      break;
    case Unit::kWorkingDays:
      start = next_midnight;
      if (start < oracle.minutes()) end = oracle.AddWork(start, amount * 8 * 60);
      break;
    case Unit::kCalendarDays:
      start = next_midnight;
      end = end_of_next_working_day(midnight + amount * kMinutesADay);
      break;
    case Unit::kSameDay: {
      const Minute fifteen = midnight + 15 * 60;
      const bool in_time = oracle.IsWorkingDay(midnight) && made.received <= fifteen &&
                           made.received <= oracle.EndOfWork(midnight);
      end = end_of_next_working_day(in_time ? midnight : next_midnight);
      start = in_time || end == kBeyond ? made.received : end / kMinutesADay * kMinutesADay;
      break;
    }
  }
  if (end == kBeyond) return kBeyond;
  const Minute moved = oracle.AddWork(end, oracle.Paused(start, made.pauses));
  if (moved == kBeyond || made.legal_time.unit == Unit::kHours) return moved;
  return oracle.EndOfWork(moved);
}

void Compare(const Calendar& calendar, const MinuteOracle& oracle, absl::Time begin, int cases,
             Random& random) {
  int beyond = 0;
  for (int i = 0; i < cases; ++i) {
    const MinuteCase made = RandomCase(random, oracle.minutes());
    const Minute expected = OracleDue(oracle, made);
    const auto due = Reckon(calendar, made.legal_time, begin + absl::Minutes(made.received),
                            Intervals(begin, made));
    if (expected == kBeyond) {
      ++beyond;
      ASSERT_EQ(RefusalOf(due.status()).reason, "CALENDAR_YEAR_MISSING");
      continue;
    }
    ASSERT_TRUE(due.ok()) << due.status();
    ASSERT_EQ(due->due.time, begin + absl::Minutes(expected))
        << "unit " << static_cast<int>(made.legal_time.unit) << ", amount "
        << made.legal_time.amount << ", received " << begin + absl::Minutes(made.received);
    ASSERT_EQ(due->due.day, LocalDay(begin) + expected / kMinutesADay);
  }
  EXPECT_LT(beyond, cases / 10) << "cases that end beyond the calendar say little";
}

// What the shipped file states, read by nothing of the library.
std::map<std::string, std::string> ShippedDays() {
  std::map<std::string, std::string> days;
  std::stringstream lines(StateCalendarText());
  for (std::string line; std::getline(lines, line);) {
    const std::string date = line.substr(0, line.find('\t'));
    const std::string rest = line.substr(date.size() + 1);
    if (date.size() == 10) days[date] = rest.substr(0, rest.find('\t'));
  }
  return days;
}

TEST(OracleTest, DueDatesOnTheStateCalendarAreThoseCountedByMinutes) {
  Random random(2021);
  const MinuteOracle oracle(2021, 2027, ShippedDays());
  Compare(StateCalendar(), oracle, At("2021-01-01 00:00"), 500'000, random);
}

TEST(OracleTest, DueDatesOnRandomCalendarsAreThoseCountedByMinutes) {
  Random random(2023);
  for (int i = 0; i < 10; ++i) {
    const auto days = RandomDays(random);
    const MinuteOracle oracle(2023, 2024, days);
    Compare(CalendarOf(days), oracle, At("2023-01-01 00:00"), 50'000, random);
  }
}

}  // namespace
}  // namespace motcua::worktime
