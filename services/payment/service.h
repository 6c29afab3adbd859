// PaymentService: each rpc is parsed, submitted to the journal or read, and converted.
#ifndef MOTCUA_SERVICES_PAYMENT_SERVICE_H_
#define MOTCUA_SERVICES_PAYMENT_SERVICE_H_

#include <atomic>
#include <functional>

#include "common/base/clock.h"
#include "common/rpc/guard.h"
#include "common/service/mutate.h"
#include "common/service/pending_times.h"
#include "motcua/payment/v1/payment.grpc.pb.h"
#include "services/payment/domain/account.h"
#include "services/payment/domain/qr_text.h"

namespace motcua::payment {

// Owns nothing but a bank account's number; what it is given must outlive it. Thread-safe, never
// blocks a gRPC thread.
class PaymentService final : public v1::PaymentService::CallbackService {
 public:
  // Transfers by QR code go to `bank_account`; an empty one: there are no QR codes.
  PaymentService(service::Backend backend, Clock clock, service::PendingTimes& pending,
                 BankAccount bank_account);

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* GetAccount(Context*, const v1::GetAccountRequest*, v1::Account*) override;
  Reactor* ListAccounts(Context*, const v1::ListAccountsRequest*,
                        v1::ListAccountsResponse*) override;
  Reactor* ListTransactions(Context*, const v1::ListTransactionsRequest*,
                            v1::ListTransactionsResponse*) override;
  Reactor* ListReceipts(Context*, const v1::ListReceiptsRequest*,
                        v1::ListReceiptsResponse*) override;
  Reactor* ListPaymentFindings(Context*, const v1::ListPaymentFindingsRequest*,
                               v1::ListPaymentFindingsResponse*) override;
  Reactor* GetQrCode(Context*, const v1::GetQrCodeRequest*, v1::QrCode*) override;
  Reactor* ReconcileDay(Context*, const v1::ReconcileDayRequest*, v1::Reconciliation*) override;
  Reactor* ListReconciliation(Context*, const v1::ListReconciliationRequest*,
                              v1::ListReconciliationResponse*) override;

  Reactor* RaiseObligation(Context*, const v1::RaiseObligationRequest*, v1::Account*) override;
  Reactor* ChangeObligation(Context*, const v1::ChangeObligationRequest*, v1::Account*) override;
  Reactor* WaiveObligation(Context*, const v1::WaiveObligationRequest*, v1::Account*) override;
  Reactor* CancelObligation(Context*, const v1::CancelObligationRequest*, v1::Account*) override;
  Reactor* StartPayment(Context*, const v1::StartPaymentRequest*, v1::Payment*) override;
  Reactor* CancelPayment(Context*, const v1::CancelPaymentRequest*, v1::Payment*) override;
  Reactor* ConfirmPayment(Context*, const v1::ConfirmPaymentRequest*, v1::Confirmation*) override;
  Reactor* CollectPayment(Context*, const v1::CollectPaymentRequest*, v1::Account*) override;
  Reactor* AssignConfirmation(Context*, const v1::AssignConfirmationRequest*,
                              v1::Account*) override;
  Reactor* OrderRefund(Context*, const v1::OrderRefundRequest*, v1::Account*) override;
  Reactor* ConfirmRefund(Context*, const v1::ConfirmRefundRequest*, v1::Account*) override;
  Reactor* RejectRefund(Context*, const v1::RejectRefundRequest*, v1::Account*) override;
  Reactor* IssueReceipt(Context*, const v1::IssueReceiptRequest*, v1::Receipt*) override;
  Reactor* ReplaceReceipt(Context*, const v1::ReplaceReceiptRequest*, v1::Receipt*) override;
  Reactor* CancelReceipt(Context*, const v1::CancelReceiptRequest*, v1::Receipt*) override;
  Reactor* BatchUpdateAccounts(Context*, const v1::BatchUpdateAccountsRequest*,
                               v1::BatchUpdateAccountsResponse*) override;

  grpc::ServerReadReactor<v1::ImportStatementRequest>* ImportStatement(Context*,
                                                                       v1::Statement*) override;

 private:
  // Fills a response from the account and the number of what was made or changed.
  using Fill = std::function<void(const Account&, int)>;

  // Every rpc that changes the account of a dossier.
  template <typename Request>
  Reactor* Change(Context* context, const char* method, const Request& request, Fill fill);
  // One command of a batch.
  service::Entry EntryOf(const v1::AccountCommand& command, const rpc::Caller& caller,
                         v1::BatchUpdateAccountsResponse::Result* result) const;

  service::Backend backend_;
  Clock clock_;
  service::PendingTimes& pending_;
  BankAccount bank_account_;
  std::atomic<int> reconciliations_ = 0;  // at work
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_SERVICE_H_
