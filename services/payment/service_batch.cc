#include <utility>
#include <vector>

#include "common/service/batch.h"
#include "services/payment/prepare.h"
#include "services/payment/service.h"

namespace motcua::payment {
namespace {

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
  return service::EntryWithoutCommand();
}

}  // namespace

service::Entry PaymentService::EntryOf(const v1::AccountCommand& command, const rpc::Caller& caller,
                                       v1::BatchUpdateAccountsResponse::Result* result) const {
  return service::RefusedInto(
      result, VisitCommand(command, [&](const char* method, const auto& request) {
        auto parse = service::ParseNamed(
            result, [this, &request, caller] { return Prepare(request, caller, pending_); });
        return service::Entry{method, &request, std::move(parse), {}};
      }));
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
