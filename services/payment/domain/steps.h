// One function per command: checks it against the account and writes its transactions.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_STEPS_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_STEPS_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "services/payment/domain/change.h"
#include "services/payment/domain/commands.h"

namespace motcua::payment {

// The account is open. A refusal leaves `change` in any state.

// obligation_steps.cc
absl::Status Take(const RaiseObligation& command, Change& change);
absl::Status Take(const ChangeObligation& command, Change& change);
absl::Status Take(const WaiveObligation& command, Change& change);
absl::Status Take(const CancelObligation& command, Change& change);
void RaiseOne(ObligationKind kind, std::int64_t amount_dong, int discount_percent,
              const std::string& reason_code, Change& change);
void CancelOne(int obligation, const std::string& reason_code, absl::Time time, Change& change);
// What is owed back pays what is owed.
void ApplyOverpayment(absl::Time time, Change& change);

// payment_steps.cc
absl::Status Take(const StartPayment& command, Change& change);
absl::Status Take(const CancelPayment& command, Change& change);
absl::Status Take(const CollectPayment& command, Change& change);
absl::Status Take(const ExpirePayments& command, Change& change);
void CancelPending(absl::Time time, Change& change);
// A begun payment does not outlive its debt.
void CancelPendingBeyondOwed(Change& change);
// Entries of money that came: to what is owed, in the order of the obligations, the rest to the
// overpayment; ends the memorandum of payment `pending` (0: none).
std::vector<Entry> EntriesOfMoney(const Account& account, PaymentChannel channel,
                                  std::int64_t amount_dong, int pending);

// refund_steps.cc
absl::Status Take(const OrderRefund& command, Change& change);
absl::Status Take(const ConfirmRefund& command, Change& change);
absl::Status Take(const RejectRefund& command, Change& change);

// receipt_steps.cc
absl::Status Take(const IssueReceipt& command, Change& change);
absl::Status Take(const ReplaceReceipt& command, Change& change);
absl::Status Take(const CancelReceipt& command, Change& change);

// followed_steps.cc: the account may not be open; of what comes too early the facts are kept.
absl::Status Take(const Open& command, Change& change);
absl::Status Take(const Correct& command, Change& change);
absl::Status Take(const End& command, Change& change);
absl::Status Take(const Reopen& command, Change& change);
absl::Status Take(const Void& command, Change& change);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_STEPS_H_
