// Identity I8: level sums follow the scope rule.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_LEVELS_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_LEVELS_H_

#include <vector>

#include "services/aggregator/audit/same_measure.h"

namespace motcua::aggregator {

// A row that counts an agency with everything below it counts no less than the rows, of any table
// of the report, of what is below it. Rows whose agencies are not known are passed over.
void CheckLevels(const std::vector<Printed>& report, TableFindings& findings);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_LEVELS_H_
