#include "services/aggregator/tables/sums.h"

#include <vector>

namespace motcua::aggregator {
namespace {

template <typename To, typename List>
std::vector<To> Converted(const List& list) {
  std::vector<To> converted;
  for (const auto value : list) converted.push_back(static_cast<To>(value));
  return converted;
}

template <typename CounterLeaf>
Sum SumOver(const CounterLeaf& leaf, Days days) {
  return Sum::Flow(Converted<Counter>(leaf.counters()), Converted<Channel>(leaf.channels()),
                   days.first, days.last);
}

Sum FlowOf(const v1::FlowLeaf& leaf, Days days, const Facts& facts) {
  const Sum sum = SumOver(leaf, days);
  if (!leaf.has_responsible()) return sum;
  const auto agencies =
      facts.selections->Agencies(leaf.responsible(), facts.catalog->TreeOn(days.TreeDay()));
  return sum.ForResponsible({agencies->begin(), agencies->end()});
}

Sum StockOf(const v1::StockLeaf& leaf, Days days) {
  return Sum::At(static_cast<Stock>(leaf.stock()), Converted<Channel>(leaf.channels()),
                 leaf.opening() ? days.first - 1 : days.last);
}

}  // namespace

std::optional<Sum> SumOf(const v1::Term& term, Days days, const Facts& facts) {
  if (term.has_flow()) return FlowOf(term.flow(), days, facts);
  if (term.has_stock()) return StockOf(term.stock(), days);
  if (term.has_distinct_count()) return SumOver(term.distinct_count(), days);
  return std::nullopt;
}

}  // namespace motcua::aggregator
