#include "services/payment/service.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "services/payment/convert.h"
#include "services/payment/domain/refusals.h"
#include "services/payment/part_name.h"
#include "services/payment/prepare.h"
#include "services/payment/store.h"

namespace motcua::payment {

using Reactor = PaymentService::Reactor;

PaymentService::PaymentService(service::Backend backend, Clock clock,
                               service::PendingTimes& pending, BankAccount bank_account)
    : backend_(backend),
      clock_(std::move(clock)),
      pending_(pending),
      bank_account_(std::move(bank_account)) {}

template <typename Request>
Reactor* PaymentService::Change(Context* context, const char* method, const Request& request,
                                Fill fill) {
  return service::Mutate(backend_, context, method, request,
                         [=, this, &request]() -> absl::StatusOr<service::Work> {
                           const auto change = Prepare(request, rpc::CallerOf(*context), pending_);
                           if (!change.ok()) return change.status();
                           service::Work work;
                           (*change)->wants_account = true;
                           work.command = *change;
                           work.answer = [change = change->get(), fill](const journal::Receipt&) {
                             fill(*change->after, change->number);
                           };
                           work.reread = [code = (*change)->code, fill](
                                             sql::Connection& db, const journal::Receipt& receipt) {
                             const sql::Transaction snapshot(db);
                             const std::optional<Account> account = ReadAccount(db, code);
                             if (!account) return AccountNotFound();
                             fill(*account, NumberOf(receipt.resource));
                             return absl::OkStatus();
                           };
                           return work;
                         });
}

Reactor* PaymentService::ConfirmPayment(Context* context, const v1::ConfirmPaymentRequest* request,
                                        v1::Confirmation* response) {
  return service::Mutate(
      backend_, context, "ConfirmPayment", *request, [=, this]() -> absl::StatusOr<service::Work> {
        const auto change = Prepare(*request, rpc::CallerOf(*context), pending_);
        if (!change.ok()) return change.status();
        service::Work work;
        work.command = *change;
        work.answer = [change = change->get(), response](const journal::Receipt&) {
          *response = ToProto(*change->confirmation);
        };
        work.reread = [change = *change, response](sql::Connection& db, const journal::Receipt&) {
          const sql::Transaction snapshot(db);
          const std::optional<Confirmation> confirmation =
              ReadConfirmation(db, std::get<payment::ConfirmPayment>(change->command));
          if (!confirmation) return ConfirmationNotFound();
          *response = ToProto(*confirmation);
          return absl::OkStatus();
        };
        return work;
      });
}

namespace {

auto FillAccount(v1::Account* response) {
  return [response](const Account& account, int) { *response = ToProto(account); };
}
auto FillPayment(v1::Payment* response) {
  return [response](const Account& account, int number) {
    *response = PaymentToProto(account, number);
  };
}
auto FillReceipt(v1::Receipt* response) {
  return [response](const Account& account, int number) {
    *response = ReceiptToProto(account, number);
  };
}

}  // namespace

Reactor* PaymentService::RaiseObligation(Context* context,
                                         const v1::RaiseObligationRequest* request,
                                         v1::Account* response) {
  return Change(context, "RaiseObligation", *request, FillAccount(response));
}

Reactor* PaymentService::ChangeObligation(Context* context,
                                          const v1::ChangeObligationRequest* request,
                                          v1::Account* response) {
  return Change(context, "ChangeObligation", *request, FillAccount(response));
}

Reactor* PaymentService::WaiveObligation(Context* context,
                                         const v1::WaiveObligationRequest* request,
                                         v1::Account* response) {
  return Change(context, "WaiveObligation", *request, FillAccount(response));
}

Reactor* PaymentService::CancelObligation(Context* context,
                                          const v1::CancelObligationRequest* request,
                                          v1::Account* response) {
  return Change(context, "CancelObligation", *request, FillAccount(response));
}

Reactor* PaymentService::StartPayment(Context* context, const v1::StartPaymentRequest* request,
                                      v1::Payment* response) {
  return Change(context, "StartPayment", *request, FillPayment(response));
}

Reactor* PaymentService::CancelPayment(Context* context, const v1::CancelPaymentRequest* request,
                                       v1::Payment* response) {
  return Change(context, "CancelPayment", *request, FillPayment(response));
}

Reactor* PaymentService::CollectPayment(Context* context, const v1::CollectPaymentRequest* request,
                                        v1::Account* response) {
  return Change(context, "CollectPayment", *request, FillAccount(response));
}

Reactor* PaymentService::AssignConfirmation(Context* context,
                                            const v1::AssignConfirmationRequest* request,
                                            v1::Account* response) {
  return Change(context, "AssignConfirmation", *request, FillAccount(response));
}

Reactor* PaymentService::OrderRefund(Context* context, const v1::OrderRefundRequest* request,
                                     v1::Account* response) {
  return Change(context, "OrderRefund", *request, FillAccount(response));
}

Reactor* PaymentService::ConfirmRefund(Context* context, const v1::ConfirmRefundRequest* request,
                                       v1::Account* response) {
  return Change(context, "ConfirmRefund", *request, FillAccount(response));
}

Reactor* PaymentService::RejectRefund(Context* context, const v1::RejectRefundRequest* request,
                                      v1::Account* response) {
  return Change(context, "RejectRefund", *request, FillAccount(response));
}

Reactor* PaymentService::IssueReceipt(Context* context, const v1::IssueReceiptRequest* request,
                                      v1::Receipt* response) {
  return Change(context, "IssueReceipt", *request, FillReceipt(response));
}

Reactor* PaymentService::ReplaceReceipt(Context* context, const v1::ReplaceReceiptRequest* request,
                                        v1::Receipt* response) {
  return Change(context, "ReplaceReceipt", *request, FillReceipt(response));
}

Reactor* PaymentService::CancelReceipt(Context* context, const v1::CancelReceiptRequest* request,
                                       v1::Receipt* response) {
  return Change(context, "CancelReceipt", *request, FillReceipt(response));
}

}  // namespace motcua::payment
