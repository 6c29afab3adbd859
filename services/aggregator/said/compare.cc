#include "services/aggregator/said/compare.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "services/aggregator/said/changes.h"
#include "services/aggregator/said/steps.h"

namespace motcua::aggregator {
namespace {

// A table's cells and rows by id; nullptr: there is no table.
class Printed {
 public:
  explicit Printed(const v1::Table* table) : table_(table) {
    if (table_ == nullptr) return;
    for (const v1::Row& row : table_->rows()) rows_.emplace(row.id(), &row);
    if (table_->has_total()) rows_.emplace(table_->total().id(), &table_->total());
    for (int i = 0; i < table_->columns_size(); ++i) columns_.emplace(table_->columns(i), i);
  }

  const v1::Table* table() const { return table_; }
  const v1::Row* Find(const std::string& row) const {
    const auto found = rows_.find(row);
    return found == rows_.end() ? nullptr : found->second;
  }
  bool HasColumn(const std::string& column) const { return columns_.contains(column); }
  v1::Cell At(const std::string& row, const std::string& column) const {
    const v1::Row* const found = Find(row);
    const auto index = columns_.find(column);
    const bool there =
        found != nullptr && index != columns_.end() && index->second < found->cells_size();
    return there ? found->cells(index->second) : v1::Cell();
  }

