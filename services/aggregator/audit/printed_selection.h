// Identity I12 of lists: they have the length they state, and only rows that belong there.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_SELECTION_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_SELECTION_H_

#include <vector>

#include "services/aggregator/audit/printed_table.h"

namespace motcua::aggregator {

// A list shows as many rows of each heading as it says, or all there are, and rows that meet its
// conditions. Nothing for a table itself. Groups that are not known are passed over.
std::vector<Finding> CheckSelection(const Printed& printed);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_SELECTION_H_
