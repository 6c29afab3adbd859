// What a decision made happen, as the feed tells it.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_EVENTS_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_EVENTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "services/payment/domain/account.h"
#include "services/payment/domain/ledger.h"

namespace motcua::payment {

struct AccountOpened {
  std::string agency;
  std::string procedure;
};
struct FactsChanged {
  bool voided = false;
};

// As they stand after the event, with their numbers.
struct ObligationNow {
  int number = 0;
  Obligation obligation;
  std::int64_t amount_dong = 0;
  std::int64_t paid_dong = 0;
};
struct PaymentNow {
  int number = 0;
  Payment payment;
};
struct RefundNow {
  int number = 0;
  Refund refund;
};
struct ReceiptNow {
  int number = 0;
  Receipt receipt;
};

// A gateway's statement of a day; only the newest version counts.
struct Statement {
  PaymentChannel gateway = PaymentChannel::kNone;
  Day day = 0;
  int version = 0;
  std::string upload;
  std::string digest;
  std::int64_t line_count = 0;
  std::int64_t amount_dong = 0;

  bool operator==(const Statement&) const = default;
};

// monostate: a bare change of state.
using ChangeOfAccount = std::variant<std::monostate, AccountOpened, FactsChanged, ObligationNow,
                                     PaymentNow, RefundNow, ReceiptNow, Finding, Statement>;

// One change of one account.
struct Event {
  std::string account;  // key; empty for a statement
  absl::Time time;
  std::optional<AccountState> state;  // after the event; none for statements and suspense
  std::string reason_code;
  ChangeOfAccount change;
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_EVENTS_H_
