// Working days. Pure. (Hours, half days and the lunar holidays come with the deadline library.)
#ifndef MOTCUA_COMMON_CATALOG_CALENDAR_H_
#define MOTCUA_COMMON_CATALOG_CALENDAR_H_

#include <map>

#include "common/base/date.h"

namespace motcua::catalog {

// Monday to Friday at work, but for stated days.
class Calendar {
 public:
  // true: at work (làm bù); false: a holiday.
  void SetDay(Day day, bool working) { days_[day] = working; }

  bool IsWorkingDay(Day day) const {
    const auto stated = days_.find(day);
    return stated != days_.end() ? stated->second : Weekday(day) < 5;
  }
  // The n-th working day after `from`, n ≥ 1; `from` itself when n is 0.
  Day AddWorkingDays(Day from, int n) const;
  // `day`, or the next working day.
  Day NextWorkingDay(Day day) const;
  // Working days in (after, through]; 0 when through ≤ after.
  int WorkingDaysBetween(Day after, Day through) const;

 private:
  std::map<Day, bool> days_;
};

}  // namespace motcua::catalog

#endif  // MOTCUA_COMMON_CATALOG_CALENDAR_H_
