#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/rpc/guard.h"
#include "common/rpc/request.h"
#include "services/payment/account_list.h"
#include "services/payment/convert.h"
#include "services/payment/domain/refusals.h"
#include "services/payment/finding_list.h"
#include "services/payment/part_name.h"
#include "services/payment/qr_code.h"
#include "services/payment/receipt_list.h"
#include "services/payment/reconcile.h"
#include "services/payment/reconcile_list.h"
#include "services/payment/service.h"
#include "services/payment/statement_import.h"
#include "services/payment/store.h"

namespace motcua::payment {
namespace {

using Reactor = PaymentService::Reactor;
using Context = PaymentService::Context;

// Answers with what `read` gives of a parsed query, or with its refusal. An account is read from
// several tables: all of them as they were at one moment.
template <typename Query, typename Read, typename Response>
Reactor* ReadInto(const service::Backend& backend, Context* context, const char* method,
                  const absl::StatusOr<Query>& query, Read read, Response* response) {
  if (!query.ok()) return rpc::Answer(context, method, [&] { return query.status(); });
  return service::Read(backend.reads, context, method,
                       [query = *query, read, response](sql::Connection& db) {
                         const sql::Transaction snapshot(db);
                         absl::StatusOr<Response> answer = read(db, query);
                         if (!answer.ok()) return answer.status();
                         *response = *std::move(answer);
                         return absl::OkStatus();
                       });
}

// `reconcile`, unless two are at work already: the other reads need the pool, too.
template <typename Reconcile>
auto InTurn(std::atomic<int>& at_work, Context* context, Reconcile reconcile) {
  return [&at_work, context, reconcile, deadline = rpc::DeadlineOf(*context)](
             sql::Connection& db, const auto& query) -> decltype(reconcile(db, query, GivenUp())) {
    const absl::Cleanup done = [&at_work] { --at_work; };
    if (++at_work > 2) return rpc::Overloaded();
    return reconcile(db, query, [&] { return context->IsCancelled() || SteadyNow() >= deadline; });
  };
}

absl::StatusOr<v1::Account> ReadOne(sql::Connection& db, const std::string& code) {
  const std::optional<Account> account = ReadAccount(db, code);
  if (!account) return AccountNotFound();
  return ToProto(*account);
}

absl::StatusOr<AccountPart> ParseQrRequest(const v1::GetQrCodeRequest& request) {
  if (!v1::GetQrCodeRequest::Format_IsValid(request.format())) {
    return InvalidField("format", "FORMAT_INVALID", "must be PNG, SVG or none",
                        "Định dạng ảnh phải là PNG hoặc SVG.");
  }
  return ParsePartName("payments", request.name());
}

}  // namespace

Reactor* PaymentService::GetAccount(Context* context, const v1::GetAccountRequest* request,
                                    v1::Account* response) {
  return ReadInto(backend_, context, "GetAccount",
                  rpc::ParseName("dossiers", request->name(), "name"), ReadOne, response);
}

Reactor* PaymentService::ListAccounts(Context* context, const v1::ListAccountsRequest* request,
                                      v1::ListAccountsResponse* response) {
  return ReadInto(backend_, context, "ListAccounts", ParseAccountQuery(*request), ReadAccounts,
                  response);
}

Reactor* PaymentService::ListTransactions(Context* context,
                                          const v1::ListTransactionsRequest* request,
                                          v1::ListTransactionsResponse* response) {
  return ReadInto(backend_, context, "ListTransactions", ParseTransactionQuery(*request),
                  ReadTransactionPage, response);
}

Reactor* PaymentService::ListReceipts(Context* context, const v1::ListReceiptsRequest* request,
                                      v1::ListReceiptsResponse* response) {
  return ReadInto(backend_, context, "ListReceipts", ParseReceiptQuery(*request), ReadReceipts,
                  response);
}

Reactor* PaymentService::ListPaymentFindings(Context* context,
                                             const v1::ListPaymentFindingsRequest* request,
                                             v1::ListPaymentFindingsResponse* response) {
  return ReadInto(backend_, context, "ListPaymentFindings", ParseFindingQuery(*request),
                  ReadFindings, response);
}

Reactor* PaymentService::GetQrCode(Context* context, const v1::GetQrCodeRequest* request,
                                   v1::QrCode* response) {
  const auto read = [this, format = request->format()](
                        sql::Connection& db,
                        const AccountPart& payment) -> absl::StatusOr<v1::QrCode> {
    const std::optional<Account> account = ReadAccount(db, payment.code);
    if (!account) return AccountNotFound();
    return MakeQrCode(*account, payment.number, bank_account_, format, clock_());
  };
  return ReadInto(backend_, context, "GetQrCode", ParseQrRequest(*request), read, response);
}

Reactor* PaymentService::ReconcileDay(Context* context, const v1::ReconcileDayRequest* request,
                                      v1::Reconciliation* response) {
  return ReadInto(backend_, context, "ReconcileDay", ParseReconcileQuery(*request),
                  InTurn(reconciliations_, context, ReconcileAll), response);
}

Reactor* PaymentService::ListReconciliation(Context* context,
                                            const v1::ListReconciliationRequest* request,
                                            v1::ListReconciliationResponse* response) {
  return ReadInto(backend_, context, "ListReconciliation", ParseReconcileListQuery(*request),
                  InTurn(reconciliations_, context, ReadReconciliation), response);
}

grpc::ServerReadReactor<v1::ImportStatementRequest>* PaymentService::ImportStatement(
    Context* context, v1::Statement* response) {
  return StartStatementImport(backend_, context, clock_, pending_, response);
}

}  // namespace motcua::payment
