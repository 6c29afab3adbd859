// What must be true of the rows of a definition.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_ROW_CHECK_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_ROW_CHECK_H_

#include <string>

#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/definitions/faults.h"

namespace motcua::aggregator {

void CheckRows(const v1::RowAxis& rows, Faults& faults);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_ROW_CHECK_H_
