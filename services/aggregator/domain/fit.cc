#include "services/aggregator/domain/fit.h"

#include <algorithm>

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

bool MayBeSame(const PrintedRate& a, const PrintedRate& b) {
  const int decimals = std::min(a.decimals, b.decimals);
  const std::int64_t gap = Rescaled(a, decimals) - Rescaled(b, decimals);
  return a.decimals == b.decimals ? gap == 0 : -1 <= gap && gap <= 1;
}

std::int64_t Rescaled(const PrintedRate& rate, int decimals) {
  return rate.decimals <= decimals ? rate.scaled * ScaleOf(decimals - rate.decimals)
                                   : rate.scaled / ScaleOf(rate.decimals - decimals);
}

}  // namespace motcua::aggregator
