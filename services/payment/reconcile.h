// Three-way reconciliation of a day: statements, ledger, receipts. Everything is computed from what
// is stored, in one pass over both sides in the order of the gateways' transactions, a bounded
// number of rows in memory at a time. Call it in a transaction: all is read from one snapshot then.
#ifndef MOTCUA_SERVICES_PAYMENT_RECONCILE_H_
#define MOTCUA_SERVICES_PAYMENT_RECONCILE_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/date.h"
#include "common/sql/connection.h"
#include "motcua/payment/v1/payment.pb.h"
#include "services/payment/domain/reconciliation.h"

namespace motcua::payment {

// A parsed ReconcileDayRequest.
struct ReconcileQuery {
  Day day = 0;
  PaymentChannel gateway = PaymentChannel::kNone;  // none: all
};

absl::StatusOr<ReconcileQuery> ParseReconcileQuery(const v1::ReconcileDayRequest& request);

// A payment of a day: the order of a reconciliation.
struct PaymentPlace {
  PaymentChannel gateway = PaymentChannel::kNone;
  std::string key;  // the gateway's transaction; at counter and post the dossier's code
  int number = 0;   // at counter and post, of the ledger transaction
};

// Calls `visit` with the payments behind `after`, in order, until it returns false.
void VisitPayments(sql::Connection& connection, const ReconcileQuery& query,
                   const PaymentPlace& after,
                   const std::function<bool(const PaymentPlace&, const ReconciledPayment&)>& visit);

// Whether nobody waits for the answer any more; asked at each payment: CANCELLED then.
using GivenUp = std::function<bool()>;
absl::StatusOr<v1::Reconciliation> ReconcileAll(sql::Connection& connection,
                                                const ReconcileQuery& query,
                                                const GivenUp& given_up);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_RECONCILE_H_
