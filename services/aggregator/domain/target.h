// How far a rate is from what a plan asks, and whether it can still get there. Whole numbers only.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_TARGET_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_TARGET_H_

#include <cstdint>
#include <optional>

#include "services/aggregator/domain/printed.h"
#include "services/aggregator/domain/ratio.h"

namespace motcua::aggregator {

// What is still to come by the due day, as far as it can be told.
struct Coming {
  Ratio value;             // on the due day
  std::int64_t count = 0;  // of those that may still be in the numerator
};

// What the value has gone through, in stretches of working time of one unit.
struct Pace {
  Ratio before;  // where the pace begins
  Ratio now;
  std::int64_t elapsed = 0;
  std::int64_t remaining = 0;
  bool fixed = false;  // the denominator stays as it is
};

enum class Feasible { kMet, kReachable, kOutOfReach, kNoData };

// 87.5 % is 875/1000.
Ratio RatioOf(const PrintedRate& rate);
// The printed rate is what the fraction gives, rounded half up or cut.
bool Gives(const Ratio& exact, const PrintedRate& rate);

// A value over something that is not less than the aim.
bool Reaches(const Ratio& now, const Ratio& aim);

// Numerator and denominator each go on as they went, rounded down. What was lowered by corrections
// is not lowered further, and the numerator grows by no more than the denominator, or up to a fixed
// one. nullopt: no working time has elapsed.
std::optional<Coming> Forecast(const Pace& pace);

// The smallest k ≥ 0 with (n + k)/(d + k) ≥ aim, or (n + k)/d where the denominator is fixed.
// nullopt: there is none, or it has no room in 64 bits.
std::optional<std::int64_t> NeededAlone(const Ratio& now, const Ratio& aim, bool fixed);
// The smallest k ≥ 0 with (n + k)/denominator ≥ aim. nullopt: no room in 64 bits.
std::optional<std::int64_t> NeededOf(std::int64_t denominator, std::int64_t numerator,
                                     const Ratio& aim);

// `over`: the due day is. `coming` and `needed` of them; nullopt: not known.
Feasible FeasibilityOf(const Ratio& now, const std::optional<Ratio>& aim, bool over,
                       std::optional<std::int64_t> coming, std::optional<std::int64_t> needed);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_TARGET_H_
