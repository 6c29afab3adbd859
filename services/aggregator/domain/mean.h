// Identity I6 of rates whose counts are not printed: a weighted mean lies between the extremes of
// its parts.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_MEAN_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_MEAN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/aggregator/domain/findings.h"
#include "services/aggregator/domain/printed.h"

namespace motcua::aggregator {

// A rate of a whole and those of its parts, as printed, by whatever rule each was rounded. Expected
// is the nearest extreme, in units of `decimals`. nullopt: it lies between, or there are no two
// parts. Row and columns are the caller's to fill in.
std::optional<Finding> CheckMean(const PrintedRate& whole, const std::vector<PrintedRate>& parts,
                                 int decimals);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_MEAN_H_
