// From a cell to its dossiers: asks the sources, now.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DRILL_DOWN_H_
#define MOTCUA_SERVICES_AGGREGATOR_DRILL_DOWN_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "motcua/aggregator/v1/aggregator.pb.h"
#include "services/aggregator/links.h"
#include "services/aggregator/merge_pages.h"
#include "services/aggregator/tables/leaves.h"

namespace motcua::aggregator {

// A parsed request: what to ask and where to go on.
struct DrillDown {
  std::vector<SourceLeaf> leaves;
  MergePlace place;      // one per leaf
  std::string tree_day;  // told in the answer
  int page_size = 100;
  std::string bound;    // what the page token is bound to
  absl::Time deadline;  // of SteadyNow
};

// Asks every leaf's source at once, without blocking; fills `response` and finishes `reactor`
// when the last has answered. UNAVAILABLE `SOURCE_UNREACHABLE` when one did not.
void Ask(DrillDown drill_down, const Links& links, v1::ListCellContributorsResponse* response,
         grpc::ServerUnaryReactor* reactor);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DRILL_DOWN_H_
