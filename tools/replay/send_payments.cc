#include "tools/replay/send_payments.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "motcua/payment/v1/payment.grpc.pb.h"
#include "tools/replay/calls.h"

namespace motcua::replay {

using payment::v1::ImportStatementRequest;
using payment::v1::PaymentService;

namespace {

// Bytes of a message.
constexpr std::size_t kPiece = 1'000'000;

grpc::Status Import(PaymentService::Stub& stub, const GatewayStatement& statement,
                    const std::string& key, grpc::ClientContext* context) {
  payment::v1::Statement stored;
  const auto stream = stub.ImportStatement(context, &stored);
  ImportStatementRequest request;
  const std::string day = FormatDay(statement.day);
  request.mutable_head()->set_request_id(absl::StrCat(key, "/", statement.gateway, "/", day));
  request.mutable_head()->set_gateway(statement.gateway);
  request.mutable_head()->set_day(day);
  bool open = stream->Write(request);
  for (std::size_t at = 0; open && at < statement.file.size(); at += kPiece) {
    request.set_data(statement.file.substr(at, kPiece));
    open = stream->Write(request);
  }
  stream->WritesDone();
  return stream->Finish();
}

}  // namespace

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

absl::Status SendStatements(const std::vector<GatewayStatement>& statements,
                            const SendOptions& options, Ledger& ledger) {
  const auto stub = PaymentService::NewStub(options.payment);
  return InFlight(statements.size(), [&](std::size_t i) {
    const absl::Status sent = CallPatiently(options.patience, [&](grpc::ClientContext* context) {
      return Import(*stub, statements[i], options.key, context);
    });
    if (sent.ok()) ledger.Done(1);
    return sent;
  });
}

}  // namespace motcua::replay
