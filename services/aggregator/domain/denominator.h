// A wrong denominator, found by trying the plausible ones.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_DENOMINATOR_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_DENOMINATOR_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/aggregator/domain/findings.h"
#include "services/aggregator/domain/fit.h"

namespace motcua::aggregator {

// A number that stands near a rate.
struct NamedCount {
  std::string name_vi;
  std::string name_en;
  std::int64_t value = 0;
};

struct FittingDenominator {
  NamedCount count;
  Fit fit = Fit::kNone;
};

// The first that gives the printed rate: one of the others; then what is left of `stated` without
// one of them or the numerator; then the sum of two. nullopt if none does.
std::optional<FittingDenominator> FindDenominator(const NamedCount& numerator,
                                                  const NamedCount& stated,
                                                  const std::vector<NamedCount>& others,
                                                  const PrintedRate& printed);

// Tells in a finding what the rate seems to be divided by.
void ExplainByDenominator(const NamedCount& numerator, const FittingDenominator& found,
                          Finding& finding);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_DENOMINATOR_H_
