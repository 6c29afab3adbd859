#include "services/payment/qr_code.h"

#include <string>

#include "absl/flags/flag.h"
#include "services/payment/domain/refusals.h"
#include "services/payment/qr_picture.h"

ABSL_FLAG(std::string, qr_bank_bin, "", "six digits of the bank that QR transfers go to");
ABSL_FLAG(std::string, qr_account, "", "number of the account that QR transfers go to");

namespace motcua::payment {

BankAccount ConfiguredBankAccount() {
  return {absl::GetFlag(FLAGS_qr_bank_bin), absl::GetFlag(FLAGS_qr_account)};
}

absl::StatusOr<v1::QrCode> MakeQrCode(const Account& account, int number, const BankAccount& to,
                                      v1::GetQrCodeRequest::Format format, absl::Time now) {
  if (number > std::ssize(account.payments)) return PaymentNotFound();
  const Payment& payment = account.payments[number - 1];
  // The sweep may not have come by yet.
  const bool expired = payment.expire_time && *payment.expire_time <= now;
  if (payment.state != PaymentState::kPending || expired) return PaymentNotPending();
  absl::StatusOr<std::string> text = MakeQrText({to, payment.amount_dong, account.key, number});
  if (!text.ok()) return text.status();

  v1::QrCode code;
  if (format == v1::GetQrCodeRequest::FORMAT_PNG) {
    code.set_picture(QrPng(EncodeQr(*text)));
    code.set_media_type("image/png");
  } else if (format == v1::GetQrCodeRequest::FORMAT_SVG) {
    code.set_picture(QrSvg(EncodeQr(*text)));
    code.set_media_type("image/svg+xml");
  }
  code.set_text(*std::move(text));
  return code;
}

}  // namespace motcua::payment
