#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>
#include <vector>

#include "services/payment/domain/confirmation_steps.h"
#include "services/payment/domain/money.h"

namespace motcua::payment {
namespace {

// More of one transaction are answered, but not kept.
constexpr int kMostContradictions = 10;

bool AreMany(const Account& holder, const ConfirmPayment& again) {
  return std::count_if(holder.contradictions.begin(), holder.contradictions.end(),
                       [&](const Contradiction& one) {
                         return one.gateway == again.gateway &&
                                one.gateway_transaction == again.gateway_transaction;
                       }) >= kMostContradictions;
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
  return again.amount_dong != first.amount_dong || HashOfReference(again) != first.reference_hash;
}

// Findings about contradictions stand in the order of the contradictions.
std::optional<Finding> RecordedContradiction(const Account& holder, const ConfirmPayment& again) {
  const Contradiction wanted{again.gateway, again.gateway_transaction, again.amount_dong,
                             HashOfReference(again)};
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

}  // namespace

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

absl::StatusOr<Decision> HearAgain(const WorkingSet& known, const Account& holder,
                                   const ConfirmPayment& command, const Context& context) {
  Change change(known, holder, context);
  if (IsContradicted(holder, command) && !RecordedContradiction(holder, command) &&
      !AreMany(holder, command)) {
    const Money money = MoneyOf(command, context.event_time);
    Transaction contradicted = About(TransactionKind::kPaymentContradicted, money);
    contradicted.findings = {FindingOf(FindingKind::kContradicted, money,
                                       StakeOf(FirstWordOf(holder, command), command.amount_dong))};
    change.PostAt(context.event_time, std::move(contradicted));
  }
  change.set_confirmation(AnswerAgain(change.now(), command));
  return std::move(change).Done();
}

}  // namespace motcua::payment
