// ImportStatement: a stream of pieces that becomes a statement.
#ifndef MOTCUA_SERVICES_PAYMENT_STATEMENT_IMPORT_H_
#define MOTCUA_SERVICES_PAYMENT_STATEMENT_IMPORT_H_

#include "common/base/clock.h"
#include "common/service/mutate.h"
#include "common/service/pending_times.h"
#include "grpcpp/grpcpp.h"
#include "motcua/payment/v1/payment.pb.h"

namespace motcua::payment {

// The reactor of a new call; it is gone when the call is done. What it is given must outlive it.
grpc::ServerReadReactor<v1::ImportStatementRequest>* StartStatementImport(
    const service::Backend& backend, grpc::CallbackServerContext* context, Clock clock,
    service::PendingTimes& pending, v1::Statement* response);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_STATEMENT_IMPORT_H_
