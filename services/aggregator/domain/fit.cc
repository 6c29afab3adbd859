#include "services/aggregator/domain/fit.h"

namespace motcua::aggregator {

Fit FitOf(const Ratio& exact, const PrintedRate& printed) {
  if (exact.denominator == 0) return Fit::kNone;
  const auto gives = [&](bool truncate) {
    return ScaledPercent(exact, {.decimals = printed.decimals, .truncate = truncate}) ==
           printed.scaled;
  };
  if (gives(false)) return Fit::kHalfUp;
  return gives(true) ? Fit::kTruncated : Fit::kNone;
}

bool SameNumber(const PrintedRate& a, const PrintedRate& b) {
  return a.scaled * ScaleOf(b.decimals) == b.scaled * ScaleOf(a.decimals);
}

std::int64_t Rescaled(const PrintedRate& rate, int decimals) {
  return rate.decimals <= decimals ? rate.scaled * ScaleOf(decimals - rate.decimals)
                                   : rate.scaled / ScaleOf(rate.decimals - decimals);
}

}  // namespace motcua::aggregator
