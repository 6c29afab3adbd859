// Rates: exact until they are printed, rounded once.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_RATIO_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_RATIO_H_

#include <cstdint>
#include <string>

namespace motcua::aggregator {

struct Ratio {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
};

// Negative, 0 or positive as a is less than, equal to or greater than b. Over nothing counts as 0.
int Compare(const Ratio& a, const Ratio& b);

// How a rate in percent is printed.
struct RateFormat {
  int decimals = 0;
  bool truncate = false;  // else half up
  bool comma = false;
  bool trim_zeros = false;
  bool percent_sign = false;
};

// Percent in units of the last decimal: 57/219 with two decimals is 2603. The denominator is not 0.
std::int64_t ScaledPercent(const Ratio& ratio, const RateFormat& format);
// 10 to the power of the decimals.
std::int64_t ScaleOf(int decimals);
// 2603 → 26.03.
std::string PrintScaled(std::int64_t scaled, const RateFormat& format);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_RATIO_H_
