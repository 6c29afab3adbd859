// An account while one command changes it.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_CHANGE_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_CHANGE_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/payment/domain/account.h"
#include "services/payment/domain/decide.h"
#include "services/payment/domain/events.h"
#include "services/payment/domain/ledger.h"
#include "services/payment/domain/working_set.h"

namespace motcua::payment {

// Owns the changed copy of an account, its new transactions and the events that tell them.
// Lives for one decision, in one thread; `known` must outlive it.
class Change {
 public:
  Change(const WorkingSet& known, Account before, const Context& context);

  // When the command takes effect (see Context).
  absl::Time time() const { return time_; }
  bool imported() const { return imported_; }
  const WorkingSet& known() const { return known_; }
  const Account& now() const { return after_; }
  // For what is not in the ledger; tell it with Emit.
  Facts& facts() { return after_.facts; }

  // Writes the next transaction of the account and tells it. Account, number and time are given
  // here; entries of 0 đồng fall away.
  void Post(Transaction transaction) { PostAt(time_, std::move(transaction)); }
  void PostAt(absl::Time time, Transaction transaction);
  void Emit(absl::Time time, const std::string& reason_code, ChangeOfAccount change);

  // For the answer.
  void set_number(int number) { decision_.number = number; }
  void set_confirmation(Confirmation confirmation) {
    decision_.confirmation = std::move(confirmation);
  }

  // The decision; AMOUNT_TOO_LARGE if a sum is beyond kLargestAmount.
  absl::StatusOr<Decision> Done() &&;

 private:
  void EmitTransaction(const Transaction& transaction);

  const WorkingSet& known_;
  const Facts facts_before_;
  Account after_;
  const absl::Time time_;
  const bool imported_;
  Decision decision_;
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_CHANGE_H_
