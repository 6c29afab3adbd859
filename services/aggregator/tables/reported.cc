#include "services/aggregator/tables/reported.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "services/aggregator/reported/convert.h"

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

bool Stands(const Import& import, const std::vector<Parts>& columns, const Scope& scope) {
  const statistics::Deltas& counts = import.document.counts;
  return std::any_of(columns.begin(), columns.end(), [&](const Parts& parts) {
    return parts.value.TakesAny(counts, scope) ||
           (parts.denominator && parts.denominator->TakesAny(counts, scope));
  });
}

}  // namespace

void AddReported(const v1::TableDefinition& definition, const Computed& computed, Days days,
                 const Facts& facts, v1::Table& table) {
  if (facts.imports.empty()) return;
  std::vector<Parts> columns;
  for (const v1::Column& column : definition.columns()) {
    columns.push_back(PartsOf(column, days, facts));
  }
  for (int i = 0; i < table.rows_size(); ++i) {
    FillRow(columns, facts, computed.rows[i], *table.mutable_rows(i));
  }
  if (computed.total) FillRow(columns, facts, *computed.total, *table.mutable_total());
  const Scope scope = ScopeOfAll(computed);
  for (const auto& [id, import] : facts.imports) {
    if (!import->withdrawn && Stands(*import, columns, scope)) {
      *table.add_imports() = ToProto(*import);
    }
  }
}

}  // namespace motcua::aggregator
