#include "tests/conformance/cashier.h"

#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/channel.h"

namespace motcua::conformance {
namespace {

constexpr absl::Duration kTimeout = absl::Seconds(20);
constexpr std::int64_t kPlenty = 1'000'000;  // đồng, more than any fee

using Stub = payment::v1::PaymentService::Stub;

template <typename Request, typename Response>
Response Do(Stub& stub,
            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
            const Request& request) {
  Response response;
  const grpc::Status status = (stub.*method)(rpc::ContextFor(kTimeout).get(), request, &response);
  if (!status.ok()) throw std::runtime_error(status.error_message());
  return response;
}

}  // namespace

Cashier::Cashier(const local::Federation& federation)
    : payment_(payment::v1::PaymentService::NewStub(federation.Dial("payment", "importer"))) {}

std::string Cashier::Open(const std::string& dossier) {
  payment::v1::GetAccountRequest request;
  request.set_name(dossier);
  const absl::Time end = absl::Now() + kTimeout;
  payment::v1::Account account;
  while (!payment_->GetAccount(rpc::ContextFor(kTimeout).get(), request, &account).ok()) {
    if (absl::Now() > end) throw std::runtime_error("payment did not open " + dossier);
    absl::SleepFor(absl::Milliseconds(10));
  }
  return dossier;
}

std::string Cashier::Start(const std::string& dossier) {
  payment::v1::StartPaymentRequest request;
  request.set_name(Open(dossier));
  request.set_channel(payment::v1::PAYMENT_CHANNEL_QR_TRANSFER);
  return Do(*payment_, &Stub::StartPayment, request).name();
}

void Cashier::Confirm(const std::string& reference) {
  payment::v1::ConfirmPaymentRequest request;
  request.set_gateway(payment::v1::PAYMENT_CHANNEL_QR_TRANSFER);
  request.set_gateway_transaction(absl::StrCat("cashier-", ++transactions_));
  request.set_reference(reference);
  request.mutable_amount()->set_currency("VND");
  request.mutable_amount()->set_dong(kPlenty);
  Do(*payment_, &Stub::ConfirmPayment, request);
}

std::string Cashier::Overpay(const std::string& dossier) {
  Confirm(Open(dossier));
  return dossier;
}

std::string Cashier::Refund(const std::string& dossier) {
  payment::v1::OrderRefundRequest request;
  request.set_name(Overpay(dossier));
  request.set_reason_code("overpaid");
  return Do(*payment_, &Stub::OrderRefund, request).refunds(0).name();
}

std::string Cashier::Receipt(const std::string& dossier) {
  payment::v1::IssueReceiptRequest request;
  request.set_name(Overpay(dossier));
  request.set_book("BL-CT");
  return Do(*payment_, &Stub::IssueReceipt, request).name();
}

std::string Cashier::Unassigned() {
  Confirm("");
  return absl::StrCat("cashier-", transactions_);
}

}  // namespace motcua::conformance
