#include "services/aggregator/plans/plan_findings.h"

#include <algorithm>
#include <map>
#include <string>

#include "services/aggregator/plans/baseline.h"

namespace motcua::aggregator {
namespace {

// One row's printed cells by column id.
using Cells = std::map<std::string, std::string>;

// Column ids of a group in their order: counts, then every rate that some target is about.
std::vector<std::string> ColumnsOf(const v1::TargetGroup& group) {
  std::vector<std::string> columns;
  const auto add = [&](const std::string& column) {
    const bool known = std::find(columns.begin(), columns.end(), column) != columns.end();
    if (!column.empty() && !known) columns.push_back(column);
  };
  add(group.total_column());
  add(group.numerator_column());
  for (const v1::Target& target : group.targets()) add(ColumnOf(group, target));
  return columns;
}

v1::PrintedTable TableOf(const v1::TargetGroup& group) {
  v1::PrintedTable table;
  table.set_definition(group.definition());
  const std::vector<std::string> columns = ColumnsOf(group);
  table.mutable_columns()->Add(columns.begin(), columns.end());
  std::vector<std::string> order;
  std::map<std::string, Cells> rows;
  for (const v1::Target& target : group.targets()) {
    const std::string& column = ColumnOf(group, target);
    if (column.empty()) continue;
    if (!rows.contains(target.row())) order.push_back(target.row());
    Cells& cells = rows[target.row()];
    cells[column] = target.printed().rate();
    if (!group.total_column().empty()) {
      cells[group.total_column()] = target.printed().total();
      cells[group.numerator_column()] = target.printed().numerator();
    }
  }
  for (const std::string& id : order) {
    v1::PrintedRow& row = *table.add_rows();
    row.set_id(id);
    for (const std::string& column : columns) row.add_cells(rows[id][column]);
  }
  return table;
}

}  // namespace

v1::CheckReportRequest PrintedOf(const v1::Plan& plan) {
  v1::CheckReportRequest request;
  request.mutable_period()->set_first_day(plan.first_day());
  request.mutable_period()->set_last_day(plan.baseline_day());
  for (const v1::TargetGroup& group : plan.groups()) *request.add_tables() = TableOf(group);
  return request;
}

absl::StatusOr<TableFindings> FindingsOf(const v1::Plan& plan, const Definitions& definitions) {
  const absl::StatusOr<PrintedReport> report = ReadReport(definitions, PrintedOf(plan), {});
  if (!report.ok()) return report.status();
  return CheckReport(definitions, *report, nullptr);
}

}  // namespace motcua::aggregator
