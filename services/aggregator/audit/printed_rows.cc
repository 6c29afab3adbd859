#include "services/aggregator/audit/printed_rows.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_join.h"
#include "services/aggregator/audit/printed_rates.h"
#include "services/aggregator/domain/order.h"

namespace motcua::aggregator {
namespace {

bool SameAxis(const Printed& a, const Printed& b) {
  return a.definition->rows().SerializeAsString() == b.definition->rows().SerializeAsString();
}

// The rows that a table should have: those of its definition, else those of all tables alike.
std::set<std::string> ListedRows(const Printed& printed, const std::vector<Printed>& report) {
  std::set<std::string> listed;
  for (const RowSpec& spec : *printed.specs) listed.insert(spec.id);
  for (const Printed& other : report) {
    if (other.list != nullptr || !printed.specs->empty() || !SameAxis(printed, other)) continue;
    for (const SheetRow& row : other.sheet.rows) listed.insert(row.id);
  }
  listed.erase(kTotal);
  return listed;
}

std::vector<std::string> TablesWith(const std::string& row, const std::vector<Printed>& report) {
  std::vector<std::string> tables;
  for (const Printed& printed : report) {
    if (printed.list == nullptr && printed.FindRow(row) != nullptr) {
      tables.push_back(printed.definition->id());
    }
  }
  return tables;
}

Finding Missing(const std::string& row, const std::vector<Printed>& report) {
  Finding finding{.identity = "I12",
                  .severity = Severity::kWarning,
                  .row = row,
                  .columns = {},
                  .expected = 1,
                  .shown = 0,
                  .cause_vi = "đơn vị không có dòng trong bảng này",
                  .cause_en = "the unit has no row in this table"};
  const std::vector<std::string> tables = TablesWith(row, report);
  if (tables.empty()) return finding;
  finding.cause_vi += ", nhưng có ở " + absl::StrJoin(tables, ", ");
  finding.cause_en += ", but one in " + absl::StrJoin(tables, ", ");
  return finding;
}

}  // namespace

std::optional<int> GroupOf(const Printed& printed, const std::string& row) {
  const v1::RowAxis& axis = printed.definition->rows();
  if (axis.by_field() || axis.grouping() == v1::RowAxis::GROUPING_NONE) return 0;
  const RowSpec* const spec = FindRow(*printed.specs, row);
  return spec == nullptr ? std::nullopt : std::optional(spec->group);
}

std::optional<Ratio> ValueOf(const v1::TableDefinition& definition, int column,
                             const SheetRow& row) {
  if (!definition.columns(column).has_denominator()) {
    return row.counts[column] ? std::optional(Ratio{*row.counts[column]}) : std::nullopt;
  }
  for (const RateColumns& rate : RatesOf(definition)) {
    const auto numerator = row.counts[rate.numerator];
    const auto denominator = row.counts[rate.denominator];
    if (rate.rate == column && numerator && denominator) return Ratio{*numerator, *denominator};
  }
  return std::nullopt;
}

std::vector<Finding> CheckRanks(const Printed& printed) {
  const v1::TableDefinition& definition = *printed.definition;
  const int column = ColumnIndex(definition, printed.sort().column());
  if (column < 0) return {};
  std::vector<RankedRow> ranked;
  for (const SheetRow& row : printed.sheet.rows) {
    const std::optional<int> group = GroupOf(printed, row.id);
    const std::optional<Ratio> value = ValueOf(definition, column, row);
    if (group && value) ranked.push_back({row.id, *group, *value});
  }
  std::vector<Finding> findings = CheckOrder(ranked, printed.sort().descending());
  for (Finding& finding : findings) finding.columns = {printed.sort().column()};
  return findings;
}

std::vector<Finding> CheckList(const Printed& printed, const std::vector<Printed>& report) {
  if (printed.list != nullptr || printed.definition->rows().by_field()) return {};
  const std::set<std::string> listed = ListedRows(printed, report);
  std::vector<Finding> findings;
  for (const std::string& row : listed) {
    if (printed.FindRow(row) == nullptr) findings.push_back(Missing(row, report));
  }
  for (const SheetRow& row : printed.sheet.rows) {
    if (listed.contains(row.id)) continue;
    findings.push_back({.identity = "I12",
                        .severity = Severity::kWarning,
                        .row = row.id,
                        .columns = {},
                        .expected = 0,
                        .shown = 1,
                        .cause_vi = "dòng không thuộc danh sách của bảng này",
                        .cause_en = "the row is not of those that the table lists"});
  }
  return findings;
}

}  // namespace motcua::aggregator
