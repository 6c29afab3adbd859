// Identity I12 of computed lists: where a list ends among equals.
#ifndef MOTCUA_SERVICES_AGGREGATOR_FINDINGS_LIST_CUTS_H_
#define MOTCUA_SERVICES_AGGREGATOR_FINDINGS_LIST_CUTS_H_

#include <vector>

#include "services/aggregator/domain/findings.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {

// A note for each heading under which a list of the first so many leaves out rows that are equal
// to its last one: who is named there follows from the province's list, not from the numbers.
std::vector<Finding> FindCutTies(const v1::TableDefinition& definition, const Computed& computed);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_FINDINGS_LIST_CUTS_H_
