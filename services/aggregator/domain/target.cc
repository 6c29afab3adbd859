#include "services/aggregator/domain/target.h"

#include <algorithm>
#include <limits>

namespace motcua::aggregator {
namespace {

using Wide = __int128;

// Rounded up; both positive. nullopt: no room.
std::optional<std::int64_t> CeilDivide(Wide dividend, Wide divisor) {
  if (dividend <= 0) return 0;
  const Wide quotient = (dividend + divisor - 1) / divisor;
  if (quotient > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return static_cast<std::int64_t>(quotient);
}

// How much more comes if it goes on as from `before` to `now`.
std::int64_t More(std::int64_t before, std::int64_t now, const Pace& pace) {
  const Wide grown = std::max<Wide>(0, Wide{now} - before);
  const Wide more = grown * pace.remaining / pace.elapsed;
  return static_cast<std::int64_t>(
      std::min<Wide>(more, std::numeric_limits<std::int64_t>::max() - std::max<Wide>(now, 0)));
}

}  // namespace

Ratio RatioOf(const PrintedRate& rate) { return {rate.scaled, 100 * ScaleOf(rate.decimals)}; }

bool Gives(const Ratio& exact, const PrintedRate& rate) {
  if (exact.denominator <= 0) return false;
  return ScaledPercent(exact, {.decimals = rate.decimals}) == rate.scaled ||
         ScaledPercent(exact, {.decimals = rate.decimals, .truncate = true}) == rate.scaled;
}

bool Reaches(const Ratio& now, const Ratio& aim) {
  return now.denominator > 0 && Compare(now, aim) >= 0;
}

std::optional<Coming> Forecast(const Pace& pace) {
  if (pace.elapsed <= 0) return std::nullopt;
  const Ratio& now = pace.now;
  const std::int64_t more = More(pace.before.numerator, now.numerator, pace);
  if (pace.fixed) {
    const std::int64_t missing = std::max<std::int64_t>(0, now.denominator - now.numerator);
    return Coming{{now.numerator + std::min(more, missing), now.denominator}, missing};
  }
  const std::int64_t coming = More(pace.before.denominator, now.denominator, pace);
  return Coming{{now.numerator + std::min(more, coming), now.denominator + coming}, coming};
}

std::optional<std::int64_t> NeededAlone(const Ratio& now, const Ratio& aim, bool fixed) {
  if (fixed) return NeededOf(now.denominator, now.numerator, aim);
  const Wide missing =
      Wide{aim.numerator} * now.denominator - Wide{aim.denominator} * now.numerator;
  if (missing <= 0) return 0;
  const Wide gain = Wide{aim.denominator} - aim.numerator;  // of each new one
  if (gain <= 0) return std::nullopt;
  return CeilDivide(missing, gain);
}

std::optional<std::int64_t> NeededOf(std::int64_t denominator, std::int64_t numerator,
                                     const Ratio& aim) {
  return CeilDivide(Wide{aim.numerator} * denominator - Wide{aim.denominator} * numerator,
                    aim.denominator);
}

Feasible FeasibilityOf(const Ratio& now, const std::optional<Ratio>& aim, bool over,
                       std::optional<std::int64_t> coming, std::optional<std::int64_t> needed) {
  if (!aim || now.denominator <= 0) return Feasible::kNoData;
  if (Reaches(now, *aim)) return Feasible::kMet;
  if (over) return Feasible::kOutOfReach;
  if (!coming) return Feasible::kNoData;
  return needed && *needed <= *coming ? Feasible::kReachable : Feasible::kOutOfReach;
}

}  // namespace motcua::aggregator
