// Rates as printed: identity I6.
#ifndef MOTCUA_SERVICES_AGGREGATOR_FINDINGS_PRINTED_RATES_H_
#define MOTCUA_SERVICES_AGGREGATOR_FINDINGS_PRINTED_RATES_H_

#include <string>
#include <vector>

#include "services/aggregator/domain/findings.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {

// The columns a rate is made of.
struct RateColumns {
  int rate;
  int numerator;
  int denominator;
};

// The rates of a table that has their numerators and denominators as columns; no complements.
std::vector<RateColumns> RatesOf(const v1::TableDefinition& definition);

// Whether each rate of a row is what its columns give; `cells` are as printed, by column.
void CheckRates(const v1::TableDefinition& definition, const std::vector<RateColumns>& rates,
                const SheetRow& row, const std::vector<std::string>& cells,
                std::vector<Finding>& findings);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_FINDINGS_PRINTED_RATES_H_
