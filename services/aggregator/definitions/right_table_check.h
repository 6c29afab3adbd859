// What must be true of a definition beside the others.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_RIGHT_TABLE_CHECK_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_RIGHT_TABLE_CHECK_H_

#include <vector>

#include "services/aggregator/definitions/definitions.h"
#include "services/aggregator/definitions/faults.h"

namespace motcua::aggregator {

// A check with a `right_table` names columns that the other table has in each of its versions that
// may be in force on the same day: counts beside counts, a rate beside a rate, of one unit.
std::vector<Fault> FindFaultsBeside(const v1::TableDefinition& definition,
                                    const Definitions& others);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_RIGHT_TABLE_CHECK_H_
