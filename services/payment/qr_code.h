// The QR code of a pending payment, and the bank account it asks to pay into.
#ifndef MOTCUA_SERVICES_PAYMENT_QR_CODE_H_
#define MOTCUA_SERVICES_PAYMENT_QR_CODE_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "motcua/payment/v1/payment.pb.h"
#include "services/payment/domain/account.h"
#include "services/payment/domain/qr_text.h"

namespace motcua::payment {

// --qr_bank_bin and --qr_account.
BankAccount ConfiguredBankAccount();

// The code of payment `number`. NOT_FOUND; FAILED_PRECONDITION `PAYMENT_NOT_PENDING`, and what
// MakeQrText refuses.
absl::StatusOr<v1::QrCode> MakeQrCode(const Account& account, int number, const BankAccount& to,
                                      v1::GetQrCodeRequest::Format format, absl::Time now);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_QR_CODE_H_
