#include "common/catalog/calendar.h"

namespace motcua::catalog {

Day Calendar::AddWorkingDays(Day from, int n) const {
  Day day = from;
  while (n > 0) {
    if (IsWorkingDay(++day)) --n;
  }
  return day;
}

Day Calendar::NextWorkingDay(Day day) const {
  while (!IsWorkingDay(day)) ++day;
  return day;
}

int Calendar::WorkingDaysBetween(Day after, Day through) const {
  int count = 0;
  for (Day day = after + 1; day <= through; ++day) count += IsWorkingDay(day) ? 1 : 0;
  return count;
}

}  // namespace motcua::catalog
