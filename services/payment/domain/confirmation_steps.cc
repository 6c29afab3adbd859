#include "services/payment/domain/confirmation_steps.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>
#include <vector>

#include "common/base/hash.h"
#include "services/payment/domain/change.h"
#include "services/payment/domain/refusals.h"
#include "services/payment/domain/steps.h"

namespace motcua::payment {
namespace {

// Money as a gateway tells of it.
struct Money {
  PaymentChannel gateway = PaymentChannel::kNone;
  std::string gateway_transaction;
  std::string reference_hash;
  std::int64_t amount_dong = 0;
  absl::Time pay_time;
};

std::string HashOf(const std::string& reference) { return Sha256(reference).substr(0, 16); }

Money MoneyOf(const ConfirmPayment& command, absl::Time pay_time) {
  return {command.gateway, command.gateway_transaction, HashOf(command.reference),
          command.amount_dong, pay_time};
}

Transaction About(TransactionKind kind, const Money& money) {
  Transaction transaction;
  transaction.kind = kind;
  transaction.channel = money.gateway;
  transaction.amount_dong = money.amount_dong;
  transaction.gateway_transaction = money.gateway_transaction;
  transaction.reference_hash = money.reference_hash;
  return transaction;
}

Finding FindingOf(FindingKind kind, const Money& money, std::int64_t amount_dong) {
  return {kind, money.gateway, money.gateway_transaction, amount_dong, money.pay_time};
}

// The begun payment that money is for; 0: none. A payment named by number is meant, if it was begun
// with this gateway and nothing has come yet; else the pending one, else the last one that
// ended without money.
int BegunPayment(const Account& account, PaymentChannel gateway, int named) {
  const auto waits = [&](int number) {
    const Payment& payment = account.payments[number - 1];
    return payment.channel == gateway && payment.state != PaymentState::kPosted;
  };
  const int count = static_cast<int>(account.payments.size());
  if (named >= 1 && named <= count) return waits(named) ? named : 0;
  const int pending = PendingPayment(account);
  if (pending != 0 && waits(pending)) return pending;
  for (int number = count; number > 0; --number) {
    if (waits(number)) return number;
  }
  return 0;
}

bool IsLate(const Payment& payment, absl::Time pay_time) {
  return payment.state == PaymentState::kCancelled || pay_time > *payment.expire_time;
}

bool AnythingPosted(const Account& account) {
  return std::any_of(account.payments.begin(), account.payments.end(),
                     [](const Payment& payment) { return payment.state == PaymentState::kPosted; });
}

// What is unusual about money for a begun payment (null: none), the gravest first. That
// no payment was begun is not unusual for money an officer assigns.
std::vector<Finding> FindingsOf(const Account& account, const Payment* begun, const Money& money,
                                bool assigned) {
  std::vector<Finding> findings;
  const std::int64_t owed_dong = OwedDong(account);
  const std::int64_t rest_dong = money.amount_dong - owed_dong;
  if (rest_dong > 0) {
    const bool twice = owed_dong == 0 && AnythingPosted(account);
    findings.push_back(
        FindingOf(twice ? FindingKind::kPaidTwice : FindingKind::kOverpaid, money, rest_dong));
  } else if (begun != nullptr) {
    const std::int64_t missing_dong = std::min(begun->amount_dong, owed_dong) - money.amount_dong;
    if (missing_dong > 0) {
      findings.push_back(FindingOf(FindingKind::kUnderpaid, money, missing_dong));
    }
  }
  if (begun != nullptr && IsLate(*begun, money.pay_time)) {
    findings.push_back(FindingOf(FindingKind::kPaidLate, money, money.amount_dong));
  } else if (begun == nullptr && !assigned) {
    findings.push_back(FindingOf(FindingKind::kUnannounced, money, money.amount_dong));
  }
  return findings;
}

// Posts money to the dossier and answers with what is unusual about it.
void PostMoney(const Money& money, int named, bool assigned, Change& change) {
  const Account& account = change.now();
  const int begun = BegunPayment(account, money.gateway, named);
  const Payment* payment = begun == 0 ? nullptr : &account.payments[begun - 1];
  const bool pending = payment != nullptr && payment->state == PaymentState::kPending;
  const int number = begun != 0 ? begun : static_cast<int>(account.payments.size()) + 1;

  Transaction posted = About(TransactionKind::kPaymentPosted, money);
  posted.about = number;
  posted.entries = EntriesOfMoney(account, money.gateway, money.amount_dong, pending ? begun : 0);
  posted.findings = FindingsOf(account, payment, money, assigned);
  Confirmation answer{money.gateway,    money.gateway_transaction,
                      Outcome::kPosted, change.now().key,
                      number,           std::nullopt};
  if (!posted.findings.empty()) {
    answer.outcome = Outcome::kPostedWithFinding;
    answer.finding = posted.findings.front();
  }
  change.PostAt(money.pay_time, std::move(posted));
  change.set_number(number);
  change.set_confirmation(std::move(answer));
}

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

// What the gateway said first.
struct FirstWord {
  std::int64_t amount_dong = 0;
  std::string reference_hash;
};
FirstWord FirstWordOf(const Account& holder, const ConfirmPayment& command) {
  if (holder.unassigned) return {holder.unassigned->amount_dong, holder.unassigned->reference_hash};
  const int number = PaymentOf(holder, command.gateway, command.gateway_transaction);
  const Payment& payment = holder.payments.at(number - 1);
  return {payment.received_dong, payment.reference_hash};
}

// đồng at stake: the difference, or all of it when only the reference is another.
std::int64_t StakeOf(const FirstWord& first, std::int64_t amount_dong) {
  return amount_dong == first.amount_dong ? amount_dong : std::abs(amount_dong - first.amount_dong);
}

bool IsContradicted(const Account& holder, const ConfirmPayment& again) {
  const FirstWord first = FirstWordOf(holder, again);
  return again.amount_dong != first.amount_dong || HashOf(again.reference) != first.reference_hash;
}

// Findings about contradictions stand in the order of the contradictions.
std::optional<Finding> RecordedContradiction(const Account& holder, const ConfirmPayment& again) {
  const Contradiction wanted{again.gateway, again.gateway_transaction, again.amount_dong,
                             HashOf(again.reference)};
  const auto found = std::find(holder.contradictions.begin(), holder.contradictions.end(), wanted);
  if (found == holder.contradictions.end()) return std::nullopt;
  std::vector<Finding> findings;
  std::copy_if(holder.findings.begin(), holder.findings.end(), std::back_inserter(findings),
               [](const Finding& one) { return one.kind == FindingKind::kContradicted; });
  return findings.at(found - holder.contradictions.begin());
}

std::string DossierOf(const Account& holder) {
  return holder.unassigned ? std::string() : holder.key;
}

// A gateway's transaction comes again: the first answer, and a contradiction is noted once.
absl::StatusOr<Decision> HearAgain(const WorkingSet& known, const Account& holder,
                                   const ConfirmPayment& command, const Context& context) {
  Change change(known, holder, context);
  if (IsContradicted(holder, command) && !RecordedContradiction(holder, command)) {
    const Money money = MoneyOf(command, context.event_time);
    Transaction contradicted = About(TransactionKind::kPaymentContradicted, money);
    contradicted.findings = {FindingOf(FindingKind::kContradicted, money,
                                       StakeOf(FirstWordOf(holder, command), command.amount_dong))};
    change.PostAt(context.event_time, std::move(contradicted));
  }
  change.set_confirmation(AnswerAgain(change.now(), command));
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

Confirmation AnswerAgain(const Account& holder, const ConfirmPayment& again) {
  Confirmation answer{
      again.gateway, again.gateway_transaction, Outcome::kPosted, DossierOf(holder), 0,
      std::nullopt};
  if (IsContradicted(holder, again)) {
    answer.outcome = Outcome::kContradicted;
    answer.finding = RecordedContradiction(holder, again);
    return answer;
  }
  answer.payment = PaymentOf(holder, again.gateway, again.gateway_transaction);
  for (const Finding& finding : holder.findings) {
    if (finding.gateway == again.gateway && finding.kind != FindingKind::kContradicted &&
        finding.gateway_transaction == again.gateway_transaction) {
      answer.outcome = holder.unassigned ? Outcome::kUnassigned : Outcome::kPostedWithFinding;
      answer.finding = finding;
      break;
    }
  }
  return answer;
}

absl::StatusOr<Decision> DecideConfirmation(const WorkingSet& known, const std::string& code,
                                            const ConfirmPayment& command, const Context& context) {
  const std::string holder = known.HolderOf(command.gateway, command.gateway_transaction);
  if (!holder.empty()) return HearAgain(known, *known.Find(holder), command, context);
  const Money money = MoneyOf(command, context.event_time);
  const std::shared_ptr<const Account> account = known.Find(code);
  if (account == nullptr || !account->facts.opened || account->facts.void_time) {
    return KeepUnassigned(known, money, context);
  }
  Change change(known, *account, context);
  PostMoney(money, command.payment, false, change);
  return std::move(change).Done();
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
  if (account->facts.void_time) return DossierVoid();

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
