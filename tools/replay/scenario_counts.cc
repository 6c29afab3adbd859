// ReadCounts: the rows of counts.tsv.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tools/replay/row_reader.h"
#include "tools/replay/scenario_tables.h"

namespace motcua::replay {
namespace {

// Adds the counts of another name of an office to those it has.
absl::Status Merge(const TsvTable& table, const TsvTable::Row& row, const Counts& from,
                   Counts& into) {
  for (std::size_t i = 0; i < kColumns; ++i) {
    const auto column = static_cast<Column>(i);
    if (!from[column]) continue;
    if (into[column] && into[column] != from[column]) {
      return table.Error(row, NameOf(column),
                         absl::StrCat("is ", *from[column],
                                      ", but another row of the same office "
                                      "says ",
                                      *into[column], " (I10)"));
    }
    into[column] = from[column];
  }
  return absl::OkStatus();
}

// Names of agencies with their fields that already have a row.
using Seen = std::set<std::pair<std::string, std::string>>;

absl::Status AddCountsRow(const TsvTable& table, const TsvTable::Row& line, Seen& seen,
                          Scenario& scenario) {
  RowReader row(table, line);
  CountsRow read;
  read.line = line.line;
  const std::string named = row.Id("agency_id", true);
  read.field = row.Id("field_id", false);
  for (std::size_t i = 0; i < kColumns; ++i) {
    read.counts[static_cast<Column>(i)] = row.Count(kColumnNames[i]);
  }
  if (!row.status().ok()) return row.status();
  if (scenario.FindAgency(named) == nullptr) {
    return table.Error(line, "agency_id", "is not in agencies.tsv");
  }
  if (!seen.emplace(named, read.field).second) {
    return table.Error(line, "agency_id", "stands there twice");
  }
  read.agency = scenario.Canonical(named);
  for (CountsRow& other : scenario.rows) {
    if (other.agency != read.agency) continue;
    if (other.field.empty() != read.field.empty()) {
      return table.Error(line, "field_id", "an agency has either one row or rows by field");
    }
    if (other.field == read.field) return Merge(table, line, read.counts, other.counts);
  }
  scenario.rows.push_back(std::move(read));
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadCounts(const std::string& folder, Scenario& scenario) {
  const absl::StatusOr<TsvTable> table = ReadTsv(folder, "counts.tsv");
  if (!table.ok()) return table.status();
  const absl::Status required = table->Require({"agency_id"});
  if (!required.ok()) return required;
  for (const std::string& column : table->header) {
    if (column == "agency_id" || column == "field_id") continue;
    if (std::find(kColumnNames.begin(), kColumnNames.end(), column) == kColumnNames.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat(table->file, ": column '", column, "' is unknown"));
    }
  }
  Seen seen;
  for (const TsvTable::Row& line : table->rows) {
    const absl::Status added = AddCountsRow(*table, line, seen, scenario);
    if (!added.ok()) return added;
  }
  if (scenario.rows.empty()) return absl::InvalidArgumentError("counts.tsv has no rows");
  return absl::OkStatus();
}

}  // namespace motcua::replay
