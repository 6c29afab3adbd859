// Findings between tables: identity I10.
#ifndef MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_TABLES_H_
#define MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_TABLES_H_

#include <vector>

#include "services/aggregator/findings/check.h"

namespace motcua::aggregator {

// The same measure in two tables is equal, row by row. `sheet` is the table of `definition`, as
// computed or as printed; the other tables are computed. Rows that only one has are passed over.
std::vector<Finding> CheckTables(const Definitions& definitions,
                                 const v1::TableDefinition& definition, const Sheet& sheet,
                                 const Facts& facts, Days days);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_TABLES_H_
