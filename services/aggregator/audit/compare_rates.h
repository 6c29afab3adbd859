// Identity I10 of rates: a check that names one rate on each side.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_COMPARE_RATES_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_COMPARE_RATES_H_

#include <vector>

#include "services/aggregator/audit/printed_table.h"

namespace motcua::aggregator {

// Printed rates are equal as far as their decimals tell, by whatever rule each was rounded; a rate
// whose counts are printed, or can be added up over the rows, is taken from them. Where rows of the
// other table seem to have two columns swapped, the rate is taken with these put right.
std::vector<Finding> CompareRates(const Printed& printed, const std::vector<Printed>& report);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_COMPARE_RATES_H_
