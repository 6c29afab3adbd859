// Whether a printed rate is what an exact one gives.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_FIT_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_FIT_H_

#include <cstdint>

#include "services/aggregator/domain/printed.h"
#include "services/aggregator/domain/ratio.h"

namespace motcua::aggregator {

enum class Fit { kNone, kHalfUp, kTruncated };

// At the decimals that are printed. Half up where both rules give it; over nothing none does.
Fit FitOf(const Ratio& exact, const PrintedRate& printed);

// `5` and `5.00`.
bool SameNumber(const PrintedRate& a, const PrintedRate& b);

// Whether one number may have been printed as both: where one has more decimals, the other was
// rounded or cut off.
bool MayBeSame(const PrintedRate& a, const PrintedRate& b);

// In units of the given decimal, cutting off what is finer.
std::int64_t Rescaled(const PrintedRate& rate, int decimals);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_FIT_H_
