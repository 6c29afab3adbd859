// How much of a table is not counted from dossiers but was reported, and where that stands.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_REPORTED_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_REPORTED_H_

#include "motcua/aggregator/v1/aggregator.pb.h"
#include "services/aggregator/facts.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {

// Completes a table made of `computed`: what of each cell was reported, and the imports that some
// cell counts. Costs nothing where nothing was ever reported.
void AddReported(const v1::TableDefinition& definition, const Computed& computed, Days days,
                 const Facts& facts, v1::Table& table);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_REPORTED_H_
