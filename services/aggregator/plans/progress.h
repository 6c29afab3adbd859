// How far the targets of a plan are, from the facts of one moment.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PLANS_PROGRESS_H_
#define MOTCUA_SERVICES_AGGREGATOR_PLANS_PROGRESS_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/aggregator/definitions/definitions.h"
#include "services/aggregator/facts.h"
#include "services/aggregator/plans/baseline.h"

namespace motcua::aggregator {

// The days of a plan, and the last one that is counted.
struct PlanDays {
  Day first = 0;
  Day baseline = 0;
  Day due = 0;
  Day day = 0;

  // Where the pace of a forecast begins: the day after the baseline, once that is over.
  Day PaceFrom() const { return day > baseline ? baseline + 1 : first; }
};
// Of a plan that was checked.
PlanDays DaysOf(const v1::Plan& plan, Day day);

// What each target of a group asks for; an error where that is not known.
using Aims = std::vector<absl::StatusOr<Ratio>>;
Aims AimsOf(const v1::TargetGroup& group, SnapshotCells& snapshots);

// `facts.catalog` must be there; `aims` are the group's. In the group's order.
std::vector<v1::TargetProgress> ProgressOf(const v1::TargetGroup& group,
                                           const v1::TableDefinition& definition, const Aims& aims,
                                           PlanDays days, const Facts& facts);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PLANS_PROGRESS_H_
