#include "services/aggregator/tables/unplaced.h"

#include <algorithm>
#include <string>
#include <vector>

#include "services/aggregator/tables/measure.h"

namespace motcua::aggregator {
namespace {

using catalog::Agency;
using catalog::Catalog;

// An alias is where its office is.
bool IsPlaced(const Agency& agency, const Catalog& tree, Day day) {
  return tree.Stands(agency.alias_of.empty() ? agency : *tree.FindAgency(agency.alias_of), day);
}

std::vector<Measure> MeasuresOf(const v1::TableDefinition& definition, Days days,
                                const Facts& facts) {
  std::vector<Measure> measures;
  for (const v1::Column& column : definition.columns()) {
    measures.emplace_back(column.value(), days, facts);
    if (column.has_denominator()) measures.emplace_back(column.denominator(), days, facts);
  }
  return measures;
}

}  // namespace

void AddUnplaced(const v1::TableDefinition& definition, Days days, const Facts& facts,
                 v1::Table& table) {
  const auto tree = facts.catalog->TreeOn(days.TreeDay());
  const auto rows = facts.rows->Of(definition, tree, days.last);
  std::vector<Measure> measures;
  for (const Agency& agency : tree->agencies()) {
    if (IsPlaced(agency, *tree, days.TreeDay())) continue;
    if (measures.empty()) measures = MeasuresOf(definition, days, facts);
    const Scope scope{false, {agency.id}, rows->back().scope.procedures};
    const bool counted = std::any_of(measures.begin(), measures.end(), [&](const Measure& measure) {
      return measure.Value(facts, scope) != 0;
    });
    if (counted) table.add_unplaced("agencies/" + agency.id);
  }
}

}  // namespace motcua::aggregator
