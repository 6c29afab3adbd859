// The payment account of a dossier, folded from its ledger. Money nobody could assign has an
// account of its own under the name of its confirmation.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_ACCOUNT_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_ACCOUNT_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/statistics/cells.h"
#include "services/payment/domain/ledger.h"

namespace motcua::payment {

// Numbers as in payment.proto.
enum class AccountState : int {
  kFree = 1,
  kUnpaid = 2,
  kWaiting = 3,
  kPaid = 4,
  kRefunded = 5,
  kCancelled = 6,
};
enum class PaymentState : int { kPending = 1, kPosted = 2, kCancelled = 3, kExpired = 4 };
enum class RefundState : int { kPending = 1, kPosted = 2, kRejected = 3 };
enum class ReceiptState : int { kInForce = 1, kReplaced = 2, kCancelled = 3 };

// A dossier as intake received it and processing corrected it: no money, so not in the ledger.
// Processing's word may come before intake's; until then the account is not open.
struct Facts {
  bool opened = false;
  std::string agency;  // first receiver; not opened: set if it was corrected already
  std::string procedure;
  statistics::Channel channel = statistics::Channel::kOnline;
  absl::Time receive_time;
  std::optional<absl::Time> end_time;  // withdrawn, stopped or refused
  std::optional<absl::Time> void_time;

  bool operator==(const Facts&) const = default;
};

struct Obligation {
  ObligationKind kind = ObligationKind::kFee;
  std::int64_t raised_dong = 0;
  int discount_percent = 0;
  std::string reason_code;
  bool cancelled = false;
  std::int64_t ended_dong = 0;  // owed when the dossier ended; owed again if it is reopened

  bool operator==(const Obligation&) const = default;
};

struct Payment {
  PaymentChannel channel = PaymentChannel::kNone;
  PaymentState state = PaymentState::kPending;
  std::int64_t amount_dong = 0;    // owed when it began
  std::int64_t received_dong = 0;  // once posted
  absl::Time start_time;
  std::optional<absl::Time> expire_time;  // absent for money that came unbegun
  std::optional<absl::Time> pay_time;     // once posted
  std::string gateway_transaction;        // once posted; empty at counter and post
  std::string reference_hash;

  bool operator==(const Payment&) const = default;
};

// Money by channel, in the order of the channels.
using Parts = std::vector<std::pair<PaymentChannel, std::int64_t>>;

struct Refund {
  RefundState state = RefundState::kPending;
  std::int64_t amount_dong = 0;
  std::string reason_code;
  Parts parts;  // where it is taken from
  absl::Time order_time;
  absl::Time post_time;  // once posted

  bool operator==(const Refund&) const = default;
};

struct Receipt {
  Serial serial;
  std::int64_t amount_dong = 0;
  ReceiptState state = ReceiptState::kInForce;
  absl::Time issue_time;
  int replaces = 0;  // number of the receipt it replaces; 0: none
  Parts parts;       // money it covers

  bool operator==(const Receipt&) const = default;
};

// A second word of a gateway about a transaction; the first stands.
struct Contradiction {
  PaymentChannel gateway = PaymentChannel::kNone;
  std::string gateway_transaction;
  std::int64_t amount_dong = 0;
  std::string reference_hash;

  bool operator==(const Contradiction&) const = default;
};

// Money that waits to be assigned, or did.
struct Unassigned {
  PaymentChannel gateway = PaymentChannel::kNone;
  std::string gateway_transaction;
  std::int64_t amount_dong = 0;
  absl::Time pay_time;
  std::string reference_hash;
  bool assigned = false;

  bool operator==(const Unassigned&) const = default;
};

// Numbers begin with 1: obligation n is obligations[n − 1]; so for payments, refunds, receipts.
struct Account {
  std::string key;  // dossier code, or `confirmations/…`
  Facts facts;
  std::int64_t version = 0;  // counts the changes; the etag

  // Folded.
  int transactions = 0;
  absl::Time last_time = absl::InfinitePast();  // of any transaction but payments by gateways
  Balances balances;
  std::vector<Obligation> obligations;
  std::vector<Payment> payments;
  std::vector<Refund> refunds;
  std::vector<Receipt> receipts;
  std::vector<Finding> findings;
  std::vector<Contradiction> contradictions;
  std::optional<Unassigned> unassigned;  // only under `confirmations/…`

  bool operator==(const Account&) const = default;
};

// Adds the next transaction of the account.
void Apply(const Transaction& transaction, Account& account);
// The account after all its transactions, in order; key, facts and version are `head`'s.
Account Fold(Account head, const std::vector<Transaction>& transactions);

AccountState StateOf(const Account& account);

// Of obligation `number`: what it stands at, is owed, was paid.
std::int64_t AmountOf(const Account& account, int number);
std::int64_t OwedOf(const Account& account, int number);
std::int64_t PaidOf(const Account& account, int number);

// đồng owed and not paid; paid and not refunded; owed back, refunds under way included; under a
// receipt in force.
std::int64_t OwedDong(const Account& account);
std::int64_t PaidDong(const Account& account);
std::int64_t OverpaidDong(const Account& account);
std::int64_t CollectedDong(const Account& account);
// Of the paid money, what came through a channel and has not left.
std::int64_t PaidThrough(const Account& account, PaymentChannel channel);

// Number of the pending payment; 0: none.
int PendingPayment(const Account& account);
// Number of the payment a gateway's transaction was posted to; 0: none.
int PaymentOf(const Account& account, PaymentChannel gateway,
              const std::string& gateway_transaction);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_ACCOUNT_H_
