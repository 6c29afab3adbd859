#include "services/aggregator/definitions/unit_check.h"

#include "services/aggregator/definitions/counter_unit.h"
#include "services/aggregator/definitions/definitions.h"

namespace motcua::aggregator {
namespace {

using statistics::v1::Counter;

std::set<v1::Unit> UnitsOf(const v1::Term& term) {
  switch (term.leaf_case()) {
    case v1::Term::kFlow: {
      std::set<v1::Unit> units;
      for (const int counter : term.flow().counters()) {
        units.insert(UnitOf(static_cast<Counter>(counter)));
      }
      return units;
    }
    case v1::Term::kStock:
      return {term.stock().stock() >= v1::StockLeaf::STOCK_RESULTS_IN_FORCE ? v1::UNIT_RESULT
                                                                            : v1::UNIT_LEG};
    case v1::Term::kCatalogCount:
      return {term.catalog_count().what() == v1::CatalogCountLeaf::WHAT_AGENCIES
                  ? v1::UNIT_AGENCY
                  : v1::UNIT_PROCEDURE};
    case v1::Term::kDistinctCount:
      return {v1::UNIT_PROCEDURE};
    case v1::Term::LEAF_NOT_SET:
      break;
  }
  return {};
}

std::set<v1::Unit> UnitsOf(const v1::Measure& measure) {
  std::set<v1::Unit> units;
  for (const v1::Term& term : measure.terms()) {
    for (const v1::Unit unit : UnitsOf(term)) units.insert(Comparable(unit));
  }
  return units;
}

}  // namespace

void CheckAddedUnits(const v1::Measure& measure, const std::string& path, Faults& faults) {
  std::string units;
  const std::set<v1::Unit> added = UnitsOf(measure);
  for (const v1::Unit unit : added) {
    absl::StrAppend(&units, units.empty() ? "" : ", ", v1::Unit_Name(unit));
  }
  faults.Require(added.size() <= 1, path + ".terms", "add up different units: " + units);
}

void CheckStatedUnit(const v1::Column& column, const std::string& path, Faults& faults) {
  faults.Require(v1::Unit_IsValid(column.unit()), path + ".unit", "is no unit");
  if (column.unit() == v1::UNIT_UNSPECIFIED) return;
  const std::set<v1::Unit> counted =
      UnitsOf(column.has_denominator() ? column.denominator() : column.value());
  if (counted.size() != 1) return;  // told already
  faults.Require(counted.contains(Comparable(column.unit())), path + ".unit",
                 "the column counts " + v1::Unit_Name(*counted.begin()));
}

std::set<v1::Unit> StatedUnits(const v1::TableDefinition& definition,
                               const std::vector<int>& columns) {
  std::set<v1::Unit> units;
  for (const int column : columns) {
    if (column >= 0) units.insert(Comparable(definition.columns(column).unit()));
  }
  units.erase(v1::UNIT_UNSPECIFIED);
  return units;
}

bool ComparesRates(const v1::TableDefinition& definition, const v1::Check& check) {
  if (check.left_size() != 1 || check.right_size() != 1) return false;
  const int left = ColumnIndex(definition, check.left(0));
  return left >= 0 && definition.columns(left).has_denominator();
}

void CheckComparedUnits(const v1::TableDefinition& definition, const v1::Check& check,
                        const std::vector<int>& left, const std::vector<int>& right,
                        const std::string& path, Faults& faults) {
  std::set<v1::Unit> units = StatedUnits(definition, left);
  faults.Require(units.size() <= 1, path + ".left", "adds up columns of different units");
  const std::set<v1::Unit> others = StatedUnits(definition, right);
  faults.Require(others.size() <= 1, path + ".right", "adds up columns of different units");
  if (check.identity() == "I9" || units.size() > 1 || others.size() > 1) return;
  units.insert(others.begin(), others.end());
  faults.Require(units.size() <= 1, path, "compares columns of different units");
}

}  // namespace motcua::aggregator
