// From a cell to the questions its sources are asked: ListCellContributors.
#ifndef MOTCUA_SERVICES_AGGREGATOR_ANSWERS_CONTRIBUTORS_H_
#define MOTCUA_SERVICES_AGGREGATOR_ANSWERS_CONTRIBUTORS_H_

#include "absl/status/statusor.h"
#include "services/aggregator/answers/basis.h"
#include "services/aggregator/drill_down.h"

namespace motcua::aggregator {

// Without deadline.
absl::StatusOr<DrillDown> ParseDrillDown(const Basis& basis,
                                         const v1::ListCellContributorsRequest& request);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_ANSWERS_CONTRIBUTORS_H_
