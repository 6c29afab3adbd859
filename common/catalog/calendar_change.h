// How the calendar of a catalogue comes about. Pure.
#ifndef MOTCUA_COMMON_CATALOG_CALENDAR_CHANGE_H_
#define MOTCUA_COMMON_CATALOG_CALENDAR_CHANGE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/date.h"
#include "common/worktime/calendar.h"

namespace motcua::catalog {

// Years and days as one request or catalogue states them, in its order.
struct CalendarChange {
  std::vector<std::pair<int, std::string>> years;  // each with its source
  std::vector<std::pair<Day, worktime::StatedDay>> days;
};

// `before` (null: none) with more years and days, or with some stated anew; nullopt if nothing was
// ever stated. INVALID_ARGUMENT naming the element of the change: `calendar_years[i].year` with
// `OUT_OF_RANGE`, or with `CALENDAR_YEAR_MISSING` beside a gap; `calendar_days[i].date` with
// `CALENDAR_YEAR_MISSING` in a year not covered.
absl::StatusOr<std::optional<worktime::Calendar>> Apply(const CalendarChange& change,
                                                        const worktime::Calendar* before);

}  // namespace motcua::catalog

#endif  // MOTCUA_COMMON_CATALOG_CALENDAR_CHANGE_H_
