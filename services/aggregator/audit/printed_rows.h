// Identity I12: which rows a table has, and in what order.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_ROWS_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_ROWS_H_

#include <optional>
#include <string>
#include <vector>

#include "services/aggregator/audit/printed_table.h"

namespace motcua::aggregator {

// The group that a row is ranked in; fields have one. nullopt: not known.
std::optional<int> GroupOf(const Printed& printed, const std::string& row);

// The exact value of a column in a row; nullopt when its cells do not give it.
std::optional<Ratio> ValueOf(const v1::TableDefinition& definition, int column,
                             const SheetRow& row);

// Rows stand by the exact value that the table or list is sorted by, inside their group. Agencies
// whose group is not known are passed over.
std::vector<Finding> CheckRanks(const Printed& printed);

// Every agency that the definition lists has a row, and no other. Without knowing the agencies:
// tables that list the same list the same; `report` are the tables of one report, this among them.
std::vector<Finding> CheckList(const Printed& printed, const std::vector<Printed>& report);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_ROWS_H_
