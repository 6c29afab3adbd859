// What the journal asks of payment: load, decide, save.
#ifndef MOTCUA_SERVICES_PAYMENT_PLUGIN_H_
#define MOTCUA_SERVICES_PAYMENT_PLUGIN_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/journal/journal.h"
#include "common/service/pending_times.h"
#include "services/payment/domain/commands.h"
#include "services/payment/domain/decide.h"

namespace motcua::payment {

// The journal's command type here: one change of one account.
struct AccountChange {
  std::string code;  // of the dossier; empty for a statement and a reference that names none
  std::string etag;  // the account must still have it; empty: any
  Command command;
  absl::Time event_time;                 // of ConfirmPayment: when the payer paid
  bool imported = false;                 // `event_time` was stated by an importer
  service::PendingTimes::Stamp arrival;  // of a followed event: null
  absl::Status fault;  // of a followed event that cannot be read: makes it a conflict

  bool wants_account = false;  // as `after`; the next command must copy the account then

  // Left by the decision for the answer.
  std::shared_ptr<const Account> after;  // of `code`, if wanted; null if there is none
  int number = 0;  // of the obligation, payment, refund or receipt made or changed
  std::optional<Confirmation> confirmation;
  std::optional<Statement> statement;
};

// Also keeps the cells: what a batch changed is counted as Contributions after minus before.
//
// The journal's receipt names what was made or changed: `dossiers/{code}/payments/3`,
// `confirmations/{gateway}-{gateway transaction}` for money nobody could assign,
// `statements/{gateway}-{day}`, else `dossiers/{code}`.
journal::Plugin MakePlugin();

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_PLUGIN_H_
