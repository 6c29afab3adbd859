#include "services/aggregator/said/changes.h"

namespace motcua::aggregator {
namespace {

using Keyed = std::map<std::pair<std::string, CellKey>, FactChange>;

void Collect(const PeriodFacts& facts, Counted FactChange::*side, Keyed& all) {
  for (const auto& [source, counts] : facts) {
    for (const auto& [key, counted] : counts) all[{source, key}].*side = counted;
  }
}

}  // namespace

FactChanges ChangesBetween(const PeriodFacts& then, const PeriodFacts& now) {
  Keyed all;
  Collect(then, &FactChange::then, all);
  Collect(now, &FactChange::now, all);
  FactChanges changes;
  for (const auto& [place, change] : all) {
    if (change.then == change.now) continue;
    const auto& [source, key] = place;
    changes[{source, key.counter}].emplace(key, change);
  }
  return changes;
}

}  // namespace motcua::aggregator
