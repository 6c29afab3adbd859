// What can be asked of an account: one value per request of PaymentService, those that come from
// the feeds of intake and processing, and the sweep of expired payments. Names are resolved and
// texts checked by the caller; amounts are 1 to kLargestAmount.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_COMMANDS_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_COMMANDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/statistics/cells.h"
#include "services/payment/domain/ledger.h"

namespace motcua::payment {

struct RaiseObligation {
  ObligationKind kind = ObligationKind::kFee;
  std::int64_t amount_dong = 0;
  std::string reason_code;
};
struct ChangeObligation {
  int obligation = 0;
  std::int64_t amount_dong = 0;
  std::string reason_code;
};
struct WaiveObligation {
  int obligation = 0;
  std::string reason_code;
};
struct CancelObligation {
  int obligation = 0;
  std::string reason_code;
};

struct StartPayment {
  PaymentChannel channel = PaymentChannel::kNone;  // a gateway
  std::optional<absl::Time> expire_time;           // absent: 15 minutes from the start
};
struct CancelPayment {
  int payment = 0;
};
// The payer paid at Context.event_time, which may lie in the past. The command's code is
// the dossier that the reference names; empty: none.
struct ConfirmPayment {
  PaymentChannel gateway = PaymentChannel::kNone;
  std::string gateway_transaction;
  std::string reference;  // as the gateway gave it; only its hash is kept
  int payment = 0;        // the payment the reference names; 0: none
  std::int64_t amount_dong = 0;
};
struct CollectPayment {
  PaymentChannel channel = PaymentChannel::kNone;  // counter or post
  std::optional<std::int64_t> amount_dong;         // absent: all that is owed
  std::string book;                                // empty: no receipt now
};
struct AssignConfirmation {
  PaymentChannel gateway = PaymentChannel::kNone;
  std::string gateway_transaction;
  std::string reason_code;
};

struct OrderRefund {
  std::optional<std::int64_t> amount_dong;  // absent: the whole overpayment
  std::string reason_code;
};
struct ConfirmRefund {
  int refund = 0;
};
struct RejectRefund {
  int refund = 0;
  std::string reason_code;
};

struct IssueReceipt {
  std::string book;
};
struct ReplaceReceipt {
  int receipt = 0;
  std::string reason_code;
};
struct CancelReceipt {
  int receipt = 0;
  std::string reason_code;
};

// A gateway's statement whose lines are stored under `upload` already; needs no account.
struct ImportStatement {
  PaymentChannel gateway = PaymentChannel::kNone;
  Day day = 0;
  std::string upload;  // key of its rows in statement_line
  std::string digest;  // 32 bytes over all lines: tells whether it is the same again
  std::int64_t line_count = 0;
  std::int64_t amount_dong = 0;
};

// Followed: intake received the dossier at Context.event_time.
struct Open {
  std::string agency;
  std::string procedure;
  statistics::Channel channel = statistics::Channel::kOnline;
  std::int64_t fee_dong = 0;     // 0: none
  std::int64_t charge_dong = 0;  // 0: none
  int discount_percent = 0;      // taken off both already
};

// Followed: processing rewrote the receipt.
struct Correct {
  std::string agency;
  std::string procedure;
  statistics::Channel channel = statistics::Channel::kOnline;
  absl::Time receive_time;
};
// Followed: the dossier was withdrawn, stopped or refused after receipt.
struct End {};
// Followed: its end, of whatever kind, was taken back.
struct Reopen {};
// Followed: the dossier never existed.
struct Void {};

// The sweep: ends the pending payment if it was to be paid before Context.event_time.
struct ExpirePayments {};

using Command =
    std::variant<RaiseObligation, ChangeObligation, WaiveObligation, CancelObligation, StartPayment,
                 CancelPayment, ConfirmPayment, CollectPayment, AssignConfirmation, OrderRefund,
                 ConfirmRefund, RejectRefund, IssueReceipt, ReplaceReceipt, CancelReceipt,
                 ImportStatement, Open, Correct, End, Reopen, Void, ExpirePayments>;

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_COMMANDS_H_
