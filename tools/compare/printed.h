// Tables as a province printed them: the files of a scenario's folder `expected`.
#ifndef MOTCUA_TOOLS_COMPARE_PRINTED_H_
#define MOTCUA_TOOLS_COMPARE_PRINTED_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/date.h"

namespace motcua::compare {

struct PrintedTable {
  struct Row {
    std::string id;                  // as in aggregator.proto
    std::vector<std::string> cells;  // as printed, one per column; empty: blank
  };

  std::string definition;
  // `agency_id`, `row_id` or `field_id`; `column_id` of a block, whose file has a line per column.
  std::string axis;
  // The period that its heading states, both days included, where headings.tsv tells it.
  std::optional<std::pair<Day, Day>> heading;
  std::vector<std::string> columns;
  std::vector<Row> rows;
  std::string list = {};  // id of the definition's list that it prints; empty: the table itself

  // As files are called: the definition, or `DEFINITION.LIST`.
  std::string Name() const { return list.empty() ? definition : definition + "." + list; }
};

// The tables of some files `NAME.tsv`, by name. headings.tsv among them is none, but has
// `definition_id`, `first_day`, `last_day` of a heading; nor is claims.tsv, the prose. Errors name
// file and line.
absl::StatusOr<std::vector<PrintedTable>> ReadTables(const std::vector<std::string>& files);

// Those of `folder`/expected; none if there is no such folder.
absl::StatusOr<std::vector<PrintedTable>> ReadExpected(const std::string& folder);
// The files of `folder`/expected.
std::vector<std::string> ExpectedFiles(const std::string& folder);

// A count as reports print it: digits, with or without a mark between thousands.
std::optional<std::int64_t> ParseCount(const std::string& printed);

// Whether two printed cells show the same number. Counts may differ in the mark between
// thousands, rates in point or comma and in zeros at the end.
bool SameNumber(const std::string& a, const std::string& b, bool rate);

}  // namespace motcua::compare

#endif  // MOTCUA_TOOLS_COMPARE_PRINTED_H_
