#include "services/payment/requests.h"

#include <utility>

#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/payment/domain/reference.h"
#include "services/payment/part_name.h"
#include "services/payment/request_fields.h"

namespace motcua::payment {
namespace {

// Reads the fields of one request and keeps the first refusal.
class Fields {
 public:
  template <typename T>
  T Kept(absl::StatusOr<T> value) {
    if (value.ok()) return *std::move(value);
    if (status_.ok()) status_ = value.status();
    return T();
  }
  std::string Reason(const std::string& code) {
    return Kept(rpc::ParseReasonCode(code, /*required=*/true, "reason_code"));
  }
  template <typename Request>
  std::int64_t Amount(const Request& request) {
    return Kept(ParseAmount(request.amount(), "amount"));
  }
  template <typename Request>
  std::optional<std::int64_t> OptionalAmount(const Request& request) {
    if (!request.has_amount()) return std::nullopt;
    return Amount(request);
  }

  // `asked` with its command, unless a field is at fault.
  absl::StatusOr<AskedChange> Make(AskedChange asked, Command command) {
    if (!status_.ok()) return status_;
    asked.command = std::move(command);
    return asked;
  }

  // The time an importer states.
  template <typename Request>
  std::optional<absl::Time> StatedTime(const Request& request, const rpc::Caller& caller,
                                       absl::Time now) {
    if (!request.has_event_time()) return std::nullopt;
    if (!caller.may_import()) {
      return Kept(absl::StatusOr<absl::Time>(
          Refuse(absl::StatusCode::kPermissionDenied, "IMPORT_ROLE_REQUIRED", "event_time",
                 "only an importer may state when it happened",
                 "Chỉ hệ thống nhập dữ liệu được nêu thời điểm thực hiện.")));
    }
    return Kept(rpc::ParseTime(request.event_time(), now, "event_time"));
  }

  // What a request about a whole account begins with.
  template <typename Request>
  AskedChange OfAccount(const Request& request, const rpc::Caller& caller, absl::Time now) {
    AskedChange asked;
    asked.code = Kept(rpc::ParseName("dossiers", request.name(), "name"));
    asked.etag = request.etag();
    asked.stated_time = StatedTime(request, caller, now);
    return asked;
  }
  // The same about a part, whose number goes to `number`.
  template <typename Request>
  AskedChange OfPart(std::string_view collection, const Request& request, const rpc::Caller& caller,
                     absl::Time now, int& number) {
    AccountPart part = Kept(ParsePartName(collection, request.name()));
    number = part.number;
    return {std::move(part.code), request.etag(), StatedTime(request, caller, now), {}};
  }

