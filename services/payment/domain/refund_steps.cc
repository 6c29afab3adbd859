#include <algorithm>
#include <utility>

#include "services/payment/domain/refusals.h"
#include "services/payment/domain/steps.h"

namespace motcua::payment {
namespace {

// Takes money that is under no receipt, what came last first: what was too much came last.
Parts TakeFromClearing(const Account& account, std::int64_t amount_dong) {
  Parts parts;
  for (auto payment = account.payments.rbegin(); payment != account.payments.rend(); ++payment) {
    const bool taken = std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
      return part.first == payment->channel;
    });
    const std::int64_t part_dong =
        std::min(amount_dong, account.balances.Of(LedgerName::kClearing, payment->channel));
    if (taken || part_dong == 0) continue;
    parts.emplace_back(payment->channel, part_dong);
    amount_dong -= part_dong;
  }
  std::sort(parts.begin(), parts.end());
  return parts;
}

Transaction About(TransactionKind kind, int refund, std::int64_t amount_dong) {
  Transaction transaction;
  transaction.kind = kind;
  transaction.about = refund;
  transaction.amount_dong = amount_dong;
  return transaction;
}

void Move(const Parts& parts, LedgerName name, int sign, std::vector<Entry>& entries) {
  for (const auto& [channel, part_dong] : parts) {
    entries.push_back({{name, static_cast<int>(channel)}, sign * part_dong});
  }
}

absl::Status CheckPending(const Account& account, int refund) {
  if (refund < 1 || refund > static_cast<int>(account.refunds.size())) return RefundNotFound();
  const bool pending = account.refunds[refund - 1].state == RefundState::kPending;
  return pending ? absl::OkStatus() : RefundNotPending();
}

}  // namespace

absl::Status Take(const OrderRefund& command, Change& change) {
  const Account& account = change.now();
  const std::int64_t overpaid_dong = -account.balances.Of(LedgerName::kOverpayment);
  const std::int64_t amount_dong = command.amount_dong.value_or(overpaid_dong);
  if (overpaid_dong == 0 || amount_dong > overpaid_dong) return RefundExceedsOverpayment();
  if (amount_dong > account.balances.Total(LedgerName::kClearing)) return MoneyUnderReceipt();
  const int number = static_cast<int>(account.refunds.size()) + 1;
  const Parts parts = TakeFromClearing(account, amount_dong);
  Transaction ordered = About(TransactionKind::kRefundOrdered, number, amount_dong);
  ordered.reason_code = command.reason_code;
  ordered.entries = {{{LedgerName::kOverpayment}, amount_dong},
                     {{LedgerName::kRefundPending}, -amount_dong}};
  Move(parts, LedgerName::kReturning, +1, ordered.entries);
  Move(parts, LedgerName::kClearing, -1, ordered.entries);
  change.Post(std::move(ordered));
  change.set_number(number);
  return absl::OkStatus();
}

absl::Status Take(const ConfirmRefund& command, Change& change) {
  const int number = command.refund;
  if (absl::Status status = CheckPending(change.now(), number); !status.ok()) return status;
  const Refund& refund = change.now().refunds[number - 1];
  if (change.time() < refund.order_time) return EventBeforeOrder();
  Transaction posted = About(TransactionKind::kRefundPosted, number, refund.amount_dong);
  posted.entries = {{{LedgerName::kRefundPending}, refund.amount_dong}};
  Move(refund.parts, LedgerName::kReturning, -1, posted.entries);
  change.Post(std::move(posted));
  change.set_number(number);
  return absl::OkStatus();
}

absl::Status Take(const RejectRefund& command, Change& change) {
  const int number = command.refund;
  if (absl::Status status = CheckPending(change.now(), number); !status.ok()) return status;
  const Refund& refund = change.now().refunds[number - 1];
  Transaction rejected = About(TransactionKind::kRefundRejected, number, refund.amount_dong);
  rejected.reason_code = command.reason_code;
  rejected.entries = {{{LedgerName::kOverpayment}, -refund.amount_dong},
                      {{LedgerName::kRefundPending}, refund.amount_dong}};
  Move(refund.parts, LedgerName::kReturning, -1, rejected.entries);
  Move(refund.parts, LedgerName::kClearing, +1, rejected.entries);
  change.Post(std::move(rejected));
  ApplyOverpayment(change.time(), change);
  change.set_number(number);
  return absl::OkStatus();
}

}  // namespace motcua::payment
