// Working time of the agencies: the weekly rule, and dated exceptions to it. Pure.
#ifndef MOTCUA_COMMON_WORKTIME_CALENDAR_H_
#define MOTCUA_COMMON_WORKTIME_CALENDAR_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/worktime/working_day.h"

namespace motcua::worktime {

// A day of which something is stated, whether or not it differs from the weekly rule.
struct StatedDay {
  DayKind kind = DayKind::kOff;
  std::string reason_vi;  // "Giỗ Tổ Hùng Vương (10/3 âm lịch)"
  std::string source;     // the law or notice
  bool operator==(const StatedDay&) const = default;
};

// Monday to Friday at work, but for stated days: holidays, days moved (làm bù), half days. It knows
// the years its data cover; what touches another year is FAILED_PRECONDITION
// `CALENDAR_YEAR_MISSING` naming that year, never a guess. All times are Vietnam's (UTC+7).
// Questions cost O(1), Stated O(log days). An immutable value that threads may share.
class Calendar {
 public:
  // `years`: each year covered, with its source. INVALID_ARGUMENT `CALENDAR_YEARS_INVALID` without
  // years or with one outside 1990–2199; `CALENDAR_YEAR_MISSING` when they leave a gap or a stated
  // day lies in none of them.
  static absl::StatusOr<Calendar> Build(std::map<int, std::string> years,
                                        std::map<Day, StatedDay> days);
  // The same years with one more day stated, or stated anew: a decree that adds a holiday.
  absl::StatusOr<Calendar> With(Day day, StatedDay stated) const;

  const std::map<int, std::string>& years() const { return years_; }
  const std::map<Day, StatedDay>& days() const { return days_; }
  // Null when only the weekly rule speaks.
  const StatedDay* Stated(Day day) const;

  // `CALENDAR_YEAR_MISSING` unless the calendar covers the instant.
  absl::Status Check(absl::Time time) const;
  absl::StatusOr<DayKind> KindOf(Day day) const;
  // `day`, or the next day with any working time.
  absl::StatusOr<Day> NextWorkingDay(Day day) const;
  // The instant the work of a working day ends; its 00:00 when it is off.
  absl::StatusOr<absl::Time> EndOfWork(Day day) const;

  // Working time from `from` to `to`; negative when `to` is earlier.
  absl::StatusOr<absl::Duration> WorkBetween(absl::Time from, absl::Time to) const;
  // The earliest instant by which `work` has passed since `from`: 17:00, not 7:00 of the next day.
  // `from` itself when `work` is 0. INVALID_ARGUMENT `WORK_NEGATIVE`.
  absl::StatusOr<absl::Time> AddWork(absl::Time from, absl::Duration work) const;

 private:
  Calendar(std::map<int, std::string> years, std::map<Day, StatedDay> days);

  bool Covers(Day day) const { return first_ <= day && day < end_; }
  bool Covers(absl::Time time) const { return begins_ <= time && time < ends_; }
  std::size_t IndexOf(Day day) const { return static_cast<std::size_t>(day - first_); }
  Micros WorkBefore(absl::Time time) const;

  std::map<int, std::string> years_;
  std::map<Day, StatedDay> days_;
  // Covered: [first_, end_), the instants [begins_, ends_).
  Day first_ = 0;
  Day end_ = 0;
  absl::Time begins_;
  absl::Time ends_;
  // By day since first_.
  std::vector<DayKind> kinds_;
  std::vector<Day> next_working_;      // end_ when there is none
  std::vector<Micros> work_before_;    // one more than days: the last is all working time
  std::vector<Day> day_of_half_hour_;  // by half hours of work since first_: the day it is done on
};

// FAILED_PRECONDITION `CALENDAR_YEAR_MISSING`.
absl::Status YearMissing(std::int64_t year);
absl::Status YearMissing(absl::Time time);

// A time of a local day. Plain arithmetic: every due date asks, and the zone is a fixed offset.
absl::Time InstantOf(Day day, Micros time = 0);

}  // namespace motcua::worktime

#endif  // MOTCUA_COMMON_WORKTIME_CALENDAR_H_
