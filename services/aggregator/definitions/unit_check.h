// Units: what one of something counted is. Different ones are never added up or compared.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_UNIT_CHECK_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_UNIT_CHECK_H_

#include <set>
#include <string>
#include <vector>

#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/definitions/faults.h"

namespace motcua::aggregator {

// The terms of a measure have one unit. A leg is a dossier at an agency, so both may be added.
void CheckAddedUnits(const v1::Measure& measure, const std::string& path, Faults& faults);
// What a column states is what it counts.
void CheckStatedUnit(const v1::Column& column, const std::string& path, Faults& faults);
// What columns state, without those that state nothing; −1 is no column.
std::set<v1::Unit> StatedUnits(const v1::TableDefinition& definition,
                               const std::vector<int>& columns);
// A check of one rate beside one rate.
bool ComparesRates(const v1::TableDefinition& definition, const v1::Check& check);
// Columns compared state one unit; but for I9, which compares dossiers with events.
void CheckComparedUnits(const v1::TableDefinition& definition, const v1::Check& check,
                        const std::vector<int>& left, const std::vector<int>& right,
                        const std::string& path, Faults& faults);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_UNIT_CHECK_H_
