// A period.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_DAYS_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_DAYS_H_

#include "common/base/date.h"

namespace motcua::aggregator {

// Whole local days, both included.
struct Days {
  Day first = 0;
  Day last = 0;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_DAYS_H_
