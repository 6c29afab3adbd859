// Random calendars, receipts and pauses, to the minute.
#ifndef MOTCUA_COMMON_WORKTIME_RANDOM_CASES_FOR_TEST_H_
#define MOTCUA_COMMON_WORKTIME_RANDOM_CASES_FOR_TEST_H_

#include <cmath>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "common/worktime/calendars_for_test.h"
#include "common/worktime/due.h"

namespace motcua::worktime {

using Random = std::mt19937_64;

inline int Between(Random& random, int from, int to) {
  return std::uniform_int_distribution<int>(from, to)(random);
}

// As often below ten times the least as up to the most.
inline int Skewed(Random& random, int most) {
  return static_cast<int>(std::exp(std::uniform_real_distribution<>(0, std::log(most))(random)));
}

// A case in minutes since the calendar's first.
struct MinuteCase {
  LegalTime legal_time;
  int received = 0;
  std::vector<std::pair<int, int>> pauses;
};

inline LegalTime RandomLegalTime(Random& random) {
  switch (Between(random, 0, 3)) {
    case 0:
      return {Unit::kSameDay, 0};
    case 1:
      return {Unit::kHours, Skewed(random, 200)};
    case 2:
      return {Unit::kWorkingDays, Skewed(random, 90)};
    default:
      return {Unit::kCalendarDays, Skewed(random, 120)};
  }
}

// `minutes` is the number of the calendar's. Half of the cases are paused, up to three times, most
// of them soon after the receipt.
inline MinuteCase RandomCase(Random& random, int minutes) {
  MinuteCase made{RandomLegalTime(random), Between(random, 0, minutes - 1), {}};
  const int pauses = Between(random, 0, 1) * Between(random, 1, 3);
  for (int i = 0; i < pauses; ++i) {
    const int from = std::clamp(made.received + Skewed(random, 50'000) - 500, 0, minutes - 1);
    const int length = Between(random, 0, 9) == 0 ? 0 : Skewed(random, 14'400);
    made.pauses.push_back({from, std::min(from + length, minutes - 1)});
  }
  return made;
}

inline std::vector<Interval> Intervals(absl::Time begin, const MinuteCase& made) {
  std::vector<Interval> pauses;
  for (const auto& [from, to] : made.pauses) {
    pauses.push_back({begin + absl::Minutes(from), begin + absl::Minutes(to)});
  }
  return pauses;
}

// Dates of two years with a kind by chance, seldom what the week would have.
inline std::map<std::string, std::string> RandomDays(Random& random) {
  constexpr const char* kKinds[] = {"off", "off", "working", "morning_off", "afternoon_off"};
  std::map<std::string, std::string> days;
  for (Day day = On("2023-01-01"); day <= On("2024-12-31"); ++day) {
    if (Between(random, 0, 9) == 0) days[FormatDay(day)] = kKinds[Between(random, 0, 4)];
  }
  return days;
}

// As a file would state them.
inline Calendar CalendarOf(const std::map<std::string, std::string>& days) {
  std::string text = "date\tkind\treason_vi\tsource\n";
  for (const char* year : {"2023", "2024"}) {
    text += std::string(year) + "\tyear\tnăm\ttest\n";
    for (const auto& [date, kind] : days) {
      if (date.substr(0, 4) == year) text += date + "\t" + kind + "\tngày riêng\ttest\n";
    }
  }
  return ParseCalendar(text).value();
}

}  // namespace motcua::worktime

#endif  // MOTCUA_COMMON_WORKTIME_RANDOM_CASES_FOR_TEST_H_
