// What the requests of PortalService must hold. Each gives INVALID_ARGUMENT naming the field.
#ifndef MOTCUA_SERVICES_PORTAL_REQUESTS_H_
#define MOTCUA_SERVICES_PORTAL_REQUESTS_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/base/date.h"
#include "motcua/portal/v1/portal.pb.h"
#include "services/portal/domain/faults.h"

namespace motcua::portal {

using Period = std::pair<Day, Day>;

absl::StatusOr<Period> ParseTable(const v1::GetNationalTableRequest& request);
absl::StatusOr<Period> ParseRanking(const v1::RankProvincesRequest& request);

// The id of the province.
absl::StatusOr<std::string> ParseAcceptHistory(const v1::AcceptHistoryRequest& request);
struct FaultsOfProvince {
  std::string province;
  FaultPlan plan;
};
absl::StatusOr<FaultsOfProvince> ParseFaults(const v1::SetFaultsRequest& request);

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_REQUESTS_H_
