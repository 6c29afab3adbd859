// Money as gateways tell of it, and its posting.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_MONEY_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_MONEY_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "services/payment/domain/change.h"
#include "services/payment/domain/commands.h"
#include "services/payment/domain/ledger.h"

namespace motcua::payment {

struct Money {
  PaymentChannel gateway = PaymentChannel::kNone;
  std::string gateway_transaction;
  std::string reference_hash;
  std::int64_t amount_dong = 0;
  absl::Time pay_time;
};

Money MoneyOf(const ConfirmPayment& command, absl::Time pay_time);
// 12 bytes: what the payer wrote may tell a name, and is not kept. They tell sameness inside one
// transaction only.
std::string HashOfReference(const ConfirmPayment& command);

// A transaction about it, still without entries.
Transaction About(TransactionKind kind, const Money& money);
Finding FindingOf(FindingKind kind, const Money& money, std::int64_t amount_dong);

// Posts money to the dossier and answers with what is unusual about it. `named` is the payment the
// reference names, 0: none; `assigned` by an officer: that no payment was begun is then nothing
// unusual.
void PostMoney(const Money& money, int named, bool assigned, Change& change);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_MONEY_H_
