// What must be true of the order of rows, and of lists.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_LIST_CHECK_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_LIST_CHECK_H_

#include <string>

#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/definitions/faults.h"

namespace motcua::aggregator {

void CheckSort(const v1::TableDefinition& definition, const v1::Sort& sort, const std::string& path,
               Faults& faults);
void CheckLists(const v1::TableDefinition& definition, Faults& faults);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_LIST_CHECK_H_
