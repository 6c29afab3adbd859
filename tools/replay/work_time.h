// Working minutes as numbers, so that planning is whole-number arithmetic.
#ifndef MOTCUA_TOOLS_REPLAY_WORK_TIME_H_
#define MOTCUA_TOOLS_REPLAY_WORK_TIME_H_

#include <vector>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/worktime/calendar.h"

namespace motcua::replay {

// A working minute of the replay; later is larger. Offices work 7:00–11:30 and 13:30–17:00.
using Moment = int;

inline constexpr Moment kMinutesPerDay = 480;

// The working days of a period and of the quarter before it. Immutable.
class WorkTime {
 public:
  // Working days before the period that moments reach back to.
  static constexpr int kDaysBefore = 60;
  static constexpr int kMarginBefore = 120;
  static constexpr int kMarginAfter = 60;

  // A period without any working day is worked through. The calendar must cover it, the
  // kMarginBefore days before and the kMarginAfter days after.
  WorkTime(const worktime::Calendar& calendar, Day period_start, Day period_end);

  // The first and last moment of the period.
  Moment first() const { return kDaysBefore * kMinutesPerDay; }
  Moment last() const { return static_cast<Moment>(days_.size()) * kMinutesPerDay - 1; }
  // The first moment of the n-th working day before the period, 1 ≤ n ≤ kDaysBefore.
  Moment Before(int n) const { return (kDaysBefore - n) * kMinutesPerDay; }

  Day period_end() const { return period_end_; }
  Day DayOf(Moment moment) const { return days_[moment / kMinutesPerDay]; }
  absl::Time TimeOf(Moment moment) const;
  // `day`, at most a month after the period, or the next working day after it.
  Day Working(Day day) const;

 private:
  bool IsWorkingDay(Day day) const;

  worktime::Calendar calendar_;
  Day period_end_;
  std::vector<Day> days_;
};

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_WORK_TIME_H_
