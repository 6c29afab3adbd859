// Units of a plan by what they reached.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PLANS_UNIT_RANKING_H_
#define MOTCUA_SERVICES_AGGREGATOR_PLANS_UNIT_RANKING_H_

#include <vector>

#include "motcua/aggregator/v1/plan.pb.h"

namespace motcua::aggregator {

// By exact rate, falling; equals keep their order; those over nothing last.
v1::UnitRanking RankingOf(const v1::TargetGroup& group,
                          const std::vector<v1::TargetProgress>& targets);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PLANS_UNIT_RANKING_H_
