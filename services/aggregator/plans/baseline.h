// What a target asks for, as an exact fraction.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PLANS_BASELINE_H_
#define MOTCUA_SERVICES_AGGREGATOR_PLANS_BASELINE_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "motcua/aggregator/v1/plan.pb.h"
#include "services/aggregator/domain/ratio.h"
#include "services/aggregator/plans/snapshot_cells.h"

namespace motcua::aggregator {

// The least rate; nullopt: malformed, or the target is to be maintained.
std::optional<Ratio> MinimumOf(const v1::Target& target);
// The printed counts, where the printed rate, if there is one, is what they give; else the rate.
// nullopt: nothing of use is printed.
std::optional<Ratio> PrintedBaselineOf(const v1::Target& target);

// Column id that counts a target; empty: nothing does.
const std::string& ColumnOf(const v1::TargetGroup& group, const v1::Target& target);

// The minimum; or the very cell that the target is about, in its snapshot or, without one, as
// printed. An error where it is not known: then nothing else stands in for it.
absl::StatusOr<Ratio> AimOf(const v1::TargetGroup& group, const v1::Target& target,
                            SnapshotCells& snapshots);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PLANS_BASELINE_H_
