// The only decider about payment accounts.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_DECIDE_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_DECIDE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "services/payment/domain/account.h"
#include "services/payment/domain/commands.h"
#include "services/payment/domain/events.h"
#include "services/payment/domain/ledger.h"
#include "services/payment/domain/working_set.h"

namespace motcua::payment {

// What became of a gateway's confirmation; numbers as in payment.proto.
enum class Outcome : int {
  kPosted = 1,
  kPostedWithFinding = 2,
  kUnassigned = 3,
  kContradicted = 4,
};
struct Confirmation {
  PaymentChannel gateway = PaymentChannel::kNone;
  std::string gateway_transaction;
  Outcome outcome = Outcome::kPosted;
  std::string dossier;  // code; empty if unassigned
  int payment = 0;      // number; 0 unless posted
  std::optional<Finding> finding;

  bool operator==(const Confirmation&) const = default;
};

// What a decision needs besides what is known.
struct Context {
  // When it happens: now, the time an importer states, a followed event's time, or, for
  // ConfirmPayment, when the payer paid.
  absl::Time event_time;
  // `event_time` was stated by an importer and is kept, also when it lies before things already
  // known. Otherwise a time before them counts as the time of the last of them.
  bool imported = false;
};

struct Decision {
  std::vector<std::shared_ptr<const Account>> accounts;  // changed ones, as they are after it
  std::vector<Transaction> transactions;                 // new ones, in order
  std::vector<Event> events;                             // none: nothing happened
  int number = 0;  // of the obligation, payment, refund or receipt it made or changed; 0: none
  std::optional<Confirmation> confirmation;  // of ConfirmPayment
  std::optional<Statement> statement;        // of ImportStatement
};

// Decides one command on the account of a dossier (code). Pure. Errors, each with its Refusal:
// NOT_FOUND `ACCOUNT_NOT_FOUND` …; FAILED_PRECONDITION for a step the state forbids;
// INVALID_ARGUMENT `AMOUNT_TOO_LARGE` for a sum beyond kLargestAmount, `EVENT_BEFORE_RECEIPT`.
absl::StatusOr<Decision> Decide(const WorkingSet& known, const std::string& code,
                                const Command& command, const Context& context);

// What a gateway is told when it names a transaction that is known already: the first answer,
// or CONTRADICTED when amount or reference are others. `holder` is the account that has it.
Confirmation AnswerAgain(const Account& holder, const ConfirmPayment& again);

// Key of the account of money nobody could assign: `confirmations/qr_transfer-FT123`.
std::string SuspenseKey(PaymentChannel gateway, const std::string& gateway_transaction);
bool IsSuspense(std::string_view key);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_DECIDE_H_
