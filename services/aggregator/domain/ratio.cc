#include "services/aggregator/domain/ratio.h"

#include <cstdlib>

namespace motcua::aggregator {
namespace {

using Wide = __int128;

Wide FloorDivide(Wide dividend, Wide divisor) {
  const Wide quotient = dividend / divisor;
  return dividend % divisor != 0 && (dividend < 0) != (divisor < 0) ? quotient - 1 : quotient;
}

Ratio Normal(const Ratio& ratio) {
  if (ratio.denominator == 0) return {0, 1};
  if (ratio.denominator < 0) return {-ratio.numerator, -ratio.denominator};
  return ratio;
}

}  // namespace

int Compare(const Ratio& a, const Ratio& b) {
  const Ratio left = Normal(a);
  const Ratio right = Normal(b);
  const Wide difference =
      Wide{left.numerator} * right.denominator - Wide{right.numerator} * left.denominator;
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

std::int64_t ScaleOf(int decimals) {
  std::int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  return scale;
}

std::int64_t ScaledPercent(const Ratio& ratio, const RateFormat& format) {
  const Ratio exact = Normal(ratio);
  const Wide hundredfold = Wide{exact.numerator} * 100 * ScaleOf(format.decimals);
  if (format.truncate) return static_cast<std::int64_t>(hundredfold / exact.denominator);
  return static_cast<std::int64_t>(
      FloorDivide(2 * hundredfold + exact.denominator, Wide{2} * exact.denominator));
}

std::string PrintScaled(std::int64_t scaled, const RateFormat& format) {
  const std::int64_t scale = ScaleOf(format.decimals);
  const std::int64_t size = std::llabs(scaled);
  std::string text = (scaled < 0 ? "-" : "") + std::to_string(size / scale);
  std::string decimals = std::to_string(scale + size % scale).substr(1);
  while (format.trim_zeros && !decimals.empty() && decimals.back() == '0') decimals.pop_back();
  if (!decimals.empty()) text += (format.comma ? "," : ".") + decimals;
  return format.percent_sign ? text + "%" : text;
}

}  // namespace motcua::aggregator
