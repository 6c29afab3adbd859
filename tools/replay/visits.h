// Visits of the agencies' sites: no dossiers, but a report that the aggregator takes in.
#ifndef MOTCUA_TOOLS_REPLAY_VISITS_H_
#define MOTCUA_TOOLS_REPLAY_VISITS_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "motcua/aggregator/v1/reported.pb.h"
#include "tools/replay/scenario.h"

namespace motcua::replay {

// What `site_visits` of settled rows states, as the one import `imports/{scenario}` on the period's
// last day; without counts if no row states any.
aggregator::v1::ImportCountsRequest VisitsOf(const Scenario& scenario,
                                             const std::vector<CountsRow>& rows);

// Imports it, and waits while the aggregator has not heard of the agencies.
absl::Status SendVisits(const aggregator::v1::ImportCountsRequest& visits,
                        const std::shared_ptr<grpc::Channel>& aggregator, absl::Duration patience);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_VISITS_H_
