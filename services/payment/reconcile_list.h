// The payments behind a reconciliation, page by page.
#ifndef MOTCUA_SERVICES_PAYMENT_RECONCILE_LIST_H_
#define MOTCUA_SERVICES_PAYMENT_RECONCILE_LIST_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/sql/connection.h"
#include "motcua/payment/v1/payment.pb.h"
#include "services/payment/reconcile.h"

namespace motcua::payment {

// A parsed ListReconciliationRequest.
struct ReconcileListQuery {
  ReconcileQuery of;
  std::optional<ReconciliationOutcome> outcome;  // absent: all but matched
  int page_size = 100;
  std::string filter;  // what a page token is bound to
  PaymentPlace after;
};

absl::StatusOr<ReconcileListQuery> ParseReconcileListQuery(
    const v1::ListReconciliationRequest& request);
absl::StatusOr<v1::ListReconciliationResponse> ReadReconciliation(sql::Connection& connection,
                                                                  const ReconcileListQuery& query,
                                                                  const GivenUp& given_up);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_RECONCILE_LIST_H_
