// What gateways name: their transactions, and the dossiers that were paid for. Pure.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_REFERENCE_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_REFERENCE_H_

#include <optional>
#include <string>
#include <string_view>

namespace motcua::payment {

inline constexpr std::size_t kLongestReference = 255;  // characters

// 1 to 63 of A–Z, a–z, 0–9, -, . and _.
bool IsGatewayTransaction(std::string_view id);

// A dossier, and which of its payments; 0: not told.
struct Reference {
  std::string dossier;  // code
  int payment = 0;

  bool operator==(const Reference&) const = default;
};

// Reads `dossiers/{code}` and `dossiers/{code}/payments/{number}`, and as QR codes say it `{code}`
// and `{code}/{number}` of a code like H50.01-220401-0001; nullopt for anything else, which is no
// error: payers write what they like.
std::optional<Reference> ParseReference(std::string_view text);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_REFERENCE_H_
