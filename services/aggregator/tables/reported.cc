#include "services/aggregator/tables/reported.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "services/aggregator/reported/convert.h"
#include "services/aggregator/tables/limits.h"
#include "services/aggregator/tables/sums.h"

namespace motcua::aggregator {
namespace {

struct Parts {
  Measure value;
  std::optional<Measure> denominator;
};

Parts PartsOf(const v1::Column& column, Days days, const Facts& facts) {
  Parts parts{Measure(column.value(), days, facts), std::nullopt};
  if (column.has_denominator()) {
    parts.denominator.emplace(column.denominator(), days, facts);
  }
  return parts;
}

void FillCell(const Parts& parts, const Facts& facts, const Scope& scope, v1::Cell& cell) {
  cell.set_reported(parts.value.Reported(facts, scope));
  if (parts.denominator) {
    cell.set_reported_denominator(parts.denominator->Reported(facts, scope));
  }
}

void FillRow(const std::vector<Parts>& columns, const Facts& facts, const ComputedRow& computed,
             v1::Row& row) {
  for (int i = 0; i < row.cells_size(); ++i) {
    FillCell(columns[i], facts, computed.spec->scope, *row.mutable_cells(i));
  }
}

// What some row counts. Rows differ either in their agencies or in their procedures.
Scope ScopeOfAll(const Computed& computed) {
  std::set<std::string> agencies;
  Ids procedures;
  bool every_procedure = false;
  Scope all;
  const auto add = [&](const Scope& scope) {
    all.whole = all.whole || scope.whole;
    agencies.insert(scope.agencies.begin(), scope.agencies.end());
    every_procedure = every_procedure || scope.procedures == nullptr;
    if (!every_procedure) procedures.insert(scope.procedures->begin(), scope.procedures->end());
  };
  for (const ComputedRow& row : computed.rows) add(row.spec->scope);
  if (computed.total) add(computed.total->spec->scope);
  all.agencies.assign(agencies.begin(), agencies.end());
  if (!every_procedure) all.procedures = std::make_shared<const Ids>(std::move(procedures));
  return all;
}

// Agencies and procedures, to be looked up for each count of an import.
struct Place {
  explicit Place(const Scope& scope)
      : whole(scope.whole), agencies(scope.agencies.begin(), scope.agencies.end()) {
    if (scope.procedures) procedures.emplace(scope.procedures->begin(), scope.procedures->end());
  }
  bool Has(const CellKey& key) const {
    return (whole || agencies.contains(key.agency)) &&
           (!procedures || procedures->contains(key.procedure));
  }

  bool whole;
  std::unordered_set<std::string> agencies;
  std::optional<std::unordered_set<std::string>> procedures;
};

// What a term of some column counts.
struct Counted {
  bool Touches(const Extent& extent) const {
    return sum.after() < extent.last_day && extent.first_day <= sum.through() &&
           (counters & extent.counters).any();
  }
  bool Takes(const CellKey& key) const { return sum.Takes(key) && place->Has(key); }

  Sum sum;
  CounterSet counters;
  std::shared_ptr<const Place> place;
};

CounterSet CountersOf(const Sum& sum) {
  CounterSet counters;
  for (std::size_t i = 0; i < counters.size(); ++i) counters.set(i, sum.signs()[i] != 0);
  return counters;
}

// What the terms of a table count in its rows.
std::vector<Counted> AllCounted(const v1::TableDefinition& definition, Days days,
                                const Scope& scope, const Facts& facts) {
  std::vector<Counted> all;
  const auto everywhere = std::make_shared<const Place>(scope);
  const auto add = [&](const v1::Measure& measure) {
    const Limits limits(measure, days, facts);
    const auto place =
        limits.none() ? everywhere : std::make_shared<const Place>(limits.Within(scope));
    for (const v1::Term& term : measure.terms()) {
      const std::optional<Sum> sum = SumOf(term, days, facts);
      if (sum) all.push_back({*sum, CountersOf(*sum), place});
    }
  };
  for (const v1::Column& column : definition.columns()) {
    add(column.value());
    if (column.has_denominator()) add(column.denominator());
  }
  return all;
}

bool Stands(const Import& import, const std::vector<Counted>& all) {
  std::vector<const Counted*> touching;
  for (const Counted& counted : all) {
    if (counted.Touches(import.extent)) touching.push_back(&counted);
  }
  if (touching.empty()) return false;
  const auto& counts = import.document.counts.values();
  return std::any_of(counts.begin(), counts.end(), [&](const auto& count) {
    return std::any_of(touching.begin(), touching.end(),
                       [&](const Counted* counted) { return counted->Takes(count.first); });
  });
}

void AddImports(const std::vector<Counted>& all, const Facts& facts, v1::Table& table) {
  for (const auto& [id, import] : facts.imports) {
    if (!import->withdrawn && Stands(*import, all)) *table.add_imports() = ToProto(*import);
  }
}

}  // namespace

void AddReported(const v1::TableDefinition& definition, const Computed& computed, Days days,
                 const Facts& facts, v1::Table& table) {
  const SourceFacts* const reported = facts.Find(kReported);
  if (reported == nullptr || reported->cube.agency_count() == 0) return;
  std::vector<Parts> columns;
  for (const v1::Column& column : definition.columns()) {
    columns.push_back(PartsOf(column, days, facts));
  }
  for (int i = 0; i < table.rows_size(); ++i) {
    FillRow(columns, facts, computed.rows[i], *table.mutable_rows(i));
  }
  if (computed.total) FillRow(columns, facts, *computed.total, *table.mutable_total());
  AddImports(AllCounted(definition, days, ScopeOfAll(computed), facts), facts, table);
}

}  // namespace motcua::aggregator
