// What must be true of a column.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_COLUMN_CHECK_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_COLUMN_CHECK_H_

#include <string>

#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/definitions/faults.h"

namespace motcua::aggregator {

void CheckColumn(const v1::TableDefinition& definition, const v1::Column& column,
                 const std::string& path, Faults& faults);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_COLUMN_CHECK_H_
