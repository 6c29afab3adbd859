#include "services/payment/domain/account.h"

#include <algorithm>
#include <utility>

namespace motcua::payment {
namespace {

// What entries of a ledger name move, by channel.
Parts PartsOf(const std::vector<Entry>& entries, LedgerName name) {
  Parts parts;
  for (const Entry& entry : entries) {
    if (entry.account.name != name) continue;
    parts.emplace_back(static_cast<PaymentChannel>(entry.account.detail), entry.amount_dong);
  }
  return parts;
}

void ApplyToObligation(const Transaction& transaction, Account& account) {
  if (transaction.kind == TransactionKind::kObligationRaised) {
    Obligation raised;
    raised.kind = transaction.obligation_kind;
    raised.raised_dong = transaction.amount_dong;
    raised.discount_percent = transaction.discount_percent;
    raised.reason_code = transaction.reason_code;
    account.obligations.push_back(std::move(raised));
    return;
  }
  Obligation& obligation = account.obligations[transaction.about - 1];
  switch (transaction.kind) {
    case TransactionKind::kObligationEnded:
      obligation.ended_dong = transaction.amount_dong;
      obligation.cancelled = AmountOf(account, transaction.about) == 0;
      return;
    case TransactionKind::kObligationRestored:
      obligation.ended_dong = 0;
      obligation.cancelled = false;
      return;
    case TransactionKind::kObligationCancelled:
      obligation.cancelled = true;
      break;
    default:
      break;
  }
  obligation.ended_dong = 0;
  obligation.reason_code = transaction.reason_code;
}

// `owed_dong` before it.
Payment& PaymentFor(const Transaction& transaction, std::int64_t owed_dong, Account& account) {
  if (transaction.about <= static_cast<int>(account.payments.size())) {
    return account.payments[transaction.about - 1];
  }
  Payment& payment = account.payments.emplace_back();
  payment.channel = transaction.channel;
  payment.amount_dong = owed_dong;
  payment.start_time = transaction.event_time;
  payment.expire_time = transaction.expire_time;
  return payment;
}

void ApplyToPayment(const Transaction& transaction, std::int64_t owed_dong, Account& account) {
  Payment& payment = PaymentFor(transaction, owed_dong, account);
  switch (transaction.kind) {
    case TransactionKind::kPaymentCancelled:
      payment.state = PaymentState::kCancelled;
      return;
    case TransactionKind::kPaymentExpired:
      payment.state = PaymentState::kExpired;
      return;
    case TransactionKind::kPaymentPosted:
      payment.state = PaymentState::kPosted;
      payment.received_dong = transaction.amount_dong;
      payment.pay_time = transaction.event_time;
      payment.gateway_transaction = transaction.gateway_transaction;
      payment.reference_hash = transaction.reference_hash;
      return;
    default:
      return;
  }
}

void ApplyToRefund(const Transaction& transaction, Account& account) {
  if (transaction.kind == TransactionKind::kRefundOrdered) {
    Refund& refund = account.refunds.emplace_back();
    refund.amount_dong = transaction.amount_dong;
    refund.order_time = transaction.event_time;
    refund.reason_code = transaction.reason_code;
    refund.parts = PartsOf(transaction.entries, LedgerName::kReturning);
    return;
  }
  Refund& refund = account.refunds[transaction.about - 1];
  if (transaction.kind == TransactionKind::kRefundPosted) {
    refund.state = RefundState::kPosted;
    refund.post_time = transaction.event_time;
  } else {
    refund.state = RefundState::kRejected;
  }
}

void ApplyToReceipt(const Transaction& transaction, Account& account) {
  if (transaction.kind == TransactionKind::kReceiptCancelled) {
    account.receipts[transaction.about - 1].state = ReceiptState::kCancelled;
    return;
  }
  Receipt receipt;
  receipt.serial = *transaction.serial;
  receipt.amount_dong = transaction.amount_dong;
  receipt.issue_time = transaction.event_time;
  receipt.replaces = transaction.replaces;
  if (transaction.replaces == 0) {
    receipt.parts = PartsOf(transaction.entries, LedgerName::kCollected);
  } else {
    Receipt& old = account.receipts[transaction.replaces - 1];
    old.state = ReceiptState::kReplaced;
    receipt.parts = old.parts;
  }
  account.receipts.push_back(std::move(receipt));
}

void ApplyToConfirmation(const Transaction& transaction, Account& account) {
  switch (transaction.kind) {
    case TransactionKind::kPaymentUnassigned:
      account.unassigned = Unassigned{transaction.channel,        transaction.gateway_transaction,
                                      transaction.amount_dong,    transaction.event_time,
                                      transaction.reference_hash, false};
      return;
    case TransactionKind::kPaymentAssigned:
      account.unassigned->assigned = true;
      return;
    default:
      account.contradictions.push_back({transaction.channel, transaction.gateway_transaction,
                                        transaction.amount_dong, transaction.reference_hash});
  }
}

// What a transaction says besides its entries; `owed_dong` before it.
void ApplyMeaning(const Transaction& transaction, std::int64_t owed_dong, Account& account) {
  switch (transaction.kind) {
    case TransactionKind::kObligationRaised:
    case TransactionKind::kObligationChanged:
    case TransactionKind::kObligationWaived:
    case TransactionKind::kObligationCancelled:
    case TransactionKind::kObligationEnded:
    case TransactionKind::kObligationRestored:
      return ApplyToObligation(transaction, account);
    case TransactionKind::kPaymentStarted:
    case TransactionKind::kPaymentCancelled:
    case TransactionKind::kPaymentExpired:
    case TransactionKind::kPaymentPosted:
      return ApplyToPayment(transaction, owed_dong, account);
    case TransactionKind::kRefundOrdered:
    case TransactionKind::kRefundPosted:
    case TransactionKind::kRefundRejected:
      return ApplyToRefund(transaction, account);
    case TransactionKind::kReceiptIssued:
    case TransactionKind::kReceiptReplaced:
    case TransactionKind::kReceiptCancelled:
      return ApplyToReceipt(transaction, account);
    case TransactionKind::kPaymentUnassigned:
    case TransactionKind::kPaymentAssigned:
    case TransactionKind::kPaymentContradicted:
      return ApplyToConfirmation(transaction, account);
    case TransactionKind::kOverpaymentApplied:
    case TransactionKind::kDossierVoided:
      return;
  }
}

// Whether officers' steps must not lie before it: when a payer paid says nothing about that.
bool OrdersTime(const Transaction& transaction) { return transaction.gateway_transaction.empty(); }

}  // namespace

void Apply(const Transaction& transaction, Account& account) {
  const std::int64_t owed_dong = OwedDong(account);
  for (const Entry& entry : transaction.entries) {
    account.balances.Add(entry.account, entry.amount_dong);
  }
  ApplyMeaning(transaction, owed_dong, account);
  account.findings.insert(account.findings.end(), transaction.findings.begin(),
                          transaction.findings.end());
  if (OrdersTime(transaction))
    account.last_time = std::max(account.last_time, transaction.event_time);
  account.transactions = transaction.number;
}

Account Fold(Account head, const std::vector<Transaction>& transactions) {
  for (const Transaction& transaction : transactions) Apply(transaction, head);
  return head;
}

AccountState StateOf(const Account& account) {
  if (PendingPayment(account) != 0) return AccountState::kWaiting;
  if (account.obligations.empty()) return AccountState::kFree;
  if (OwedDong(account) > 0) return AccountState::kUnpaid;
  if (PaidDong(account) > 0) return AccountState::kPaid;
  const bool refunded =
      std::any_of(account.refunds.begin(), account.refunds.end(),
                  [](const Refund& refund) { return refund.state == RefundState::kPosted; });
  if (refunded) return AccountState::kRefunded;
  const bool cancelled =
      std::all_of(account.obligations.begin(), account.obligations.end(),
                  [](const Obligation& obligation) { return obligation.cancelled; });
  return cancelled ? AccountState::kCancelled : AccountState::kPaid;
}

std::int64_t AmountOf(const Account& account, int number) {
  return -account.balances.Of(LedgerName::kRevenue, number) -
         account.balances.Of(LedgerName::kWaived, number);
}

std::int64_t OwedOf(const Account& account, int number) {
  return account.balances.Of(LedgerName::kReceivable, number);
}

std::int64_t PaidOf(const Account& account, int number) {
  return AmountOf(account, number) - OwedOf(account, number);
}

std::int64_t OwedDong(const Account& account) {
  return account.balances.Total(LedgerName::kReceivable);
}

std::int64_t PaidDong(const Account& account) {
  return account.balances.Total(LedgerName::kClearing) + CollectedDong(account) +
         account.balances.Total(LedgerName::kReturning);
}

std::int64_t OverpaidDong(const Account& account) {
  return -account.balances.Of(LedgerName::kOverpayment) -
         account.balances.Of(LedgerName::kRefundPending);
}

std::int64_t CollectedDong(const Account& account) {
  return account.balances.Total(LedgerName::kCollected);
}

std::int64_t PaidThrough(const Account& account, PaymentChannel channel) {
  return account.balances.Of(LedgerName::kClearing, channel) +
         account.balances.Of(LedgerName::kCollected, channel) +
         account.balances.Of(LedgerName::kReturning, channel);
}

int PendingPayment(const Account& account) {
  for (std::size_t i = account.payments.size(); i > 0; --i) {
    if (account.payments[i - 1].state == PaymentState::kPending) return static_cast<int>(i);
  }
  return 0;
}

int PaymentOf(const Account& account, PaymentChannel gateway,
              const std::string& gateway_transaction) {
  for (std::size_t i = 0; i < account.payments.size(); ++i) {
    const Payment& payment = account.payments[i];
    if (payment.channel == gateway && payment.gateway_transaction == gateway_transaction &&
        payment.state == PaymentState::kPosted) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

}  // namespace motcua::payment
