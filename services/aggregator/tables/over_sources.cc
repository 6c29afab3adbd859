#include "services/aggregator/tables/over_sources.h"

#include <optional>
#include <string>
#include <utility>

namespace motcua::aggregator {
namespace {

using statistics::v1::Leaf;
using Counters = google::protobuf::RepeatedField<int>;

Counters CountedBy(const Cube& cube, const Counters& counters) {
  Counters counted;
  for (const int counter : counters) {
    if (cube.Has(static_cast<Counter>(counter))) counted.Add(counter);
  }
  return counted;
}

// nullopt: the source never counted any of it.
std::optional<Leaf> PartOf(const Leaf& leaf, const Cube& cube) {
  Leaf part = leaf;
  *part.mutable_add() = CountedBy(cube, leaf.add());
  *part.mutable_subtract() = CountedBy(cube, leaf.subtract());
  if (part.add().empty() && part.subtract().empty()) return std::nullopt;
  return part;
}

std::int64_t TotalOf(const Leaf& leaf, const Counters& counters, const Cube& cube) {
  std::vector<Counter> added;
  for (const int counter : counters) added.push_back(static_cast<Counter>(counter));
  std::vector<Channel> channels;
  for (const int channel : leaf.channels()) channels.push_back(static_cast<Channel>(channel));
  const Day first = leaf.kind() == Leaf::KIND_STOCK ? kBeginning + 1 : leaf.first_day();
  Sum sum = Sum::Flow(added, channels, first, leaf.last_day());
  if (!leaf.responsible_agencies().empty()) {
    sum = sum.ForResponsible(
        {leaf.responsible_agencies().begin(), leaf.responsible_agencies().end()});
  }
  Scope scope{leaf.agencies().empty(), {leaf.agencies().begin(), leaf.agencies().end()}, {}};
  if (!leaf.procedures().empty()) {
    scope.procedures =
        std::make_shared<const Ids>(leaf.procedures().begin(), leaf.procedures().end());
  }
  return cube.Total(sum, scope);
}

}  // namespace

std::vector<SourceLeaf> OverSources(const std::vector<SourceLeaf>& leaves, const Facts& facts) {
  std::vector<SourceLeaf> all;
  for (const SourceLeaf& leaf : leaves) {
    for (const SourceFacts& source : facts.sources) {
      std::optional<Leaf> part = PartOf(leaf.leaf, source.cube);
      if (!part) continue;
      const std::int64_t value =
          TotalOf(*part, part->add(), source.cube) - TotalOf(*part, part->subtract(), source.cube);
      all.push_back({source.id, leaf.sign, *std::move(part), value});
    }
  }
  return all;
}

}  // namespace motcua::aggregator
