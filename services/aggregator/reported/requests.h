// Requests of ReportedService as changes of imports.
#ifndef MOTCUA_SERVICES_AGGREGATOR_REPORTED_REQUESTS_H_
#define MOTCUA_SERVICES_AGGREGATOR_REPORTED_REQUESTS_H_

#include "absl/status/statusor.h"
#include "common/catalog/catalog.h"
#include "common/rpc/guard.h"
#include "motcua/aggregator/v1/reported.pb.h"
#include "services/aggregator/domain/import.h"

namespace motcua::aggregator {

// INVALID_ARGUMENT naming the first field at fault, as reported.proto says. `catalog` tells which
// agencies and procedures there are.
absl::StatusOr<ImportChange> ParseChange(const v1::ImportCountsRequest& request,
                                         const rpc::Caller& caller, absl::Time now,
                                         const catalog::Catalog& catalog);
absl::StatusOr<ImportChange> ParseChange(const v1::WithdrawImportRequest& request,
                                         const rpc::Caller& caller, absl::Time now);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_REPORTED_REQUESTS_H_
