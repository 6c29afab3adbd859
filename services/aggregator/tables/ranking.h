// Rows by the exact value of a column, and lists of some of them.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_RANKING_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_RANKING_H_

#include <vector>

#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {

// Whether a condition holds for the exact value of its column; over nothing none does.
bool Meets(const v1::TableDefinition& definition, const v1::Condition& condition,
           const Ratio& value);

// Sorts rows inside each group, groups in list order. The rows come in the order that ties keep.
void Rank(const v1::TableDefinition& definition, const v1::Sort& sort,
          std::vector<ComputedRow>& rows);

// The rows of a list in its order, heading by heading. `rows` are those of the table as printed.
std::vector<ComputedRow> Listed(const v1::TableDefinition& definition, const v1::List& list,
                                std::vector<ComputedRow> rows);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_RANKING_H_
