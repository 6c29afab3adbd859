// Identity I6 of rates as printed: a rate of a whole lies between those of its parts.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_MEANS_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_MEANS_H_

#include <vector>

#include "services/aggregator/audit/printed_table.h"

namespace motcua::aggregator {

// Totals and subtotals against their rows; and in each row a rate against the columns that are the
// same rate of some of the agencies (the levels of the administration, say).
std::vector<Finding> CheckMeans(const Printed& printed);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_MEANS_H_
