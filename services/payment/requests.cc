#include "services/payment/requests.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/rpc/request.h"
#include "common/service/fields.h"
#include "services/payment/domain/reference.h"
#include "services/payment/part_name.h"
#include "services/payment/request_fields.h"

namespace motcua::payment {
namespace {

using service::Fields;
using service::Target;

absl::StatusOr<std::string> ParseReason(const std::string& code) {
  return rpc::ParseReasonCode(code, /*required=*/true, "reason_code");
}

template <typename Request>
absl::StatusOr<std::optional<std::int64_t>> ParseOptionalAmount(const Request& request) {
  if (!request.has_amount()) return std::optional<std::int64_t>();
  return ParseAmount(request.amount(), "amount");
}

// What a request about a part of an account begins with; its number goes to `number`.
template <typename Request>
absl::StatusOr<Target> ParsePart(std::string_view collection, const Request& request,
                                 const rpc::Caller& caller, absl::Time now, int& number) {
  absl::StatusOr<AccountPart> part = ParsePartName(collection, request.name());
  if (!part.ok()) return part.status();
  number = part->number;
  const auto stated_time = service::ParseStatedTime(service::EventTimeOf(request), caller, now);
  if (!stated_time.ok()) return stated_time.status();
  return Target{std::move(part->code), request.etag(), *stated_time};
}

}  // namespace

absl::StatusOr<AskedChange> ParseChange(const v1::RaiseObligationRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  Target target = fields.Take(service::ParseTarget(request, caller, now));
  RaiseObligation raise{fields.Take(ParseKind(request.kind(), "kind")),
                        fields.Take(ParseAmount(request.amount(), "amount")),
                        fields.Take(ParseReason(request.reason_code()))};
  return fields.Make(AskedChange{std::move(target), std::move(raise)});
}

absl::StatusOr<AskedChange> ParseChange(const v1::ChangeObligationRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  ChangeObligation change;
  Target target = fields.Take(ParsePart("obligations", request, caller, now, change.obligation));
  change.amount_dong = fields.Take(ParseAmount(request.amount(), "amount"));
  change.reason_code = fields.Take(ParseReason(request.reason_code()));
  return fields.Make(AskedChange{std::move(target), std::move(change)});
}

absl::StatusOr<AskedChange> ParseChange(const v1::WaiveObligationRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  WaiveObligation waive;
  Target target = fields.Take(ParsePart("obligations", request, caller, now, waive.obligation));
  waive.reason_code = fields.Take(ParseReason(request.reason_code()));
  return fields.Make(AskedChange{std::move(target), std::move(waive)});
}

absl::StatusOr<AskedChange> ParseChange(const v1::CancelObligationRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  CancelObligation cancel;
  Target target = fields.Take(ParsePart("obligations", request, caller, now, cancel.obligation));
  cancel.reason_code = fields.Take(ParseReason(request.reason_code()));
  return fields.Make(AskedChange{std::move(target), std::move(cancel)});
}

absl::StatusOr<AskedChange> ParseChange(const v1::StartPaymentRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  Target target = fields.Take(service::ParseTarget(request, caller, now));
  StartPayment start{fields.Take(ParseGateway(request.channel(), "channel")), {}};
  if (request.has_expire_time()) {
    start.expire_time =
        fields.Take(rpc::ParseTime(request.expire_time(), absl::InfiniteFuture(), "expire_time"));
  }
  return fields.Make(AskedChange{std::move(target), std::move(start)});
}

absl::StatusOr<AskedChange> ParseChange(const v1::CancelPaymentRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  CancelPayment cancel;
  Target target = fields.Take(ParsePart("payments", request, caller, now, cancel.payment));
  return fields.Make(AskedChange{std::move(target), cancel});
}

absl::StatusOr<AskedChange> ParseChange(const v1::ConfirmPaymentRequest& request,
                                        const rpc::Caller&, absl::Time now) {
  Fields fields;
  Target target;
  ConfirmPayment confirm;
  confirm.gateway = fields.Take(ParseGateway(request.gateway(), "gateway"));
  confirm.gateway_transaction =
      fields.Take(ParseGatewayTransaction(request.gateway_transaction(), "gateway_transaction"));
  confirm.reference = fields.Take(ParseReferenceText(request.reference(), "reference"));
  if (const std::optional<Reference> named = ParseReference(confirm.reference)) {
    target.code = named->dossier;
    confirm.payment = named->payment;
  }
  confirm.amount_dong = fields.Take(ParseAmount(request.amount(), "amount"));
  if (request.has_pay_time()) {
    target.stated_time = fields.Take(rpc::ParseTime(request.pay_time(), now, "pay_time"));
  }
  return fields.Make(AskedChange{std::move(target), std::move(confirm)});
}

absl::StatusOr<AskedChange> ParseChange(const v1::CollectPaymentRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  Target target = fields.Take(service::ParseTarget(request, caller, now));
  CollectPayment collect{fields.Take(ParseTill(request.channel(), "channel")),
                         fields.Take(ParseOptionalAmount(request)), ""};
  if (!request.book().empty()) collect.book = fields.Take(ParseBook(request.book(), "book"));
  return fields.Make(AskedChange{std::move(target), std::move(collect)});
}

absl::StatusOr<AskedChange> ParseChange(const v1::AssignConfirmationRequest& request,
                                        const rpc::Caller&, absl::Time) {
  Fields fields;
  Target target;
  target.code = fields.Take(rpc::ParseName("dossiers", request.name(), "name"));
  target.etag = request.etag();
  AssignConfirmation assign;
  assign.gateway = fields.Take(ParseGateway(request.gateway(), "gateway"));
  assign.gateway_transaction =
      fields.Take(ParseGatewayTransaction(request.gateway_transaction(), "gateway_transaction"));
  assign.reason_code = fields.Take(ParseReason(request.reason_code()));
  return fields.Make(AskedChange{std::move(target), std::move(assign)});
}

absl::StatusOr<AskedChange> ParseChange(const v1::OrderRefundRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  Target target = fields.Take(service::ParseTarget(request, caller, now));
  OrderRefund order{fields.Take(ParseOptionalAmount(request)),
                    fields.Take(ParseReason(request.reason_code()))};
  return fields.Make(AskedChange{std::move(target), std::move(order)});
}

absl::StatusOr<AskedChange> ParseChange(const v1::ConfirmRefundRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  ConfirmRefund confirm;
  Target target = fields.Take(ParsePart("refunds", request, caller, now, confirm.refund));
  return fields.Make(AskedChange{std::move(target), confirm});
}

absl::StatusOr<AskedChange> ParseChange(const v1::RejectRefundRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  RejectRefund reject;
  Target target = fields.Take(ParsePart("refunds", request, caller, now, reject.refund));
  reject.reason_code = fields.Take(ParseReason(request.reason_code()));
  return fields.Make(AskedChange{std::move(target), std::move(reject)});
}

absl::StatusOr<AskedChange> ParseChange(const v1::IssueReceiptRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  Target target = fields.Take(service::ParseTarget(request, caller, now));
  IssueReceipt issue{fields.Take(ParseBook(request.book(), "book"))};
  return fields.Make(AskedChange{std::move(target), std::move(issue)});
}

absl::StatusOr<AskedChange> ParseChange(const v1::ReplaceReceiptRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  ReplaceReceipt replace;
  Target target = fields.Take(ParsePart("receipts", request, caller, now, replace.receipt));
  replace.reason_code = fields.Take(ParseReason(request.reason_code()));
  return fields.Make(AskedChange{std::move(target), std::move(replace)});
}

absl::StatusOr<AskedChange> ParseChange(const v1::CancelReceiptRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  CancelReceipt cancel;
  Target target = fields.Take(ParsePart("receipts", request, caller, now, cancel.receipt));
  cancel.reason_code = fields.Take(ParseReason(request.reason_code()));
  return fields.Make(AskedChange{std::move(target), std::move(cancel)});
}

}  // namespace motcua::payment
