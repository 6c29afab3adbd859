// Numbers as Vietnamese reports print them: points or spaces between thousands, a decimal
// comma or point, a per cent sign.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_PRINTED_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_PRINTED_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace motcua::aggregator {

// A rate in units of its last printed decimal: `26,03%` is {2603, 2}.
struct PrintedRate {
  std::int64_t scaled = 0;
  int decimals = 0;

  bool operator==(const PrintedRate&) const = default;
};

// How a count is printed.
struct CountFormat {
  std::string_view between = {};  // thousands
  int digits = 1;                 // at least, with leading zeros
};
inline constexpr char kNoBreakSpace[] = "\xC2\xA0";

std::string PrintCount(std::int64_t count, const CountFormat& format);

// Nothing printed: empty, spaces, or a dash.
bool IsBlank(std::string_view text);
// nullopt if it is no count: `67918`, `67.918`, `67 918`, `-3`. A group has three digits.
std::optional<std::int64_t> ParseCount(std::string_view text);
// nullopt if it is no rate: `26.03`, `26,03`, `26,03 %`, `100`. At most 6 decimals.
std::optional<PrintedRate> ParseRate(std::string_view text);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_PRINTED_H_
