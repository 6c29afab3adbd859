#include "services/payment/domain/confirmation_steps.h"

#include <iterator>
#include <utility>

#include "services/payment/domain/change.h"
#include "services/payment/domain/money.h"
#include "services/payment/domain/refusals.h"

namespace motcua::payment {
namespace {

// Money that came earlier is hardly the dossier's.
constexpr absl::Duration kLongestBeforeReceipt = absl::Hours(30 * 24);

absl::StatusOr<Decision> KeepUnassigned(const WorkingSet& known, const Money& money,
                                        const Context& context) {
  Account suspense;
  suspense.key = SuspenseKey(money.gateway, money.gateway_transaction);
  Change change(known, std::move(suspense), context);
  Transaction kept = About(TransactionKind::kPaymentUnassigned, money);
  kept.entries = {{{LedgerName::kClearing, static_cast<int>(money.gateway)}, money.amount_dong},
                  {{LedgerName::kSuspense}, -money.amount_dong}};
  kept.findings = {FindingOf(FindingKind::kUnassigned, money, money.amount_dong)};
  change.set_confirmation({money.gateway, money.gateway_transaction, Outcome::kUnassigned, "", 0,
                           kept.findings.front()});
  change.PostAt(money.pay_time, std::move(kept));
  return std::move(change).Done();
}

Decision Joined(Decision first, Decision second) {
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  append(first.accounts, second.accounts);
  append(first.transactions, second.transactions);
  append(first.events, second.events);
  return first;
}

// The money leaves suspense.
absl::StatusOr<Decision> TakeFromSuspense(const WorkingSet& known, const Account& suspense,
                                          const std::string& reason_code, const Context& context) {
  Change change(known, suspense, context);
  const Unassigned& waiting = *suspense.unassigned;
  Transaction assigned;
  assigned.kind = TransactionKind::kPaymentAssigned;
  assigned.channel = waiting.gateway;
  assigned.reason_code = reason_code;
  assigned.amount_dong = waiting.amount_dong;
  assigned.entries = {
      {{LedgerName::kSuspense}, waiting.amount_dong},
      {{LedgerName::kClearing, static_cast<int>(waiting.gateway)}, -waiting.amount_dong}};
  change.Post(std::move(assigned));
  return std::move(change).Done();
}

}  // namespace

bool IsSuspense(std::string_view key) { return key.starts_with("confirmations/"); }

std::string SuspenseKey(PaymentChannel gateway, const std::string& gateway_transaction) {
  return std::string("confirmations/")
      .append(NameOf(gateway))
      .append("-")
      .append(gateway_transaction);
}

absl::StatusOr<Decision> DecideConfirmation(const WorkingSet& known, const std::string& code,
                                            const ConfirmPayment& command, const Context& context) {
  const std::string holder = known.HolderOf(command.gateway, command.gateway_transaction);
  if (!holder.empty()) return HearAgain(known, *known.Find(holder), command, context);
  const Money money = MoneyOf(command, context.event_time);
  const std::shared_ptr<const Account> account = known.Find(code);
  if (account == nullptr || !account->facts.opened || account->facts.void_time ||
      money.pay_time < account->facts.receive_time - kLongestBeforeReceipt) {
    return KeepUnassigned(known, money, context);
  }
  Change change(known, *account, context);
  PostMoney(money, command.payment, false, change);
  absl::StatusOr<Decision> posted = std::move(change).Done();
  // Its sum is too large. The money has come all the same.
  return posted.ok() ? std::move(posted) : KeepUnassigned(known, money, context);
}

absl::StatusOr<Decision> DecideAssignment(const WorkingSet& known, const std::string& code,
                                          const AssignConfirmation& command,
                                          const Context& context) {
  const std::shared_ptr<const Account> account = known.Find(code);
  if (account == nullptr || !account->facts.opened) return AccountNotFound();
  const std::string holder = known.HolderOf(command.gateway, command.gateway_transaction);
  if (holder.empty()) return ConfirmationNotFound();
  const std::shared_ptr<const Account> suspense = known.Find(holder);
  if (!suspense->unassigned || suspense->unassigned->assigned) return ConfirmationAssigned();

  absl::StatusOr<Decision> taken = TakeFromSuspense(known, *suspense, command.reason_code, context);
  if (!taken.ok()) return taken.status();
  const Unassigned& waiting = *suspense->unassigned;
  Change change(known, *account, context);
  PostMoney({waiting.gateway, waiting.gateway_transaction, waiting.reference_hash,
             waiting.amount_dong, waiting.pay_time},
            0, true, change);
  absl::StatusOr<Decision> given = std::move(change).Done();
  if (!given.ok()) return given.status();
  given->confirmation.reset();
  return Joined(*std::move(given), *std::move(taken));
}

}  // namespace motcua::payment
