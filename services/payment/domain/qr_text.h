// What the QR code of a payment says: EMVCo merchant-presented, dynamic, in the VietQR layout.
// Pure.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_QR_TEXT_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_QR_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::payment {

// Where transfers go to.
struct BankAccount {
  std::string bin;     // of the bank, six digits
  std::string number;  // 1 to 19 of A–Z, a–z and 0–9

  bool operator==(const BankAccount&) const = default;
};

// A transfer as a QR code asks for it.
struct QrTransfer {
  BankAccount to;
  std::int64_t amount_dong = 0;  // 1 to 13 digits
  std::string dossier;           // code
  int payment = 0;               // its number, from 1

  bool operator==(const QrTransfer&) const = default;
};

// `{code}/{payment}`: as bill number and as purpose, because gateways report the one and banks the
// other. FAILED_PRECONDITION `QR_NOT_CONFIGURED` without a usable account, `QR_AMOUNT_TOO_LARGE`
// beyond 13 digits, `QR_REFERENCE_TOO_LONG` when it has more than the 25 characters there is room
// for.
absl::StatusOr<std::string> MakeQrText(const QrTransfer& transfer);

// INVALID_ARGUMENT naming `text`: `QR_MALFORMED`, `QR_CHECKSUM_WRONG`, and `QR_NOT_A_TRANSFER` when
// it is sound but asks for something else. Fields unknown here are passed over. Never crashes.
absl::StatusOr<QrTransfer> ParseQrText(std::string_view text);

// What a confirmation of the transfer names: `dossiers/{code}/payments/{payment}`.
std::string ReferenceOf(const QrTransfer& transfer);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_QR_TEXT_H_
