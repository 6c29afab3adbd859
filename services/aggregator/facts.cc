#include "services/aggregator/facts.h"

#include <algorithm>

namespace motcua::aggregator {

std::int64_t Facts::Total(const Sum& sum, const Scope& scope) const {
  std::int64_t total = 0;
  if (scope.whole || holders.empty()) {
    for (const SourceFacts& source : sources) total += source.cube.Total(sum, scope);
    return total;
  }
  for (const std::string& agency : scope.agencies) {
    const auto holding = holders.find(agency);
    if (holding == holders.end()) continue;
    for (const std::size_t source : holding->second) {
      total += sources[source].cube.TotalAt(agency, sum, scope);
    }
  }
  return total;
}

void Facts::IndexAgencies() {
  holders.clear();
  for (std::size_t i = 0; i < sources.size(); ++i) {
    for (const std::string& agency : sources[i].cube.agencies()) holders[agency].push_back(i);
  }
}

const SourceFacts* Facts::Find(const std::string& source) const {
  const auto found = std::find_if(sources.begin(), sources.end(),
                                  [&](const SourceFacts& facts) { return facts.id == source; });
  return found == sources.end() ? nullptr : &*found;
}

}  // namespace motcua::aggregator
