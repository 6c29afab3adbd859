// What must be true of a definition before it is used.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_CHECK_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_CHECK_H_

#include <vector>

#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/definitions/faults.h"

namespace motcua::aggregator {

// Every fault; none when the definition can be evaluated. Tables it refers to are not looked at.
std::vector<Fault> FindFaults(const v1::TableDefinition& definition);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITION_CHECK_H_
