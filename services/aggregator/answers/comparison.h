// One question under two definitions: CompareCells.
#ifndef MOTCUA_SERVICES_AGGREGATOR_ANSWERS_COMPARISON_H_
#define MOTCUA_SERVICES_AGGREGATOR_ANSWERS_COMPARISON_H_

#include "absl/status/status.h"
#include "services/aggregator/answers/basis.h"

namespace motcua::aggregator {

absl::Status AnswerComparison(const Basis& basis, const v1::CompareCellsRequest& request,
                              v1::CompareCellsResponse& response);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_ANSWERS_COMPARISON_H_
