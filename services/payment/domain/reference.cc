#include "services/payment/domain/reference.h"

#include <algorithm>

#include "absl/strings/numbers.h"

namespace motcua::payment {
namespace {

constexpr std::size_t kLongestId = 63;
constexpr std::string_view kDossiers = "dossiers/";
constexpr std::string_view kPayments = "/payments/";

bool IsDigit(char c) { return '0' <= c && c <= '9'; }
bool IsInCode(char c) {
  return IsDigit(c) || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '-' || c == '.';
}
bool IsInTransaction(char c) { return IsInCode(c) || c == '_'; }

template <typename Allowed>
bool IsId(std::string_view text, Allowed allowed) {
  return !text.empty() && text.size() <= kLongestId &&
         std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace

bool IsGatewayTransaction(std::string_view id) { return IsId(id, IsInTransaction); }

std::optional<Reference> ParseReference(std::string_view text) {
  if (text.substr(0, kDossiers.size()) != kDossiers) return std::nullopt;
  text.remove_prefix(kDossiers.size());
  Reference reference;
  if (const std::size_t end = text.find(kPayments); end != std::string_view::npos) {
    const std::string_view number = text.substr(end + kPayments.size());
    if (!IsId(number, IsDigit) || number.front() == '0' ||
        !absl::SimpleAtoi(absl::string_view(number.data(), number.size()), &reference.payment)) {
      return std::nullopt;
    }
    text = text.substr(0, end);
  }
  if (!IsId(text, IsInCode)) return std::nullopt;
  reference.dossier = std::string(text);
  return reference;
}

}  // namespace motcua::payment
