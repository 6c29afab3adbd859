// A calendar as a file of tab-separated columns, for instance deploy/catalog/calendar_vn.tsv. Pure.
#ifndef MOTCUA_COMMON_WORKTIME_CALENDAR_FILE_H_
#define MOTCUA_COMMON_WORKTIME_CALENDAR_FILE_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "common/worktime/calendar.h"

namespace motcua::worktime {

// The first line names the columns: date, kind, reason_vi, source. `YYYY` with kind `year` says
// that the file covers a year; `YYYY-MM-DD` states a day as `working`, `off`, `morning_off` or
// `afternoon_off`. Rows ascend by date. Empty lines and lines that begin with # say nothing.
// INVALID_ARGUMENT naming line and column (`lines[12].kind`); else the errors of Calendar::Build.
absl::StatusOr<Calendar> ParseCalendar(std::string_view text);

}  // namespace motcua::worktime

#endif  // MOTCUA_COMMON_WORKTIME_CALENDAR_FILE_H_
