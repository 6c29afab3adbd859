#include "services/aggregator/tables/measure.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/aggregator/tables/agency_filter.h"

namespace motcua::aggregator {
namespace {

using catalog::Agency;
using catalog::Catalog;
using catalog::Procedure;
using statistics::v1::Leaf;

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

Sum FlowOf(const v1::FlowLeaf& leaf, Days days, const Catalog& catalog) {
  const Sum sum = SumOver(leaf, days);
  if (!leaf.has_responsible()) return sum;
  return sum.ForResponsible(AgenciesLike(leaf.responsible(), catalog));
}

Sum StockOf(const v1::StockLeaf& leaf, Days days) {
  return Sum::At(static_cast<Stock>(leaf.stock()), Converted<Channel>(leaf.channels()),
                 leaf.opening() ? days.first - 1 : days.last);
}

bool InScope(const Scope& scope, const std::string& agency) {
  return scope.whole ||
         std::find(scope.agencies.begin(), scope.agencies.end(), agency) != scope.agencies.end();
}

bool OfferedAtOneOf(const v1::CatalogCountLeaf& leaf, const Procedure& procedure,
                    const Catalog& catalog) {
  if (leaf.offered_at().empty()) return true;
  const std::optional<catalog::Level> level = catalog.OfferedAt(procedure);
  return level && std::find(leaf.offered_at().begin(), leaf.offered_at().end(),
                            static_cast<int>(*level)) != leaf.offered_at().end();
}

bool Matches(const v1::CatalogCountLeaf& leaf, const Procedure& procedure, const Catalog& catalog) {
  return OfferedAtOneOf(leaf, procedure, catalog) && (!leaf.has_fee() || procedure.has_fee) &&
         (!leaf.online_payment() || procedure.online_payment) &&
         (!leaf.on_national_portal() || procedure.on_national_portal) &&
         (leaf.service_levels().empty() ||
          std::find(leaf.service_levels().begin(), leaf.service_levels().end(),
                    procedure.service_level) != leaf.service_levels().end());
}

std::int64_t CountCatalog(const v1::CatalogCountLeaf& leaf, const Catalog& catalog,
                          const Scope& scope, Day day) {
  std::int64_t count = 0;
  if (leaf.what() == v1::CatalogCountLeaf::WHAT_AGENCIES) {
    for (const Agency& agency : catalog.agencies()) {
      count += agency.ValidOn(day) && agency.alias_of.empty() && InScope(scope, agency.id);
    }
    return count;
  }
  for (const Procedure& procedure : catalog.procedures()) {
    count += catalog.ProcedureOn(procedure.id, day) == &procedure &&
             InScope(scope, procedure.agency) && Matches(leaf, procedure, catalog) &&
             (!scope.procedures || scope.procedures->contains(procedure.id));
  }
  return count;
}

std::int64_t CountDistinct(const Sum& sum, bool per_agency, const Facts& facts,
                           const Scope& scope) {
  std::map<std::pair<std::string, std::string>, std::int64_t> totals;
  for (const SourceFacts& source : facts.sources) source.cube.AddByProcedure(sum, scope, totals);
  std::map<std::pair<std::string, std::string>, std::int64_t> merged;
  for (const auto& [key, total] : totals) {
    merged[{per_agency ? key.first : "", key.second}] += total;
  }
  return std::count_if(merged.begin(), merged.end(),
                       [](const auto& entry) { return entry.second > 0; });
}

// Which source counts a counter (statistics.proto).
std::string SourceOf(Counter counter) {
  const int number = static_cast<int>(counter);
  if (number < 20) return "intake";
  if (number < 50) return "processing";
  return number < 80 ? "payment" : "digitization";
}

Leaf LeafOf(const Sum& sum, const Scope& scope) {
  Leaf leaf;
  const bool stock = sum.after() == kBeginning;
  leaf.set_kind(stock ? Leaf::KIND_STOCK : Leaf::KIND_FLOW);
  if (!stock) leaf.set_first_day(sum.after() + 1);
  leaf.set_last_day(sum.through());
  for (const int channel : sum.channels()) {
    if (channel != 0) leaf.add_channels(static_cast<type::v1::Channel>(channel));
  }
  for (const std::string& agency : scope.agencies) leaf.add_agencies(agency);
  if (scope.procedures) {
    for (const std::string& procedure : *scope.procedures) leaf.add_procedures(procedure);
  }
  if (sum.responsible()) {
    for (const std::string& agency : *sum.responsible()) leaf.add_responsible_agencies(agency);
  }
  return leaf;
}

// One leaf per source, with the counters that source counts.
void AddLeaves(const Sum& sum, int sign, const Scope& scope, std::vector<SourceLeaf>& leaves) {
  // An empty list of a leaf asks for all.
  if (sum.responsible() && sum.responsible()->empty()) return;
  if (scope.procedures && scope.procedures->empty()) return;
  std::map<std::string, Leaf> by_source;
  for (int counter = 1; counter < kOpen; ++counter) {
    const int counter_sign = sum.signs()[counter];
    if (counter_sign == 0) continue;
    const std::string source = SourceOf(static_cast<Counter>(counter));
    Leaf& leaf = by_source.try_emplace(source, LeafOf(sum, scope)).first->second;
    const auto value = static_cast<statistics::v1::Counter>(counter);
    if (counter_sign > 0) {
      leaf.add_add(value);
    } else {
      leaf.add_subtract(value);
    }
  }
  for (auto& [source, leaf] : by_source) leaves.push_back({source, sign, std::move(leaf)});
}

}  // namespace

Measure::Measure(const v1::Measure& measure, Days days, const Catalog& catalog) : days_(days) {
  for (const v1::Term& term : measure.terms()) {
    Term& added = terms_.emplace_back();
    added.sign = term.minus() ? -1 : 1;
    added.distinct = term.has_distinct_count();
    added.per_agency = term.distinct_count().per_agency();
    added.catalog_count = term.catalog_count();
    if (term.has_flow()) added.sum = FlowOf(term.flow(), days, catalog);
    if (term.has_stock()) added.sum = StockOf(term.stock(), days);
    if (term.has_distinct_count()) added.sum = SumOver(term.distinct_count(), days);
  }
}

std::int64_t Measure::Value(const Facts& facts, const Scope& scope) const {
  std::int64_t value = 0;
  for (const Term& term : terms_) {
    if (!term.sum) {
      value += term.sign * CountCatalog(term.catalog_count, *facts.catalog, scope, days_.last);
    } else if (term.distinct) {
      value += term.sign * CountDistinct(*term.sum, term.per_agency, facts, scope);
    } else {
      value += term.sign * facts.Total(*term.sum, scope);
    }
  }
  return value;
}

bool IsAdditive(const v1::Measure& measure) {
  return std::all_of(measure.terms().begin(), measure.terms().end(),
                     [](const v1::Term& term) { return term.has_flow() || term.has_stock(); });
}

std::vector<SourceLeaf> LeavesOf(const v1::Measure& measure, Days days, const Scope& scope,
                                 const Catalog& catalog) {
  std::vector<SourceLeaf> leaves;
  for (const v1::Term& term : measure.terms()) {
    const int sign = term.minus() ? -1 : 1;
    if (term.has_flow()) AddLeaves(FlowOf(term.flow(), days, catalog), sign, scope, leaves);
    if (term.has_stock()) AddLeaves(StockOf(term.stock(), days), sign, scope, leaves);
    if (term.has_distinct_count()) {
      AddLeaves(SumOver(term.distinct_count(), days), sign, scope, leaves);
    }
  }
  return leaves;
}

bool IsCounted(const v1::Measure& measure, const Facts& facts) {
  const std::vector<SourceLeaf> leaves = LeavesOf(measure, {}, {}, *facts.catalog);
  return std::all_of(leaves.begin(), leaves.end(),
                     [&](const SourceLeaf& leaf) { return facts.Find(leaf.source) != nullptr; });
}

}  // namespace motcua::aggregator
