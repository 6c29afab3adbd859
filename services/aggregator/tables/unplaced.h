// Who is counted in a table, but had no place in its organisation.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_UNPLACED_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_UNPLACED_H_

#include "motcua/aggregator/v1/aggregator.pb.h"
#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/facts.h"
#include "services/aggregator/tables/days.h"

namespace motcua::aggregator {

// Fills Table.unplaced. `facts.catalog` must be there.
void AddUnplaced(const v1::TableDefinition& definition, Days days, const Facts& facts,
                 v1::Table& table);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_UNPLACED_H_