 private:
  const v1::Table* table_;
  std::map<std::string, const v1::Row*> rows_;
  std::map<std::string, int> columns_;
};

const v1::Table* TableOf(const Moment& moment, const std::string& id) {
  const auto found = moment.tables.find(id);
  return found == moment.tables.end() ? nullptr : &found->second;
}

// Those then, after them those that are new, and the total last.
std::vector<std::string> RowIds(const Printed& said, const Printed& known) {
  std::vector<std::string> ids;
  if (said.table() != nullptr) {
    for (const v1::Row& row : said.table()->rows()) ids.push_back(row.id());
  }
  if (known.table() != nullptr) {
    for (const v1::Row& row : known.table()->rows()) {
      if (said.Find(row.id()) == nullptr) ids.push_back(row.id());
    }
  }
  if (said.Find(kTotal) != nullptr || known.Find(kTotal) != nullptr) ids.emplace_back(kTotal);
  return ids;
}

void AddColumns(const Printed& said, const Printed& known, v1::TableComparison& table) {
  if (said.table() != nullptr) *table.mutable_columns() = said.table()->columns();
  if (known.table() == nullptr) return;
  for (const std::string& column : known.table()->columns()) {
    if (!said.HasColumn(column)) table.add_columns(column);
  }
}

v1::CellComparison CellOf(const Printed& said, const Printed& known, const Steps& steps,
                          const Place& place) {
  v1::CellComparison cell;
  *cell.mutable_said() = said.At(place.first, place.second);
  *cell.mutable_known() = known.At(place.first, place.second);
  *cell.mutable_numerator() = CausesOf(steps, place, &Ratio::numerator);
  *cell.mutable_denominator() = CausesOf(steps, place, &Ratio::denominator);
  const auto parts = steps.parts.find(place);
  if (parts != steps.parts.end()) {
    for (const v1::RestatedPart& part : parts->second) *cell.add_restated() = part;
  }
  return cell;
}

bool Has(const v1::CellComparison& cell, std::int64_t (v1::Causes::*cause)() const) {
  return (cell.numerator().*cause)() != 0 || (cell.denominator().*cause)() != 0;
}

bool Differs(const v1::RowComparison& row) {
  if (row.said() != row.known()) return true;
  for (const v1::CellComparison& cell : row.cells()) {
    if (!IsNothing(cell.numerator()) || !IsNothing(cell.denominator())) return true;
  }
  return false;
}

void Count(const v1::CellComparison& cell, v1::TableDifference& difference) {
  const auto count = [&](auto cause, std::int32_t so_far) {
    return so_far + (Has(cell, cause) ? 1 : 0);
  };
  difference.set_restated_count(count(&v1::Causes::restatement, difference.restated_count()));
  difference.set_reorganised_count(
      count(&v1::Causes::reorganisation, difference.reorganised_count()));
  difference.set_redefined_count(count(&v1::Causes::definition, difference.redefined_count()));
  difference.set_unexplained_count(count(&v1::Causes::unexplained, difference.unexplained_count()));
}

v1::RowComparison RowOf(const std::string& id, const v1::TableComparison& table,
                        const Printed& said, const Printed& known, const Steps& steps) {
  v1::RowComparison row;
  const v1::Row* const then = said.Find(id);
  const v1::Row* const now = known.Find(id);
  row.set_id(id);
  row.set_label_vi(then != nullptr ? then->label_vi() : now->label_vi());
  row.set_said(then != nullptr);
  row.set_known(now != nullptr);
  for (const std::string& column : table.columns()) {
    *row.add_cells() = CellOf(said, known, steps, {id, column});
  }
  return row;
}

v1::TableComparison TableOf(const std::string& id, const Steps& steps, const Printed& said,
                            const Printed& known) {
  v1::TableComparison table;
  table.set_definition(id);
  if (steps.then != nullptr) table.set_said_version(steps.then->version());
  if (steps.now != nullptr) table.set_known_version(steps.now->version());
  table.set_title_vi(steps.then != nullptr ? steps.then->title_vi() : steps.now->title_vi());
  AddColumns(said, known, table);
  for (const std::string& row : RowIds(said, known)) {
    *table.add_rows() = RowOf(row, table, said, known, steps);
  }
  return table;
}

v1::TableDifference DifferenceIn(const v1::TableComparison& table) {
  v1::TableDifference difference;
  difference.set_definition(table.definition());
  for (const v1::RowComparison& row : table.rows()) {
    for (const v1::CellComparison& cell : row.cells()) Count(cell, difference);
  }
  return difference;
}

bool IsNothing(const v1::TableDifference& difference) {
  return difference.restated_count() == 0 && difference.reorganised_count() == 0 &&
         difference.redefined_count() == 0 && difference.unexplained_count() == 0;
}

void AddRestated(const FactChanges& changes, v1::Difference& difference) {
  for (const auto& [what, keys] : changes) {
    v1::RestatedCounter& restated = *difference.add_restated();
    restated.set_source(what.first);
    restated.set_counter(static_cast<statistics::v1::Counter>(what.second));
    restated.set_fact_count(static_cast<std::int32_t>(keys.size()));
    for (const auto& [key, change] : keys) {
      restated.set_flow(restated.flow() + change.now.flow - change.then.flow);
      restated.set_before(restated.before() + change.now.before - change.then.before);
    }
  }
}

std::set<std::string> Reorganised(const catalog::Catalog& then, const catalog::Catalog& now) {
  std::set<std::string> ids;
  for (const catalog::Agency& agency : then.agencies()) {
    const catalog::Agency* const found = now.FindAgency(agency.id);
    if (found == nullptr || *found != agency) ids.insert(agency.id);
  }
  for (const catalog::Agency& agency : now.agencies()) {
    if (then.FindAgency(agency.id) == nullptr) ids.insert(agency.id);
  }
  return ids;
}

}  // namespace

v1::SnapshotComparison Compare(const Moment& said, const Moment& known, bool differing_only) {
  v1::SnapshotComparison comparison;
  v1::Difference& difference = *comparison.mutable_difference();
  AddRestated(ChangesBetween(said.facts, known.facts), difference);
  for (const std::string& id : Reorganised(*said.catalog, *known.catalog)) {
    difference.add_reorganised_agencies(id);
  }
  for (const auto& [id, steps] : StepsBetween(said, known)) {
    v1::TableComparison table =
        TableOf(id, steps, Printed(TableOf(said, id)), Printed(TableOf(known, id)));
    v1::TableDifference counted = DifferenceIn(table);
    difference.set_unexplained_count(difference.unexplained_count() + counted.unexplained_count());
    if (!IsNothing(counted)) *difference.add_tables() = std::move(counted);
    if (differing_only) {
      auto& rows = *table.mutable_rows();
      rows.erase(std::remove_if(rows.begin(), rows.end(), std::not_fn(Differs)), rows.end());
    }
    *comparison.add_tables() = std::move(table);
  }
  return comparison;
}

v1::Difference DifferenceOf(const Moment& superseded, const Moment& restated) {
  return Compare(superseded, restated, true).difference();
}

}  // namespace motcua::aggregator
