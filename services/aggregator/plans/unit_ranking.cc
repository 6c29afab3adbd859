#include "services/aggregator/plans/unit_ranking.h"

#include <algorithm>

#include "services/aggregator/domain/ratio.h"

namespace motcua::aggregator {

v1::UnitRanking RankingOf(const v1::TargetGroup& group,
                          const std::vector<v1::TargetProgress>& targets) {
  std::vector<const v1::TargetProgress*> ranked;
  for (const v1::TargetProgress& target : targets) ranked.push_back(&target);
  const auto value = [](const v1::TargetProgress* target) {
    return Ratio{target->now().numerator(), target->now().denominator()};
  };
  const auto is_known = [&](const auto* target) { return value(target).denominator > 0; };
  std::stable_sort(ranked.begin(), ranked.end(), [&](const auto* a, const auto* b) {
    if (is_known(a) != is_known(b)) return is_known(a);
    return is_known(a) && Compare(value(a), value(b)) > 0;
  });
  v1::UnitRanking ranking;
  ranking.set_group(group.id());
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const v1::TargetProgress& target = *ranked[i];
    v1::RankedUnit& unit = *ranking.add_units();
    unit.set_row(target.row());
    unit.set_label_vi(target.label_vi());
    unit.set_head_vi(target.head_vi());
    unit.set_met(target.met());
    if (target.has_now()) *unit.mutable_now() = target.now();
    if (!is_known(ranked[i])) continue;
    const bool equal = i > 0 && Compare(value(ranked[i - 1]), value(ranked[i])) == 0;
    unit.set_place(equal ? ranking.units(static_cast<int>(i) - 1).place()
                         : static_cast<int>(i) + 1);
  }
  return ranking;
}

}  // namespace motcua::aggregator
