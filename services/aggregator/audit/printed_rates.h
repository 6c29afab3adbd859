// Rates as printed: identity I6.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_RATES_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_RATES_H_

#include <vector>

#include "services/aggregator/audit/printed_table.h"

namespace motcua::aggregator {

// The columns a rate is made of.
struct RateColumns {
  int rate;
  int numerator;
  int denominator;
};

// The rates of a table that has their numerators and denominators as columns; no complements.
std::vector<RateColumns> RatesOf(const v1::TableDefinition& definition);

// Whether each rate is what the columns of its row give. Where it is not: rounded by another rule,
// numerator and denominator in each other's place, or divided by another column. A suspicion in
// `findings` that two columns were swapped is confirmed where a rate tells the same.
void CheckRates(const Printed& printed, std::vector<Finding>& findings);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_RATES_H_
