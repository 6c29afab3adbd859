#include "services/payment/domain/reference.h"

#include <algorithm>

#include "absl/strings/numbers.h"

namespace motcua::payment {
namespace {

constexpr std::size_t kLongestId = 63;
constexpr std::string_view kDossiers = "dossiers/";
constexpr std::string_view kPayments = "/payments/";
constexpr std::string_view kBrief = "/";

bool IsDigit(char c) { return '0' <= c && c <= '9'; }
bool IsInCode(char c) {
  return IsDigit(c) || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '-' || c == '.';
}
bool IsInTransaction(char c) { return IsInCode(c) || c == '_'; }

// `H50.01-220401-0001`: without `dossiers/` in front only this is a code, else a payer's word or
// name would be taken, and kept, for one.
bool HasFormOfCode(std::string_view text) {
  const std::size_t number = text.rfind('-');
  if (number == std::string_view::npos || number < 7 || text.front() != 'H') return false;
  const std::string_view date = text.substr(number - 6, 6);
  const std::string_view serial = text.substr(number + 1);
  return text[number - 7] == '-' && !serial.empty() &&
         std::all_of(date.begin(), date.end(), IsDigit) &&
         std::all_of(serial.begin(), serial.end(), IsDigit);
}

template <typename Allowed>
bool IsId(std::string_view text, Allowed allowed) {
  return !text.empty() && text.size() <= kLongestId &&
         std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace

bool IsGatewayTransaction(std::string_view id) { return IsId(id, IsInTransaction); }

std::optional<Reference> ParseReference(std::string_view text) {
  const bool named = text.substr(0, kDossiers.size()) == kDossiers;
  if (named) text.remove_prefix(kDossiers.size());
  const std::string_view between = named ? kPayments : kBrief;
  Reference reference;
  if (const std::size_t end = text.find(between); end != std::string_view::npos) {
    const std::string_view number = text.substr(end + between.size());
    if (!IsId(number, IsDigit) || number.front() == '0' ||
        !absl::SimpleAtoi(absl::string_view(number.data(), number.size()), &reference.payment)) {
      return std::nullopt;
    }
    text = text.substr(0, end);
  }
  if (!IsId(text, IsInCode) || (!named && !HasFormOfCode(text))) return std::nullopt;
  reference.dossier = std::string(text);
  return reference;
}

}  // namespace motcua::payment
