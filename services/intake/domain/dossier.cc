#include "services/intake/domain/dossier.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/hash.h"

namespace motcua::intake {
namespace {

constexpr std::size_t kMaxCode = 63;
constexpr std::size_t kMaxSerialDigits = 9;

bool IsDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsAgencyCode(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
  });
}

std::optional<Day> ParseShortDay(std::string_view digits) {
  if (digits.size() != 6 || !IsDigits(digits)) return std::nullopt;
  std::string date = digits.substr(0, 2) >= "90" ? "19" : "20";
  date.append(digits.substr(0, 2)).append("-");
  date.append(digits.substr(2, 2)).append("-").append(digits.substr(4, 2));
  return ParseDay(date);
}

std::optional<std::int64_t> ParseSerial(std::string_view digits) {
  if (digits.size() < 4 || digits.size() > kMaxSerialDigits || !IsDigits(digits)) {
    return std::nullopt;
  }
  if (digits.size() > 4 && digits.front() == '0') return std::nullopt;  // another spelling
  std::int64_t serial = 0;
  for (const char c : digits) serial = serial * 10 + (c - '0');
  return serial > 0 ? std::optional(serial) : std::nullopt;
}

}  // namespace

bool HasEnded(Status status) {
  switch (status) {
    case Status::kFiled:
    case Status::kReceived:
    case Status::kInProcessing:
    case Status::kSupplementRequested:
    case Status::kObligationRequested:
      return false;
    default:
      return true;
  }
}

std::string Etag(const Dossier& dossier) {
  return HexEncode(Sha256(absl::StrCat(dossier.code, "@", dossier.version)).substr(0, 8));
}

std::string CodeSeries(std::string_view agency_code, Day day) {
  const std::string date = FormatDay(day);
  std::string series(agency_code);
  series.append("-").append(date, 2, 2).append(date, 5, 2).append(date, 8, 2);
  return series;
}

std::string FormatCode(std::string_view series, std::int64_t serial) {
  const std::string digits = absl::StrCat(serial);
  std::string code(series);
  code.append("-");
  if (digits.size() < 4) code.append(4 - digits.size(), '0');
  return code.append(digits);
}

std::optional<DossierCode> ParseCode(std::string_view code) {
  if (code.size() > kMaxCode) return std::nullopt;
  const std::size_t before_serial = code.rfind('-');
  if (before_serial == std::string_view::npos || before_serial == 0) return std::nullopt;
  const std::size_t before_day = code.rfind('-', before_serial - 1);
  if (before_day == std::string_view::npos) return std::nullopt;
  const std::string_view agency_code = code.substr(0, before_day);
  const auto day = ParseShortDay(code.substr(before_day + 1, before_serial - before_day - 1));
  const auto serial = ParseSerial(code.substr(before_serial + 1));
  if (!IsAgencyCode(agency_code) || !day || !serial) return std::nullopt;
  return DossierCode{std::string(agency_code), *day, *serial};
}

}  // namespace motcua::intake