 private:
  absl::Status status_;
};

}  // namespace

absl::StatusOr<AskedChange> ParseChange(const v1::RaiseObligationRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  AskedChange asked = fields.OfAccount(request, caller, now);
  RaiseObligation raise{fields.Kept(ParseKind(request.kind(), "kind")), fields.Amount(request),
                        fields.Reason(request.reason_code())};
  return fields.Make(std::move(asked), std::move(raise));
}

absl::StatusOr<AskedChange> ParseChange(const v1::ChangeObligationRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  ChangeObligation change;
  AskedChange asked = fields.OfPart("obligations", request, caller, now, change.obligation);
  change.amount_dong = fields.Amount(request);
  change.reason_code = fields.Reason(request.reason_code());
  return fields.Make(std::move(asked), std::move(change));
}

absl::StatusOr<AskedChange> ParseChange(const v1::WaiveObligationRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  WaiveObligation waive;
  AskedChange asked = fields.OfPart("obligations", request, caller, now, waive.obligation);
  waive.reason_code = fields.Reason(request.reason_code());
  return fields.Make(std::move(asked), std::move(waive));
}

absl::StatusOr<AskedChange> ParseChange(const v1::CancelObligationRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  CancelObligation cancel;
  AskedChange asked = fields.OfPart("obligations", request, caller, now, cancel.obligation);
  cancel.reason_code = fields.Reason(request.reason_code());
  return fields.Make(std::move(asked), std::move(cancel));
}

absl::StatusOr<AskedChange> ParseChange(const v1::StartPaymentRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  AskedChange asked = fields.OfAccount(request, caller, now);
  StartPayment start{fields.Kept(ParseGateway(request.channel(), "channel")), {}};
  if (request.has_expire_time()) {
    start.expire_time = fields.Kept(
        ParseExpireTime(request.expire_time(), asked.stated_time.value_or(now), "expire_time"));
  }
  return fields.Make(std::move(asked), std::move(start));
}

absl::StatusOr<AskedChange> ParseChange(const v1::CancelPaymentRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  CancelPayment cancel;
  AskedChange asked = fields.OfPart("payments", request, caller, now, cancel.payment);
  return fields.Make(std::move(asked), cancel);
}

absl::StatusOr<AskedChange> ParseChange(const v1::ConfirmPaymentRequest& request,
                                        const rpc::Caller&, absl::Time now) {
  Fields fields;
  AskedChange asked;
  ConfirmPayment confirm;
  confirm.gateway = fields.Kept(ParseGateway(request.gateway(), "gateway"));
  confirm.gateway_transaction =
      fields.Kept(ParseGatewayTransaction(request.gateway_transaction(), "gateway_transaction"));
  confirm.reference = fields.Kept(ParseReferenceText(request.reference(), "reference"));
  if (const std::optional<Reference> named = ParseReference(confirm.reference)) {
    asked.code = named->dossier;
    confirm.payment = named->payment;
  }
  confirm.amount_dong = fields.Amount(request);
  if (request.has_pay_time()) {
    asked.stated_time = fields.Kept(rpc::ParseTime(request.pay_time(), now, "pay_time"));
  }
  return fields.Make(std::move(asked), std::move(confirm));
}

absl::StatusOr<AskedChange> ParseChange(const v1::CollectPaymentRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  AskedChange asked = fields.OfAccount(request, caller, now);
  CollectPayment collect{fields.Kept(ParseTill(request.channel(), "channel")),
                         fields.OptionalAmount(request), ""};
  if (!request.book().empty()) collect.book = fields.Kept(ParseBook(request.book(), "book"));
  return fields.Make(std::move(asked), std::move(collect));
}

absl::StatusOr<AskedChange> ParseChange(const v1::AssignConfirmationRequest& request,
                                        const rpc::Caller&, absl::Time) {
  Fields fields;
  AskedChange asked;
  asked.code = fields.Kept(rpc::ParseName("dossiers", request.name(), "name"));
  asked.etag = request.etag();
  AssignConfirmation assign;
  assign.gateway = fields.Kept(ParseGateway(request.gateway(), "gateway"));
  assign.gateway_transaction =
      fields.Kept(ParseGatewayTransaction(request.gateway_transaction(), "gateway_transaction"));
  assign.reason_code = fields.Reason(request.reason_code());
  return fields.Make(std::move(asked), std::move(assign));
}

absl::StatusOr<AskedChange> ParseChange(const v1::OrderRefundRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  AskedChange asked = fields.OfAccount(request, caller, now);
  OrderRefund order{fields.OptionalAmount(request), fields.Reason(request.reason_code())};
  return fields.Make(std::move(asked), std::move(order));
}

absl::StatusOr<AskedChange> ParseChange(const v1::ConfirmRefundRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  ConfirmRefund confirm;
  AskedChange asked = fields.OfPart("refunds", request, caller, now, confirm.refund);
  return fields.Make(std::move(asked), confirm);
}

absl::StatusOr<AskedChange> ParseChange(const v1::RejectRefundRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  RejectRefund reject;
  AskedChange asked = fields.OfPart("refunds", request, caller, now, reject.refund);
  reject.reason_code = fields.Reason(request.reason_code());
  return fields.Make(std::move(asked), std::move(reject));
}

absl::StatusOr<AskedChange> ParseChange(const v1::IssueReceiptRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  AskedChange asked = fields.OfAccount(request, caller, now);
  IssueReceipt issue{fields.Kept(ParseBook(request.book(), "book"))};
  return fields.Make(std::move(asked), std::move(issue));
}

absl::StatusOr<AskedChange> ParseChange(const v1::ReplaceReceiptRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  ReplaceReceipt replace;
  AskedChange asked = fields.OfPart("receipts", request, caller, now, replace.receipt);
  replace.reason_code = fields.Reason(request.reason_code());
  return fields.Make(std::move(asked), std::move(replace));
}

absl::StatusOr<AskedChange> ParseChange(const v1::CancelReceiptRequest& request,
                                        const rpc::Caller& caller, absl::Time now) {
  Fields fields;
  CancelReceipt cancel;
  AskedChange asked = fields.OfPart("receipts", request, caller, now, cancel.receipt);
  cancel.reason_code = fields.Reason(request.reason_code());
  return fields.Make(std::move(asked), std::move(cancel));
}

}  // namespace motcua::payment
