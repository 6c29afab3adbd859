// The ledger: double entry, append-only. What an account is follows from its transactions alone
// (account.h). Debits are positive, credits negative; every transaction sums to zero.
//
// Ledger accounts; {n} numbers an obligation or a payment, {channel} says where money came from:
//
//   receivable/{n}         owed and not paid of an obligation                              ≥ 0
//   revenue/{n}            the obligation as raised and changed                            ≤ 0
//   waived/{n}             what was waived of it                                           ≥ 0
//   clearing/{channel}     money at the gateway or in the till, under no receipt           ≥ 0
//   collected/{channel}    money under a receipt in force: recorded in the province system ≥ 0
//   returning/{channel}    money set aside for refunds under way                           ≥ 0
//   overpayment            owed back to the payer                                          ≤ 0
//   refund_pending         owed back, and ordered to be sent                               ≤ 0
//   pending_in/{channel}   memorandum: begun payments, by where they should come from      ≥ 0
//   pending_for/{n}        memorandum: the same, by payment                                ≤ 0
//   suspense               money nobody could assign                                       ≤ 0
//
// What writes what; x is the amount, ± a sign that depends:
//
//   obligation_raised      receivable/n +x  revenue/n −x
//   obligation_changed     revenue/n ±  receivable/n ±  overpayment −(paid beyond the new amount)
//   obligation_waived      waived/n +owed  receivable/n −owed
//   obligation_cancelled   revenue/n +  waived/n −  receivable/n −owed  overpayment −paid
//   obligation_ended       revenue/n +owed  receivable/n −owed   (the dossier ended unresolved)
//   obligation_restored    the reverse of it                     (the dossier was reopened)
//   overpayment_applied    overpayment +x  receivable/n −…       (owed again while owed back)
//   payment_started        pending_in/channel +x  pending_for/n −x
//   payment_cancelled      the reverse of it; so does payment_expired
//   payment_posted         clearing/channel +x  receivable/n −…  overpayment −rest,
//                          and the reverse of payment_started if it was pending
//   refund_ordered         overpayment +x  refund_pending −x,
//                          and returning/channel +  clearing/channel −
//   refund_posted          refund_pending +x  returning/channel −
//   refund_rejected        the reverse of refund_ordered
//   receipt_issued         collected/channel +  clearing/channel −
//   receipt_replaced       nothing: the same money under another serial
//   receipt_cancelled      the reverse of receipt_issued
//   dossier_voided         nothing; behind the cancellation of all obligations
//   payment_unassigned     clearing/channel +x  suspense −x      (under a name of its own)
//   payment_assigned       the reverse of it; the dossier's ledger gets payment_posted
//   payment_contradicted   nothing: the first word of the gateway stands
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_LEDGER_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_LEDGER_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/time.h"

namespace motcua::payment {

// Where money comes from; numbers as in payment.proto.
enum class PaymentChannel : int {
  kNone = 0,
  kNationalPortal = 1,
  kProvinceGateway = 2,
  kQrTransfer = 3,
  kCounter = 4,
  kPost = 5,
};
inline constexpr PaymentChannel kPaymentChannels[] = {
    PaymentChannel::kNationalPortal, PaymentChannel::kProvinceGateway, PaymentChannel::kQrTransfer,
    PaymentChannel::kCounter, PaymentChannel::kPost};

// `national_portal` …
std::string_view NameOf(PaymentChannel channel);

enum class LedgerName : int {
  kReceivable,
  kRevenue,
  kWaived,
  kClearing,
  kCollected,
  kReturning,
  kOverpayment,
  kRefundPending,
  kPendingIn,
  kPendingFor,
  kSuspense,
};

struct LedgerAccount {
  LedgerName name = LedgerName::kReceivable;
  int detail = 0;  // number of the obligation or payment, or the channel; 0 where there is none

