#include "tools/replay/state_calendar.h"

#include "common/worktime/calendar_file.h"

namespace motcua::replay {

extern const char kCalendarText[];  // written by CMake

const worktime::Calendar& StateCalendar() {
  static const worktime::Calendar calendar = worktime::ParseCalendar(kCalendarText).value();
  return calendar;
}

}  // namespace motcua::replay
