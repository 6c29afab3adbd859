// A period, and the organisation it is told in.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_DAYS_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_DAYS_H_

#include <optional>

#include "common/base/date.h"

namespace motcua::aggregator {

// Whole local days, both included.
struct Days {
  Day first = 0;
  Day last = 0;
  std::optional<Day> tree = {};  // whose organisation counts; none: that of the last day

  Day TreeDay() const { return tree.value_or(last); }
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_DAYS_H_
