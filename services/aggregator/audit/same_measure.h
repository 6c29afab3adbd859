// What two tables of one report count alike.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_SAME_MEASURE_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_SAME_MEASURE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/aggregator/audit/printed_table.h"

namespace motcua::aggregator {

// By table.
using TableFindings = std::map<std::string, std::vector<Finding>>;

// Whether a row of one table counts the same agencies and fields as that of another.
bool CountsAlike(const v1::TableDefinition& a, const v1::TableDefinition& b,
                 const std::string& row);

// What a table of the report, other than `definition`'s, prints for a measure in a row; nullopt:
// none does. Refers to the report.
std::function<std::optional<std::int64_t>(const v1::Measure& measure, const std::string& row)>
PrintedElsewhere(const v1::TableDefinition& definition, const std::vector<Printed>& report);

// I10: a column that counts the same as one of a later table, in rows that count the same, has the
// same number. Columns that a check of either definition compares are left to it.
void CompareAlike(const std::vector<Printed>& report, TableFindings& findings);

// Rows that leave out the same in two tables leave out the same unit.
void ShareOmittedUnits(const std::vector<Printed>& report, TableFindings& findings);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_SAME_MEASURE_H_
