// Requests of PaymentService as commands of the domain.
#ifndef MOTCUA_SERVICES_PAYMENT_REQUESTS_H_
#define MOTCUA_SERVICES_PAYMENT_REQUESTS_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/guard.h"
#include "common/service/target.h"
#include "motcua/payment/v1/payment.pb.h"
#include "services/payment/domain/commands.h"

namespace motcua::payment {

// A change that was asked for, checked as far as it can be without the account.
struct AskedChange {
  service::Target target;  // without a code: a confirmation that names no dossier
  Command command;
};

// One request, whole. PERMISSION_DENIED `IMPORT_ROLE_REQUIRED` for an event time stated by anyone
// but an importer.
absl::StatusOr<AskedChange> ParseChange(const v1::RaiseObligationRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::ChangeObligationRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::WaiveObligationRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::CancelObligationRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::StartPaymentRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::CancelPaymentRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::ConfirmPaymentRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::CollectPaymentRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::AssignConfirmationRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::OrderRefundRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::ConfirmRefundRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::RejectRefundRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::IssueReceiptRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::ReplaceReceiptRequest& request,
                                        const rpc::Caller& caller, absl::Time now);
absl::StatusOr<AskedChange> ParseChange(const v1::CancelReceiptRequest& request,
                                        const rpc::Caller& caller, absl::Time now);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_REQUESTS_H_
