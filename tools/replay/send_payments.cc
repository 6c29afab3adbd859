#include "tools/replay/send_payments.h"

#include <string>
#include <utility>

#include "motcua/payment/v1/payment.grpc.pb.h"
#include "tools/replay/calls.h"

namespace motcua::replay {

using payment::v1::PaymentService;

absl::Status AwaitPayment(const Plan& plan, const SendOptions& options, const Ledger& ledger) {
  const auto stub = PaymentService::NewStub(options.payment);
  return AwaitFollower(plan, options, ledger,
                       [&](grpc::ClientContext* context, const std::string& name) {
                         payment::v1::GetAccountRequest request;
                         request.set_name(name);
                         payment::v1::Account found;
                         return stub->GetAccount(context, request, &found);
                       });
}

absl::Status SendPayments(std::vector<Group<payment::v1::AccountCommand>> groups,
                          const SendOptions& options, Ledger& ledger) {
  using payment::v1::BatchUpdateAccountsRequest;
  using payment::v1::BatchUpdateAccountsResponse;
  const auto stub = PaymentService::NewStub(options.payment);
  const BatchCall<BatchUpdateAccountsRequest, BatchUpdateAccountsResponse,
                  payment::v1::AccountCommand>
      call{[&](auto* context, const auto& request, auto* response) {
        return stub->BatchUpdateAccounts(context, request, response);
      }};
  return SendGroups(std::move(groups), call, options, ledger);
}

}  // namespace motcua::replay
