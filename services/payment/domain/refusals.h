// Every reason for which an account refuses a step, by name, in English and Vietnamese.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_REFUSALS_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_REFUSALS_H_

#include "absl/status/status.h"

namespace motcua::payment {

absl::Status AccountNotFound();
absl::Status ObligationNotFound();
absl::Status PaymentNotFound();
absl::Status RefundNotFound();
absl::Status ReceiptNotFound();
absl::Status ConfirmationNotFound();
absl::Status DossierVoid();
absl::Status DossierEnded();
absl::Status ObligationClosed();
absl::Status NothingOwed();
absl::Status PaymentPending();
absl::Status PaymentNotPending();
absl::Status AmountExceedsOwed();
absl::Status ConfirmationAssigned();
absl::Status RefundExceedsOverpayment();
absl::Status MoneyUnderReceipt();
absl::Status RefundNotPending();
absl::Status NothingToReceipt();
absl::Status ReceiptNotInForce();
absl::Status BalanceTooLarge();
absl::Status EventBeforeReceipt();
absl::Status EventBeforeIssue();
absl::Status EventBeforeOrder();
absl::Status EventBeforePayment();
absl::Status ExpireTimeInvalid();
absl::Status EtagMismatch();
absl::Status ConflictAccountExists();

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_REFUSALS_H_
