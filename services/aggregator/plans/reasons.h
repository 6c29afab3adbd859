// Why a target is as feasible as it is, for officials.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PLANS_REASONS_H_
#define MOTCUA_SERVICES_AGGREGATOR_PLANS_REASONS_H_

#include <string>

#include "absl/status/status.h"
#include "motcua/aggregator/v1/plan.pb.h"

namespace motcua::aggregator {

// Fills `reason_vi` and `reason_en` of a target whose other fields are filled. `due_day` as
// YYYY-MM-DD, `over` when the day asked for is the due day; `unknown`: why value or aim is missing,
// OK where neither is.
void Explain(const std::string& due_day, bool over, const absl::Status& unknown,
             v1::TargetProgress& progress);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PLANS_REASONS_H_
