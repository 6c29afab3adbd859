#include "services/payment/convert.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "common/rpc/request.h"

namespace motcua::payment {
namespace {

constexpr std::string_view kObligations = "obligations";
constexpr std::string_view kPayments = "payments";
constexpr std::string_view kRefunds = "refunds";
constexpr std::string_view kReceipts = "receipts";

std::string NameOfAccount(const std::string& key) {
  return IsSuspense(key) ? key : "dossiers/" + key;
}

// What the transactions of a kind are about; empty if nothing of an account.
std::string_view CollectionOf(TransactionKind kind) {
  const std::string_view name = NameOf(kind);
  if (name.starts_with("obligation_")) return kObligations;
  if (name.starts_with("payment_")) return kPayments;
  if (name.starts_with("refund_")) return kRefunds;
  return name.starts_with("receipt_") ? kReceipts : std::string_view();
}

v1::Obligation ToProto(const std::string& code, const ObligationNow& now) {
  v1::Obligation out;
  out.set_name(PartName(code, kObligations, now.number));
  out.set_kind(static_cast<v1::Obligation::Kind>(now.obligation.kind));
  out.set_raised_dong(now.obligation.raised_dong);
  out.set_amount_dong(now.amount_dong);
  out.set_paid_dong(now.paid_dong);
  out.set_discount_percent(now.obligation.discount_percent);
  out.set_reason_code(now.obligation.reason_code);
  out.set_cancelled(now.obligation.cancelled);
  return out;
}

v1::Payment ToProto(const std::string& code, int number, const Payment& payment) {
  v1::Payment out;
  out.set_name(PartName(code, kPayments, number));
  out.set_channel(ToProto(payment.channel));
  out.set_state(static_cast<v1::Payment::State>(payment.state));
  out.set_amount_dong(payment.amount_dong);
  out.set_received_dong(payment.received_dong);
  *out.mutable_start_time() = rpc::ToTimestamp(payment.start_time);
  if (payment.expire_time) *out.mutable_expire_time() = rpc::ToTimestamp(*payment.expire_time);
  if (payment.pay_time) *out.mutable_pay_time() = rpc::ToTimestamp(*payment.pay_time);
  out.set_gateway_transaction(payment.gateway_transaction);
  return out;
}

v1::Refund ToProto(const std::string& code, int number, const Refund& refund) {
  v1::Refund out;
  out.set_name(PartName(code, kRefunds, number));
  out.set_state(static_cast<v1::Refund::State>(refund.state));
  out.set_amount_dong(refund.amount_dong);
  out.set_reason_code(refund.reason_code);
  return out;
}

// Sets what happened in an AccountEvent.
struct ChangeWriter {
  const std::string& key;
  v1::AccountEvent& out;