  auto operator<=>(const LedgerAccount&) const = default;
};

// `receivable/1`, `clearing/qr_transfer`, `overpayment`.
std::string TextOf(const LedgerAccount& account);
// nullopt unless it is the text of one.
std::optional<LedgerAccount> LedgerAccountFrom(std::string_view text);

struct Entry {
  LedgerAccount account;
  std::int64_t amount_dong = 0;  // debit +, credit −; never 0

  bool operator==(const Entry&) const = default;
};

enum class TransactionKind : int {
  kObligationRaised,
  kObligationChanged,
  kObligationWaived,
  kObligationCancelled,
  kObligationEnded,
  kObligationRestored,
  kOverpaymentApplied,
  kPaymentStarted,
  kPaymentCancelled,
  kPaymentExpired,
  kPaymentPosted,
  kRefundOrdered,
  kRefundPosted,
  kRefundRejected,
  kReceiptIssued,
  kReceiptReplaced,
  kReceiptCancelled,
  kDossierVoided,
  kPaymentUnassigned,
  kPaymentAssigned,
  kPaymentContradicted,
};

// `obligation_raised` …
std::string_view NameOf(TransactionKind kind);
// nullopt unless it is the name of one.
std::optional<TransactionKind> TransactionKindFrom(std::string_view name);

// Numbers as in payment.proto.
enum class ObligationKind : int { kFee = 1, kCharge = 2, kFinancialObligation = 3 };
enum class FindingKind : int {
  kUnderpaid = 1,
  kOverpaid = 2,
  kPaidLate = 3,
  kPaidTwice = 4,
  kUnannounced = 5,
  kUnassigned = 6,
  kContradicted = 7,
  kPaidForVoid = 8,
};

// Something unusual, found by a transaction.
struct Finding {
  FindingKind kind = FindingKind::kUnderpaid;
  PaymentChannel gateway = PaymentChannel::kNone;  // if it is about a gateway's transaction
  std::string gateway_transaction;
  std::int64_t amount_dong = 0;  // at stake: the difference, or the whole amount
  absl::Time event_time;

  bool operator==(const Finding&) const = default;
};

// A place in a receipt book.
struct Serial {
  std::string agency;
  std::string book;
  std::int64_t serial = 0;

  bool operator==(const Serial&) const = default;
};

// Never changed once written. Which of the details below stand in it depends on its kind.
struct Transaction {
  std::string account;  // dossier code, or `confirmations/…` for money nobody could assign
  int number = 0;       // 1, 2, 3 … in its account
  TransactionKind kind = TransactionKind::kObligationRaised;
  absl::Time event_time;
  int about = 0;  // number of the obligation, payment, refund or receipt; 0: none
  std::string reason_code;
  std::vector<Entry> entries;
  std::vector<Finding> findings;

  std::int64_t amount_dong = 0;  // raised, begun, received, refunded, receipted; as contradicted
  ObligationKind obligation_kind = ObligationKind::kFee;  // raised
  int discount_percent = 0;                               // raised
  PaymentChannel channel = PaymentChannel::kNone;         // of a payment
  std::optional<absl::Time> expire_time;                  // started
  std::string gateway_transaction;                        // of a confirmation
  std::string reference_hash;                             // of a confirmation (money.h)
  std::optional<Serial> serial;                           // issued, replaced
  int replaces = 0;                                       // replaced: number of the old receipt

  bool operator==(const Transaction&) const = default;
};

std::int64_t SumOf(const std::vector<Entry>& entries);

// Sums per ledger account; an account whose sum is 0 is not kept.
class Balances {
 public:
  void Add(const LedgerAccount& account, std::int64_t amount_dong);
  std::int64_t Of(const LedgerAccount& account) const;
  std::int64_t Of(LedgerName name, int detail = 0) const { return Of({name, detail}); }
  std::int64_t Of(LedgerName name, PaymentChannel channel) const {
    return Of({name, static_cast<int>(channel)});
  }
  // Of all accounts of a name.
  std::int64_t Total(LedgerName name) const;

  // In the order of their accounts.
  const std::vector<Entry>& values() const { return values_; }
  bool operator==(const Balances&) const = default;

 private:
  std::vector<Entry> values_;
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_LEDGER_H_
