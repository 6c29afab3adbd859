#include "services/aggregator/definitions/right_table_check.h"

#include <set>

#include "services/aggregator/definitions/unit_check.h"

namespace motcua::aggregator {
namespace {

std::vector<int> IndexesIn(const v1::TableDefinition& definition,
                           const google::protobuf::RepeatedPtrField<std::string>& columns) {
  std::vector<int> indexes;
  for (const std::string& column : columns) indexes.push_back(ColumnIndex(definition, column));
  return indexes;
}

void CheckColumnsOf(const v1::TableDefinition& definition, const v1::Check& check,
                    const v1::TableDefinition& other, const std::string& path, Faults& faults) {
  const std::vector<int> right = IndexesIn(other, check.right());
  const bool rates = ComparesRates(definition, check);
  for (int i = 0; i < check.right_size(); ++i) {
    const std::string at = path + At(".right", i);
    faults.Require(right[i] >= 0, at,
                   absl::StrCat("is no column of ", other.id(), " version ", other.version()));
    if (right[i] < 0) continue;
    faults.Require(other.columns(right[i]).has_denominator() == rates, at,
                   rates ? "is no rate" : "is a rate");
  }
  std::set<v1::Unit> units = StatedUnits(definition, IndexesIn(definition, check.left()));
  const std::set<v1::Unit> others = StatedUnits(other, right);
  units.insert(others.begin(), others.end());
  faults.Require(units.size() <= 1 || check.identity() == "I9", path + ".right",
                 "compares columns of different units");
}

}  // namespace

std::vector<Fault> FindFaultsBeside(const v1::TableDefinition& definition,
                                    const Definitions& others) {
  Faults faults;
  for (int i = 0; i < definition.checks_size(); ++i) {
    const v1::Check& check = definition.checks(i);
    if (check.right_table().empty()) continue;
    const std::string path = At("checks", i);
    faults.Require(others.Newest(check.right_table()) != nullptr, path + ".right_table",
                   "there is no such table");
    for (const v1::TableDefinition* other : others.All()) {
      const bool meets =
          other->id() == check.right_table() && ValidityOf(*other).Overlaps(ValidityOf(definition));
      if (meets) CheckColumnsOf(definition, check, *other, path, faults);
    }
  }
  return faults.Take();
}

}  // namespace motcua::aggregator