  void operator()(const std::monostate&) const {}
  void operator()(const AccountOpened& opened) const {
    out.mutable_opened()->set_agency(opened.agency);
    out.mutable_opened()->set_procedure(opened.procedure);
  }
  void operator()(const FactsChanged& changed) const {
    out.mutable_facts_changed()->set_void_(changed.voided);
  }
  void operator()(const ObligationNow& now) const { *out.mutable_obligation() = ToProto(key, now); }
  void operator()(const PaymentNow& now) const {
    *out.mutable_payment() = ToProto(key, now.number, now.payment);
  }
  void operator()(const RefundNow& now) const {
    *out.mutable_refund() = ToProto(key, now.number, now.refund);
  }
  void operator()(const ReceiptNow& now) const {
    *out.mutable_receipt() = payment::ToProto(key, now.number, now.receipt);
  }
  void operator()(const Finding& finding) const {
    *out.mutable_finding() = payment::ToProto(key, finding);
  }
  void operator()(const Statement& statement) const {
    *out.mutable_statement_imported() = payment::ToProto(statement);
  }
};

// At most 64 characters: of money nobody could assign it tells the gateway, and the finding in
// the event the transaction.
std::string SubjectOf(const Event& event) {
  if (const auto* statement = std::get_if<Statement>(&event.change)) {
    return StatementName(statement->gateway, statement->day);
  }
  if (!IsSuspense(event.account)) return event.account;
  return event.account.substr(0, event.account.find('-'));
}

}  // namespace

std::string EtagOf(std::int64_t version) { return absl::StrCat(version); }

std::string PartName(const std::string& code, std::string_view collection, int number) {
  return absl::StrCat("dossiers/", code, "/", std::string(collection), "/", number);
}

std::string StatementName(PaymentChannel gateway, Day day) {
  return absl::StrCat("statements/", std::string(NameOf(gateway)), "-", FormatDay(day));
}

v1::PaymentChannel ToProto(PaymentChannel channel) {
  return static_cast<v1::PaymentChannel>(channel);
}

v1::Account ToProto(const Account& account) {
  v1::Account out;
  out.set_name(NameOfAccount(account.key));
  out.set_agency("agencies/" + account.facts.agency);
  out.set_state(static_cast<v1::Account::State>(StateOf(account)));
  for (int i = 1; i <= std::ssize(account.obligations); ++i) {
    *out.add_obligations() = ToProto(
        account.key,
        ObligationNow{i, account.obligations[i - 1], AmountOf(account, i), PaidOf(account, i)});
  }
  for (int i = 1; i <= std::ssize(account.payments); ++i) {
    *out.add_payments() = PaymentToProto(account, i);
  }
  for (int i = 1; i <= std::ssize(account.refunds); ++i) {
    *out.add_refunds() = ToProto(account.key, i, account.refunds[i - 1]);
  }
  for (int i = 1; i <= std::ssize(account.receipts); ++i) {
    *out.add_receipts() = ReceiptToProto(account, i);
  }
  for (const Finding& finding : account.findings) {
    *out.add_findings() = ToProto(account.key, finding);
  }
  out.set_owed_dong(OwedDong(account));
  out.set_paid_dong(PaidDong(account));
  out.set_overpaid_dong(OverpaidDong(account));
  out.set_collected_dong(CollectedDong(account));
  out.set_etag(EtagOf(account.version));
  return out;
}

v1::Payment PaymentToProto(const Account& account, int number) {
  return ToProto(account.key, number, account.payments.at(number - 1));
}

v1::Receipt ReceiptToProto(const Account& account, int number) {
  return ToProto(account.key, number, account.receipts.at(number - 1));
}

v1::Receipt ToProto(const std::string& code, int number, const Receipt& receipt) {
  v1::Receipt out;
  out.set_name(PartName(code, kReceipts, number));
  out.set_agency("agencies/" + receipt.serial.agency);
  out.set_book(receipt.serial.book);
  out.set_serial(receipt.serial.serial);
  out.set_amount_dong(receipt.amount_dong);
  out.set_state(static_cast<v1::Receipt::State>(receipt.state));
  *out.mutable_issue_time() = rpc::ToTimestamp(receipt.issue_time);
  if (receipt.replaces != 0) out.set_replaces(PartName(code, kReceipts, receipt.replaces));
  return out;
}

v1::PaymentFinding ToProto(const std::string& account, const Finding& finding) {
  v1::PaymentFinding out;
  out.set_kind(static_cast<v1::PaymentFinding::Kind>(finding.kind));
  if (!account.empty() && !IsSuspense(account)) out.set_dossier("dossiers/" + account);
  out.set_gateway(ToProto(finding.gateway));
  out.set_gateway_transaction(finding.gateway_transaction);
  out.set_amount_dong(finding.amount_dong);
  *out.mutable_event_time() = rpc::ToTimestamp(finding.event_time);
  return out;
}

v1::Confirmation ToProto(const Confirmation& confirmation) {
  v1::Confirmation out;
  out.set_gateway(ToProto(confirmation.gateway));
  out.set_gateway_transaction(confirmation.gateway_transaction);
  out.set_outcome(static_cast<v1::Confirmation::Outcome>(confirmation.outcome));
  if (confirmation.payment != 0) {
    out.set_payment(PartName(confirmation.dossier, kPayments, confirmation.payment));
  }
  if (confirmation.finding) {
    *out.mutable_finding() = ToProto(confirmation.dossier, *confirmation.finding);
  }
  return out;
}

v1::Transaction ToProto(const Transaction& transaction) {
  v1::Transaction out;
  out.set_number(transaction.number);
  out.set_kind(std::string(NameOf(transaction.kind)));
  *out.mutable_event_time() = rpc::ToTimestamp(transaction.event_time);
  if (transaction.about != 0) {
    out.set_about(PartName(transaction.account, CollectionOf(transaction.kind), transaction.about));
  }
  for (const Entry& entry : transaction.entries) {
    v1::Entry& line = *out.add_entries();
    line.set_ledger_account(TextOf(entry.account));
    line.set_amount_dong(entry.amount_dong);
  }
  out.set_reason_code(transaction.reason_code);
  out.set_channel(ToProto(transaction.channel));
  out.set_gateway_transaction(transaction.gateway_transaction);
  return out;
}

v1::Statement ToProto(const Statement& statement) {
  v1::Statement out;
  out.set_gateway(ToProto(statement.gateway));
  out.set_day(FormatDay(statement.day));
  out.set_version(statement.version);
  out.set_line_count(statement.line_count);
  out.set_amount_dong(statement.amount_dong);
  return out;
}

journal::Event ToJournalEvent(const Event& event) {
  v1::AccountEvent out;
  if (event.state) out.set_state(static_cast<v1::Account::State>(*event.state));
  out.set_reason_code(event.reason_code);
  std::visit(ChangeWriter{event.account, out}, event.change);
  return {SubjectOf(event), v1::AccountEvent::descriptor()->full_name(), out.SerializeAsString(),
          event.time};
}

}  // namespace motcua::payment
