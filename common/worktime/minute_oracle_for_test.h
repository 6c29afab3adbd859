// Working time minute by minute, as plainly as it can be said. It shares no code with the library:
// its own dates, its own hours, its own reading of what is stated.
#ifndef MOTCUA_COMMON_WORKTIME_MINUTE_ORACLE_FOR_TEST_H_
#define MOTCUA_COMMON_WORKTIME_MINUTE_ORACLE_FOR_TEST_H_

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace motcua::worktime {

// Minutes since 00:00 of 1 January of the first year; -1 lies beyond the last.
using Minute = int;
inline constexpr Minute kBeyond = -1;
inline constexpr int kMinutesADay = 1440;

class MinuteOracle {
 public:
  // `stated`: date to working, off, morning_off, afternoon_off.
  MinuteOracle(int first_year, int last_year, const std::map<std::string, std::string>& stated) {
    int weekday = 5;  // 1 January 2000 was a Saturday; 0 is Monday
    for (int year = 2000; year <= last_year; ++year) {
      for (int month = 1; month <= 12; ++month) {
        for (int day = 1; day <= LengthOf(month, year); ++day) {
          if (year >= first_year) AddDay(stated, year, month, day, weekday < 5);
          weekday = (weekday + 1) % 7;
        }
      }
    }
  }

  int minutes() const { return static_cast<int>(worked_.size()); }

  // The end of the `work`-th minute worked from `from` on.
  Minute AddWork(Minute from, int work) const {
    if (work == 0) return from;
    const int last = worked_before_[from] + work - 1;
    return last < worked() ? all_worked_[last] + 1 : kBeyond;
  }

  // Minutes worked in any of the pauses, from `start` on.
  int Paused(Minute start, const std::vector<std::pair<Minute, Minute>>& pauses) const {
    Minute first = minutes();
    Minute last = 0;
    for (const auto& [from, to] : pauses) {
      first = std::min(first, std::max(from, start));
      last = std::max(last, to);
    }
    if (first >= last) return 0;
    int paused = 0;
    for (int i = worked_before_[first]; i < worked() && all_worked_[i] < last; ++i) {
      if (InAny(all_worked_[i], pauses)) ++paused;
    }
    return paused;
  }

  // The end of the last minute worked on the day of a minute; its 00:00 when it is off.
  Minute EndOfWork(Minute minute) const {
    const Minute midnight = minute / kMinutesADay * kMinutesADay;
    for (Minute last = midnight + kMinutesADay - 1; last >= midnight; --last) {
      if (worked_[last]) return last + 1;
    }
    return midnight;
  }

  bool IsWorkingDay(Minute minute) const {
    return EndOfWork(minute) != minute / kMinutesADay * kMinutesADay;
  }

 private:
  int worked() const { return static_cast<int>(all_worked_.size()); }

  static int LengthOf(int month, int year) {
    if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  void AddDay(const std::map<std::string, std::string>& stated, int year, int month, int day,
              bool weekday) {
    char date[32];
    std::snprintf(date, sizeof date, "%04d-%02d-%02d", year, month, day);
    const auto found = stated.find(date);
    const std::string kind = found != stated.end() ? found->second : (weekday ? "working" : "off");
    for (int hour = 0; hour < 24; ++hour) {
      for (int minute = 0; minute < 60; ++minute) {
        const int clock = hour * 100 + minute;
        const bool morning = 700 <= clock && clock < 1130 && kind != "morning_off";
        const bool afternoon = 1330 <= clock && clock < 1700 && kind != "afternoon_off";
        worked_before_.push_back(worked());
        worked_.push_back(kind != "off" && (morning || afternoon));
        if (worked_.back()) all_worked_.push_back(minutes() - 1);
      }
    }
  }

  static bool InAny(Minute minute, const std::vector<std::pair<Minute, Minute>>& pauses) {
    for (const auto& [from, to] : pauses) {
      if (from <= minute && minute < to) return true;
    }
    return false;
  }

  std::vector<char> worked_;        // by minute
  std::vector<int> worked_before_;  // by minute
  std::vector<Minute> all_worked_;  // ascending
};

}  // namespace motcua::worktime

#endif  // MOTCUA_COMMON_WORKTIME_MINUTE_ORACLE_FOR_TEST_H_
