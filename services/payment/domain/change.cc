#include "services/payment/domain/change.h"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "services/payment/domain/amount.h"
#include "services/payment/domain/refusals.h"

namespace motcua::payment {
namespace {

absl::Time TimeOf(const Account& before, const Context& context) {
  if (context.imported) return context.event_time;
  return std::max({context.event_time, before.facts.receive_time, before.last_time});
}

bool Affordable(const Account& account) {
  const Balances& balances = account.balances;
  const auto fits = [](std::int64_t amount_dong) {
    return std::abs(amount_dong) <= kLargestAmount;
  };
  return fits(balances.Total(LedgerName::kRevenue)) &&
         fits(balances.Total(LedgerName::kReceivable)) && fits(PaidDong(account));
}

// What a transaction changed, as it stands now; monostate when its events are others.
ChangeOfAccount ChangeBy(const Transaction& transaction, const Account& account) {
  const int number = transaction.about;
  switch (transaction.kind) {
    case TransactionKind::kObligationRaised:
    case TransactionKind::kObligationChanged:
    case TransactionKind::kObligationWaived:
    case TransactionKind::kObligationCancelled:
    case TransactionKind::kObligationEnded:
    case TransactionKind::kObligationRestored:
      return ObligationNow{number, account.obligations[number - 1], AmountOf(account, number),
                           PaidOf(account, number)};
    case TransactionKind::kPaymentStarted:
    case TransactionKind::kPaymentCancelled:
    case TransactionKind::kPaymentExpired:
    case TransactionKind::kPaymentPosted:
      return PaymentNow{number, account.payments[number - 1]};
    case TransactionKind::kRefundOrdered:
    case TransactionKind::kRefundPosted:
    case TransactionKind::kRefundRejected:
      return RefundNow{number, account.refunds[number - 1]};
    case TransactionKind::kReceiptIssued:
    case TransactionKind::kReceiptReplaced:
    case TransactionKind::kReceiptCancelled:
      return ReceiptNow{number, account.receipts[number - 1]};
    case TransactionKind::kDossierVoided:
      return FactsChanged{true};
    case TransactionKind::kOverpaymentApplied:
    case TransactionKind::kPaymentUnassigned:
    case TransactionKind::kPaymentAssigned:
    case TransactionKind::kPaymentContradicted:
      return std::monostate();
  }
  return std::monostate();
}

}  // namespace

Change::Change(const WorkingSet& known, Account before, const Context& context)
    : known_(known),
      facts_before_(before.facts),
      after_(std::move(before)),
      time_(TimeOf(after_, context)),
      imported_(context.imported) {}

void Change::PostAt(absl::Time time, Transaction transaction) {
  std::erase_if(transaction.entries, [](const Entry& entry) { return entry.amount_dong == 0; });
  transaction.account = after_.key;
  transaction.number = after_.transactions + 1;
  transaction.event_time = time;
  for (Finding& finding : transaction.findings) finding.event_time = time;
  Apply(transaction, after_);
  EmitTransaction(transaction);
  decision_.transactions.push_back(std::move(transaction));
}

void Change::EmitTransaction(const Transaction& transaction) {
  ChangeOfAccount change = ChangeBy(transaction, after_);
  const bool bare = std::holds_alternative<std::monostate>(change);
  if (!bare || transaction.kind == TransactionKind::kOverpaymentApplied) {
    Emit(transaction.event_time, transaction.reason_code, std::move(change));
  }
  for (const Finding& finding : transaction.findings) Emit(transaction.event_time, "", finding);
}

void Change::Emit(absl::Time time, const std::string& reason_code, ChangeOfAccount change) {
  Event event{after_.key, time, std::nullopt, reason_code, std::move(change)};
  if (after_.facts.opened) event.state = StateOf(after_);
  decision_.events.push_back(std::move(event));
}

absl::StatusOr<Decision> Change::Done() && {
  if (!Affordable(after_)) return BalanceTooLarge();
  if (decision_.transactions.empty() && after_.facts == facts_before_) return std::move(decision_);
  ++after_.version;
  decision_.accounts.push_back(std::make_shared<const Account>(std::move(after_)));
  return std::move(decision_);
}

}  // namespace motcua::payment
