#include "services/aggregator/domain/printed.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"

namespace motcua::aggregator {
namespace {

constexpr std::size_t kMaxDigits = 15;
constexpr std::size_t kMaxRateDigits = 12;  // a rate is brought to six more decimals

bool IsDigits(std::string_view text) {
  return !text.empty() && text.size() <= kMaxDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; });
}

// Trimmed, with ordinary spaces only.
std::string Tidy(std::string_view text) {
  std::string tidy = absl::StrReplaceAll({text.data(), text.size()},
                                         {{kNoBreakSpace, " "}, {"\u202F", " "}, {"\u2009", " "}});
  absl::StripAsciiWhitespace(&tidy);
  return tidy;
}

// Without its separators; nullopt when the groups are not of three digits.
std::optional<std::string> WithoutGroups(std::string_view text) {
  const std::size_t first = text.find_first_of(". ");
  if (first == std::string_view::npos) return std::string(text);
  const char separator = text[first];
  if (first == 0 || first > 3 || (text.size() - first) % 4 != 0) return std::nullopt;
  std::string digits(text.substr(0, first));
  for (std::size_t at = first; at < text.size(); at += 4) {
    if (text[at] != separator) return std::nullopt;
    digits += text.substr(at + 1, 3);
  }
  return digits;
}

}  // namespace

std::string PrintCount(std::int64_t count, const CountFormat& format) {
  std::string digits = std::to_string(count);
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  const int missing = format.digits - static_cast<int>(digits.size());
  if (missing > 0) digits.insert(0, missing, '0');
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(at, format.between);
  }
  return negative ? "-" + digits : digits;
}

bool IsBlank(std::string_view text) {
  const std::string tidy = Tidy(text);
  return tidy.empty() || tidy == "-" || tidy == "–" || tidy == "—";
}

std::optional<std::int64_t> ParseCount(std::string_view text) {
  std::string tidy = Tidy(text);
  const bool negative = tidy.starts_with('-');
  if (negative) tidy.erase(0, 1);
  const std::optional<std::string> digits = WithoutGroups(tidy);
  if (!digits || !IsDigits(*digits)) return std::nullopt;
  const std::int64_t value = std::stoll(*digits);
  return negative ? -value : value;
}

std::optional<PrintedRate> ParseRate(std::string_view text) {
  std::string tidy = Tidy(text);
  if (tidy.ends_with('%')) tidy.pop_back();
  tidy = Tidy(tidy);
  const bool negative = tidy.starts_with('-');
  if (negative) tidy.erase(0, 1);
  const std::size_t separator = tidy.find_first_of(".,");
  PrintedRate rate;
  if (separator != std::string::npos) {
    rate.decimals = static_cast<int>(tidy.size() - separator) - 1;
    tidy.erase(separator, 1);
    if (separator == 0 || rate.decimals < 1 || rate.decimals > 6) return std::nullopt;
  }
  if (!IsDigits(tidy) || tidy.size() > kMaxRateDigits) return std::nullopt;
  rate.scaled = std::stoll(tidy) * (negative ? -1 : 1);
  return rate;
}

}  // namespace motcua::aggregator
