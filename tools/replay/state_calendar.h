// The calendar of Vietnam's agencies, as deploy/catalog/calendar_vn.tsv states it.
#ifndef MOTCUA_TOOLS_REPLAY_STATE_CALENDAR_H_
#define MOTCUA_TOOLS_REPLAY_STATE_CALENDAR_H_

#include "common/worktime/calendar.h"

namespace motcua::replay {

// Read once, from the text built into the program. Thread-safe.
const worktime::Calendar& StateCalendar();

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_STATE_CALENDAR_H_
