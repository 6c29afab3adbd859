#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "services/payment/prepare.h"
#include "services/payment/service.h"

namespace motcua::payment {
namespace {

absl::Status CommandMissing() {
  return InvalidField("command", "COMMAND_REQUIRED", "exactly one command is required",
                      "Phải nêu đúng một thao tác.");
}

// Calls `visit` with the name of the rpc that does the same and its request.
template <typename Visit>
service::Entry VisitCommand(const v1::AccountCommand& command, const Visit& visit) {
  switch (command.command_case()) {
    case v1::AccountCommand::kRaiseObligation:
      return visit("RaiseObligation", command.raise_obligation());
    case v1::AccountCommand::kChangeObligation:
      return visit("ChangeObligation", command.change_obligation());
    case v1::AccountCommand::kWaiveObligation:
      return visit("WaiveObligation", command.waive_obligation());
    case v1::AccountCommand::kCancelObligation:
      return visit("CancelObligation", command.cancel_obligation());
    case v1::AccountCommand::kStartPayment:
      return visit("StartPayment", command.start_payment());
    case v1::AccountCommand::kCancelPayment:
      return visit("CancelPayment", command.cancel_payment());
    case v1::AccountCommand::kConfirmPayment:
      return visit("ConfirmPayment", command.confirm_payment());
    case v1::AccountCommand::kCollectPayment:
      return visit("CollectPayment", command.collect_payment());
    case v1::AccountCommand::kAssignConfirmation:
      return visit("AssignConfirmation", command.assign_confirmation());
    case v1::AccountCommand::kOrderRefund:
      return visit("OrderRefund", command.order_refund());
    case v1::AccountCommand::kConfirmRefund:
      return visit("ConfirmRefund", command.confirm_refund());
    case v1::AccountCommand::kRejectRefund:
      return visit("RejectRefund", command.reject_refund());
    case v1::AccountCommand::kIssueReceipt:
      return visit("IssueReceipt", command.issue_receipt());
    case v1::AccountCommand::kReplaceReceipt:
      return visit("ReplaceReceipt", command.replace_receipt());
    case v1::AccountCommand::kCancelReceipt:
      return visit("CancelReceipt", command.cancel_receipt());
    case v1::AccountCommand::COMMAND_NOT_SET:
      break;
  }
  service::Entry missing;
  missing.method = "BatchUpdateAccounts";
  missing.request = &v1::CancelPaymentRequest::default_instance();
  missing.parse = [] { return CommandMissing(); };
  return missing;
}

}  // namespace

service::Entry PaymentService::EntryOf(const v1::AccountCommand& command, const rpc::Caller& caller,
                                       v1::BatchUpdateAccountsResponse::Result* result) const {
  service::Entry entry = VisitCommand(command, [&](const char* method, const auto& request) {
    service::Entry known;
    known.method = method;
    known.request = &request;
    known.parse = [this, &request, caller, result]() -> absl::StatusOr<service::Work> {
      auto change = Prepare(request, caller, pending_);
      if (!change.ok()) return change.status();
      service::Work work;
      work.command = *std::move(change);
      work.answer = [result](const journal::Receipt& receipt) {
        result->set_name(receipt.resource);
      };
      return work;
    };
    return known;
  });
  entry.refused = [result](const absl::Status& status) {
    service::FillRefusal(status, result->mutable_refusal());
  };
  return entry;
}

PaymentService::Reactor* PaymentService::BatchUpdateAccounts(
    Context* context, const v1::BatchUpdateAccountsRequest* request,
    v1::BatchUpdateAccountsResponse* response) {
  const rpc::Caller caller = rpc::CallerOf(*context);
  std::vector<service::Entry> entries;
  entries.reserve(request->commands_size());
  for (const v1::AccountCommand& command : request->commands()) {
    entries.push_back(EntryOf(command, caller, response->add_results()));
  }
  return service::MutateBatch(backend_, context, "BatchUpdateAccounts", "commands",
                              std::move(entries));
}

}  // namespace motcua::payment
