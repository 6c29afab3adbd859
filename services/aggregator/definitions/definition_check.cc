#include "services/aggregator/definitions/definition_check.h"

#include <set>

#include "services/aggregator/definitions/column_check.h"
#include "services/aggregator/definitions/definitions.h"
#include "services/aggregator/definitions/list_check.h"
#include "services/aggregator/definitions/measure_check.h"
#include "services/aggregator/definitions/row_check.h"
#include "services/aggregator/definitions/unit_check.h"
#include "services/aggregator/definitions/words.h"

namespace motcua::aggregator {
namespace {

void CheckValidity(const v1::TableDefinition& definition, Faults& faults) {
  const auto is_day = [](const std::string& day) { return day.empty() || ParseDay(day); };
  faults.Require(definition.version() >= 1, "version", "must be at least 1");
  faults.Require(is_day(definition.valid_from()), "valid_from", "must be a day, YYYY-MM-DD");
  faults.Require(is_day(definition.valid_to()), "valid_to", "must be a day, YYYY-MM-DD");
  const Validity validity = ValidityOf(definition);
  faults.Require(validity.first <= validity.last, "valid_to", "must not lie before valid_from");
}

void CheckLayout(const v1::TableDefinition& definition, Faults& faults) {
  const bool block = definition.layout() == v1::TableDefinition::LAYOUT_BLOCK;
  faults.Require(v1::TableDefinition::Layout_IsValid(definition.layout()), "layout",
                 "is no layout");
  faults.Require(!block || definition.lists().empty(), "lists", "do not go with LAYOUT_BLOCK");
  faults.Require(v1::TableDefinition::TotalScope_IsValid(definition.total_scope()), "total_scope",
                 "is no scope");
  faults.Require(!definition.rows().by_field() || definition.total_scope() == 0, "total_scope",
                 "belongs to rows of agencies");
  faults.Require(definition.total_label_en().empty() || !definition.total_label_vi().empty(),
                 "total_label_en", "belongs to total_label_vi, which is required with it");
}

// Positions of the columns on one side of a check: counts, or one rate beside one rate.
std::vector<int> CheckSide(const v1::TableDefinition& definition, bool rates, const WordList& side,
                           const std::string& path, Faults& faults) {
  std::vector<int> columns;
  for (int i = 0; i < side.size(); ++i) {
    columns.push_back(ColumnIndex(definition, side.Get(i)));
    faults.Require(columns.back() >= 0, At(path, i), "is no column of this table");
    if (columns.back() < 0) continue;
    faults.Require(definition.columns(columns.back()).has_denominator() == rates, At(path, i),
                   rates ? "is no rate" : "is a rate");
  }
  return columns;
}

void CheckOtherTable(const v1::Check& check, const std::string& path, Faults& faults) {
  const bool other = !check.right_table().empty();
  faults.Require(!other || IsId(check.right_table()), path + ".right_table", "is no id of a table");
  faults.Require(check.left_row().empty() || other, path + ".left_row", "belongs to right_table");
  faults.Require(check.right_row().empty() || !check.left_row().empty(), path + ".right_row",
                 "belongs to left_row");
}

void CheckIdentity(const v1::TableDefinition& definition, const v1::Check& check,
                   const std::string& path, Faults& faults) {
  static const std::set<std::string> kKnown = {"I1", "I2", "I3", "I7", "I9", "I10"};
  faults.Require(kKnown.contains(check.identity()), path + ".identity",
                 "must be I1, I2, I3, I7, I9, I10");
  faults.Require(v1::Check::Relation_IsValid(check.relation()), path + ".relation",
                 "is no relation");
  faults.Require(check.left_size() > 0, path + ".left", "at least one column is required");
  faults.Require(check.right_size() > 0, path + ".right", "at least one column is required");
  const bool rates = ComparesRates(definition, check);
  const auto left = CheckSide(definition, rates, check.left(), path + ".left", faults);
  std::vector<int> right;
  if (check.right_table().empty()) {
    right = CheckSide(definition, rates, check.right(), path + ".right", faults);
  }
  CheckOtherTable(check, path, faults);
  CheckComparedUnits(definition, check, left, right, path, faults);
  if (check.has_explained_by()) CheckMeasure(check.explained_by(), path + ".explained_by", faults);
  faults.Require(check.has_explained_by() == !check.explained_by_vi().empty(),
                 path + ".explained_by_vi", "belongs to explained_by, and is required there");
}

void CheckColumns(const v1::TableDefinition& definition, Faults& faults) {
  faults.Require(definition.columns_size() > 0, "columns", "at least one is required");
  std::set<std::string> ids;
  for (int i = 0; i < definition.columns_size(); ++i) {
    const std::string path = At("columns", i);
    const v1::Column& column = definition.columns(i);
    CheckColumn(definition, column, path, faults);
    faults.Require(ids.insert(column.id()).second, path + ".id", "is there twice");
  }
}

}  // namespace

std::vector<Fault> FindFaults(const v1::TableDefinition& definition) {
  Faults faults;
  faults.Require(IsId(definition.id()), "id", "must be 1 to 63 of a–z, 0–9 and _");
  faults.Require(!definition.title_vi().empty(), "title_vi", "is required");
  CheckValidity(definition, faults);
  CheckRows(definition.rows(), faults);
  CheckLayout(definition, faults);
  CheckColumns(definition, faults);
  for (int i = 0; i < definition.checks_size(); ++i) {
    CheckIdentity(definition, definition.checks(i), At("checks", i), faults);
  }
  if (definition.has_sort()) CheckSort(definition, definition.sort(), "sort", faults);
  CheckLists(definition, faults);
  return faults.Take();
}

}  // namespace motcua::aggregator
