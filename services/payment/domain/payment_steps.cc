#include <algorithm>
#include <utility>

#include "services/payment/domain/refusals.h"
#include "services/payment/domain/steps.h"

namespace motcua::payment {
namespace {

constexpr absl::Duration kTimeToPay = absl::Minutes(15);
constexpr absl::Duration kLongestWait = absl::Hours(30 * 24);

// The memorandum of a begun payment, written (+1) or taken back (−1).
std::vector<Entry> Memorandum(const Account& account, int number, int sign) {
  const Payment& payment = account.payments[number - 1];
  const std::int64_t amount_dong = sign * payment.amount_dong;
  return {{{LedgerName::kPendingIn, static_cast<int>(payment.channel)}, amount_dong},
          {{LedgerName::kPendingFor, number}, -amount_dong}};
}

void EndPending(TransactionKind kind, int number, absl::Time time, Change& change) {
  Transaction ended;
  ended.kind = kind;
  ended.about = number;
  ended.channel = change.now().payments[number - 1].channel;
  ended.amount_dong = change.now().payments[number - 1].amount_dong;
  ended.entries = Memorandum(change.now(), number, -1);
  change.PostAt(time, std::move(ended));
}

// What nobody has paid in time, whether or not the sweep came by.
void ExpireDue(Change& change) {
  const int pending = PendingPayment(change.now());
  if (pending == 0) return;
  if (*change.now().payments[pending - 1].expire_time > change.time()) return;
  // Told at the time of the decision: that nothing earlier is to come may be promised already.
  EndPending(TransactionKind::kPaymentExpired, pending, change.time(), change);
}

}  // namespace

std::vector<Entry> EntriesOfMoney(const Account& account, PaymentChannel channel,
                                  std::int64_t amount_dong, int pending) {
  std::vector<Entry> entries;
  if (pending != 0) entries = Memorandum(account, pending, -1);
  entries.push_back({{LedgerName::kClearing, static_cast<int>(channel)}, amount_dong});
  std::int64_t rest_dong = amount_dong;
  for (int number = 1; number <= static_cast<int>(account.obligations.size()); ++number) {
    const std::int64_t part_dong = std::min(rest_dong, OwedOf(account, number));
    entries.push_back({{LedgerName::kReceivable, number}, -part_dong});
    rest_dong -= part_dong;
  }
  entries.push_back({{LedgerName::kOverpayment}, -rest_dong});
  return entries;
}

void CancelPending(absl::Time time, Change& change) {
  const int pending = PendingPayment(change.now());
  if (pending != 0) EndPending(TransactionKind::kPaymentCancelled, pending, time, change);
}

void CancelPendingBeyondOwed(Change& change) {
  const int pending = PendingPayment(change.now());
  if (pending == 0) return;
  const Payment& payment = change.now().payments[pending - 1];
  if (payment.amount_dong > OwedDong(change.now())) CancelPending(change.time(), change);
}

absl::Status Take(const StartPayment& command, Change& change) {
  const absl::Time expire_time = command.expire_time.value_or(change.time() + kTimeToPay);
  if (expire_time < change.time() || expire_time > change.time() + kLongestWait) {
    return ExpireTimeInvalid();
  }
  ExpireDue(change);
  if (PendingPayment(change.now()) != 0) return PaymentPending();
  const std::int64_t owed_dong = OwedDong(change.now());
  if (owed_dong == 0) return NothingOwed();
  const int number = static_cast<int>(change.now().payments.size()) + 1;
  Transaction started;
  started.kind = TransactionKind::kPaymentStarted;
  started.about = number;
  started.channel = command.channel;
  started.amount_dong = owed_dong;
  started.expire_time = expire_time;
  started.entries = {{{LedgerName::kPendingIn, static_cast<int>(command.channel)}, owed_dong},
                     {{LedgerName::kPendingFor, number}, -owed_dong}};
  change.Post(std::move(started));
  change.set_number(number);
  return absl::OkStatus();
}

absl::Status Take(const CancelPayment& command, Change& change) {
  const int number = command.payment;
  if (number < 1 || number > static_cast<int>(change.now().payments.size())) {
    return PaymentNotFound();
  }
  ExpireDue(change);
  if (change.now().payments[number - 1].state != PaymentState::kPending) {
    return PaymentNotPending();
  }
  EndPending(TransactionKind::kPaymentCancelled, number, change.time(), change);
  change.set_number(number);
  return absl::OkStatus();
}

absl::Status Take(const CollectPayment& command, Change& change) {
  const Account& account = change.now();
  const std::int64_t owed_dong = OwedDong(account);
  if (owed_dong == 0) return NothingOwed();
  const std::int64_t amount_dong = command.amount_dong.value_or(owed_dong);
  if (amount_dong > owed_dong) return AmountExceedsOwed();
  const int number = static_cast<int>(account.payments.size()) + 1;
  Transaction posted;
  posted.kind = TransactionKind::kPaymentPosted;
  posted.about = number;
  posted.channel = command.channel;
  posted.amount_dong = amount_dong;
  posted.entries = EntriesOfMoney(account, command.channel, amount_dong, 0);
  change.Post(std::move(posted));
  if (!command.book.empty()) {
    if (absl::Status status = Take(IssueReceipt{command.book}, change); !status.ok()) return status;
  }
  change.set_number(number);
  return absl::OkStatus();
}

absl::Status Take(const ExpirePayments&, Change& change) {
  ExpireDue(change);
  return absl::OkStatus();
}

}  // namespace motcua::payment
