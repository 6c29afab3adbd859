// What must hold for every account after every transaction, for tests.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_INVARIANTS_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_INVARIANTS_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/payment/domain/account.h"

namespace motcua::payment {

// +1: never negative; −1: never positive (ledger.h).
inline int SignOf(LedgerName name) {
  switch (name) {
    case LedgerName::kRevenue:
    case LedgerName::kOverpayment:
    case LedgerName::kRefundPending:
    case LedgerName::kPendingFor:
    case LedgerName::kSuspense:
      return -1;
    default:
      return 1;
  }
}

// đồng of posted payments, sent back, ordered back, receipted, and awaited by pending payments.
struct Totals {
  std::int64_t posted = 0;
  std::int64_t refunded = 0;
  std::int64_t refund_pending = 0;
  std::int64_t receipted = 0;
  std::int64_t awaited = 0;
  int pending = 0;
};

inline Totals TotalsOf(const Account& account) {
  Totals totals;
  for (const Payment& payment : account.payments) {
    totals.posted += payment.received_dong;
    if (payment.state != PaymentState::kPending) continue;
    totals.awaited += payment.amount_dong;
    ++totals.pending;
  }
  for (const Refund& refund : account.refunds) {
    if (refund.state == RefundState::kPosted) totals.refunded += refund.amount_dong;
    if (refund.state == RefundState::kPending) totals.refund_pending += refund.amount_dong;
  }
  for (const Receipt& receipt : account.receipts) {
    if (receipt.state == ReceiptState::kInForce) totals.receipted += receipt.amount_dong;
  }
  return totals;
}

// The first fault; empty if sound.
inline std::string FaultOf(const Account& account) {
  std::int64_t sum = 0;
  for (const Entry& entry : account.balances.values()) {
    sum += entry.amount_dong;
    if (entry.amount_dong * SignOf(entry.account.name) < 0) {
      return absl::StrCat(TextOf(entry.account), " stands at ", entry.amount_dong);
    }
  }
  if (sum != 0) return absl::StrCat("the balances sum to ", sum);
  if (account.unassigned) return "";

  const Balances& balances = account.balances;
  const Totals totals = TotalsOf(account);
  std::int64_t paid = 0;
  for (int number = 1; number <= std::ssize(account.obligations); ++number) {
    const std::int64_t part = PaidOf(account, number);
    if (part < 0 || part > AmountOf(account, number)) return "more is paid than an obligation is";
    if (account.obligations[number - 1].cancelled && AmountOf(account, number) != 0) {
      return "a cancelled obligation stands at something";
    }
    paid += part;
  }
  if (paid + OverpaidDong(account) != PaidDong(account)) return "paid ≠ obligations + overpayment";
  if (totals.posted - totals.refunded != PaidDong(account)) return "money in ≠ money held + out";
  if (totals.receipted != CollectedDong(account)) return "receipts in force ≠ collected";
  if (totals.refund_pending != -balances.Of(LedgerName::kRefundPending) ||
      totals.refund_pending != balances.Total(LedgerName::kReturning)) {
    return "pending refunds ≠ what is set aside";
  }
  if (totals.awaited != balances.Total(LedgerName::kPendingIn) || totals.pending > 1) {
    return "pending payments ≠ the memorandum";
  }
  if (totals.awaited > OwedDong(account)) return "more is awaited than is owed";
  if (OwedDong(account) > 0 && balances.Of(LedgerName::kOverpayment) != 0) {
    return "owed and owed back at once";
  }
  return "";
}

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_INVARIANTS_H_
