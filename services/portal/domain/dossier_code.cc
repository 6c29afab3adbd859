#include "services/portal/domain/dossier_code.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "common/base/date.h"

namespace motcua::portal::sync {
namespace {

bool IsDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

bool IsAgencyCode(std::string_view code) {
  return !code.empty() && std::all_of(code.begin(), code.end(), [](char c) {
    return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '.';
  });
}

// YYMMDD; years 90 to 99 are of the last century.
bool IsShortDay(std::string_view text) {
  if (text.size() != 6 || !IsDigits(text)) return false;
  std::string day = text[0] == '9' ? "19" : "20";
  day.append(text.substr(0, 2)).append("-");
  day.append(text.substr(2, 2)).append("-").append(text.substr(4));
  return ParseDay(day).has_value();
}

bool IsSerial(std::string_view text) {
  if (text.size() < 4 || text.size() > 9 || !IsDigits(text) || text == "0000") return false;
  return text.size() == 4 || text.front() != '0';
}

}  // namespace

bool IsDossierCode(std::string_view code) {
  const std::size_t before_serial = code.rfind('-');
  if (code.size() > 63 || before_serial == code.npos || before_serial == 0) return false;
  const std::size_t before_day = code.rfind('-', before_serial - 1);
  return before_day != code.npos && IsAgencyCode(code.substr(0, before_day)) &&
         IsShortDay(code.substr(before_day + 1, before_serial - before_day - 1)) &&
         IsSerial(code.substr(before_serial + 1));
}

}  // namespace motcua::portal::sync
