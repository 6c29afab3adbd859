#include "services/aggregator/said/moment.h"

#include <utility>

#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {

void SetCounted(Cube& cube, CellKey key, const Counted& counted, Days days) {
  key.day = days.first - 1;
  cube.Set(key, counted.before);
  key.day = days.last;
  cube.Set(key, counted.flow);
}

Facts ToFacts(const PeriodFacts& facts, std::shared_ptr<const catalog::Catalog> catalog,
              Days days) {
  Facts made;
  made.catalog = std::move(catalog);
  for (const auto& [source, counts] : facts) {
    SourceFacts& added = made.sources.emplace_back();
    added.id = source;
    for (const auto& [key, counted] : counts) SetCounted(added.cube, key, counted, days);
  }
  return made;
}

PeriodFacts CountedIn(const Facts& facts, Days days) {
  PeriodFacts all;
  for (const SourceFacts& source : facts.sources) {
    std::map<CellKey, Counted>& counts = all[source.id];
    source.cube.ForEachSum(days.first, days.last,
                           [&](const CellKey& key, std::int64_t before, std::int64_t flow) {
                             if (flow != 0 || before != 0)
                               counts[key] = {.flow = flow, .before = before};
                           });
  }
  return all;
}

Moment MomentNow(const Facts& facts, Days days,
                 const std::vector<const v1::TableDefinition*>& definitions) {
  Moment now{.days = days,
             .facts = CountedIn(facts, days),
             .catalog = facts.catalog,
             .definitions = {},
             .tables = {}};
  for (const v1::TableDefinition* definition : definitions) {
    now.definitions.emplace(definition->id(), *definition);
    now.tables.emplace(definition->id(),
                       ToProto(*definition, Compute(*definition, facts, days), days, facts));
  }
  return now;
}

}  // namespace motcua::aggregator
