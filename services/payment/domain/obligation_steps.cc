#include <algorithm>
#include <string>

#include "services/payment/domain/refusals.h"
#include "services/payment/domain/steps.h"

namespace motcua::payment {
namespace {

Transaction About(TransactionKind kind, int obligation, const std::string& reason_code) {
  Transaction transaction;
  transaction.kind = kind;
  transaction.about = obligation;
  transaction.reason_code = reason_code;
  return transaction;
}

absl::Status CheckOpen(const Account& account, int obligation) {
  if (obligation < 1 || obligation > static_cast<int>(account.obligations.size())) {
    return ObligationNotFound();
  }
  return account.obligations[obligation - 1].cancelled ? ObligationClosed() : absl::OkStatus();
}

}  // namespace

void RaiseOne(ObligationKind kind, std::int64_t amount_dong, int discount_percent,
              const std::string& reason_code, Change& change) {
  const int number = static_cast<int>(change.now().obligations.size()) + 1;
  Transaction raised = About(TransactionKind::kObligationRaised, number, reason_code);
  raised.amount_dong = amount_dong;
  raised.obligation_kind = kind;
  raised.discount_percent = discount_percent;
  raised.entries = {{{LedgerName::kReceivable, number}, amount_dong},
                    {{LedgerName::kRevenue, number}, -amount_dong}};
  change.Post(std::move(raised));
  change.set_number(number);
}

void CancelOne(int obligation, const std::string& reason_code, absl::Time time, Change& change) {
  const Account& account = change.now();
  const std::int64_t revenue_dong = -account.balances.Of(LedgerName::kRevenue, obligation);
  const std::int64_t waived_dong = account.balances.Of(LedgerName::kWaived, obligation);
  const std::int64_t owed_dong = OwedOf(account, obligation);
  Transaction cancelled = About(TransactionKind::kObligationCancelled, obligation, reason_code);
  cancelled.amount_dong = AmountOf(account, obligation);
  cancelled.entries = {{{LedgerName::kRevenue, obligation}, revenue_dong},
                       {{LedgerName::kWaived, obligation}, -waived_dong},
                       {{LedgerName::kReceivable, obligation}, -owed_dong},
                       {{LedgerName::kOverpayment}, -PaidOf(account, obligation)}};
  change.PostAt(time, std::move(cancelled));
}

void ApplyOverpayment(absl::Time time, Change& change) {
  const Account& account = change.now();
  std::int64_t rest_dong =
      std::min(-account.balances.Of(LedgerName::kOverpayment), OwedDong(account));
  if (rest_dong == 0) return;
  Transaction applied = About(TransactionKind::kOverpaymentApplied, 0, "");
  applied.amount_dong = rest_dong;
  applied.entries.push_back({{LedgerName::kOverpayment}, rest_dong});
  for (int number = 1; number <= static_cast<int>(account.obligations.size()); ++number) {
    const std::int64_t part_dong = std::min(rest_dong, OwedOf(account, number));
    applied.entries.push_back({{LedgerName::kReceivable, number}, -part_dong});
    rest_dong -= part_dong;
  }
  change.PostAt(time, std::move(applied));
}

absl::Status Take(const RaiseObligation& command, Change& change) {
  if (change.now().facts.void_time) return DossierVoid();
  if (change.now().facts.end_time) return DossierEnded();
  RaiseOne(command.kind, command.amount_dong, 0, command.reason_code, change);
  ApplyOverpayment(change.time(), change);
  return absl::OkStatus();
}

absl::Status Take(const ChangeObligation& command, Change& change) {
  const Account& account = change.now();
  const int number = command.obligation;
  if (absl::Status status = CheckOpen(account, number); !status.ok()) return status;
  const std::int64_t more_dong = command.amount_dong - AmountOf(account, number);
  if (more_dong > 0 && account.facts.end_time) return DossierEnded();
  const std::int64_t beyond_dong =
      std::max<std::int64_t>(PaidOf(account, number) - command.amount_dong, 0);
  Transaction changed = About(TransactionKind::kObligationChanged, number, command.reason_code);
  changed.amount_dong = command.amount_dong;
  changed.entries = {{{LedgerName::kRevenue, number}, -more_dong},
                     {{LedgerName::kReceivable, number}, more_dong + beyond_dong},
                     {{LedgerName::kOverpayment}, -beyond_dong}};
  change.Post(std::move(changed));
  ApplyOverpayment(change.time(), change);
  change.set_number(number);
  return absl::OkStatus();
}

absl::Status Take(const WaiveObligation& command, Change& change) {
  const Account& account = change.now();
  const int number = command.obligation;
  if (absl::Status status = CheckOpen(account, number); !status.ok()) return status;
  const std::int64_t owed_dong = OwedOf(account, number);
  if (owed_dong == 0) return NothingOwed();
  Transaction waived = About(TransactionKind::kObligationWaived, number, command.reason_code);
  waived.amount_dong = owed_dong;
  waived.entries = {{{LedgerName::kWaived, number}, owed_dong},
                    {{LedgerName::kReceivable, number}, -owed_dong}};
  change.Post(std::move(waived));
  change.set_number(number);
  return absl::OkStatus();
}

absl::Status Take(const CancelObligation& command, Change& change) {
  const int number = command.obligation;
  if (absl::Status status = CheckOpen(change.now(), number); !status.ok()) return status;
  CancelOne(number, command.reason_code, change.time(), change);
  ApplyOverpayment(change.time(), change);
  change.set_number(number);
  return absl::OkStatus();
}

}  // namespace motcua::payment
