// Findings between tables: identities I7 and I10.
#ifndef MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_TABLES_H_
#define MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_TABLES_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "services/aggregator/findings/check.h"

namespace motcua::aggregator {

// A table by its definition; nullopt: it is not there.
using OtherTables = std::function<std::optional<Sheet>(const std::string& definition)>;

// The checks of a definition that look into another table, row by row or in the rows they name.
// `sheet` is the table of `definition`, as computed or as printed. Rows that only one has are
// passed over; a total that is not there is the sum of the rows.
std::vector<Finding> CheckTables(const v1::TableDefinition& definition, const Sheet& sheet,
                                 const OtherTables& others, const Explanations& explanations);

// Against the other tables as computed.
std::vector<Finding> CheckTables(const Definitions& definitions,
                                 const v1::TableDefinition& definition, const Sheet& sheet,
                                 const Facts& facts, Days days);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_TABLES_H_
