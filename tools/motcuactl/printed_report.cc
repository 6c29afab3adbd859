#include "tools/motcuactl/printed_report.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "absl/strings/str_cat.h"
#include "common/catalog/convert.h"
#include "tools/compare/printed.h"
#include "tools/replay/row_reader.h"
#include "tools/replay/scenario_tables.h"

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;
namespace fs = std::filesystem;

constexpr char kClaims[] = "claims.tsv";

void SetPeriod(Day first, Day last, type::v1::Period& period) {
  period.set_first_day(FormatDay(first));
  period.set_last_day(FormatDay(last));
}

// The id of the office a row is another name of, or its own.
std::string Canonical(const agg::CheckReportRequest& request, const std::string& id) {
  for (const catalog::v1::Agency& agency : request.agencies()) {
    if (agency.name() == "agencies/" + id && !agency.alias_of().empty()) {
      return agency.alias_of().substr(agency.alias_of().find('/') + 1);
    }
  }
  return id;
}

void AddTable(const compare::PrintedTable& printed, agg::CheckReportRequest& request) {
  agg::PrintedTable& table = *request.add_tables();
  table.set_definition(printed.definition);
  table.set_list(printed.list);
  for (const std::string& column : printed.columns) table.add_columns(column);
  for (const compare::PrintedTable::Row& row : printed.rows) {
    agg::PrintedRow& added = *table.add_rows();
    added.set_id(printed.axis == "agency_id" ? Canonical(request, row.id) : row.id);
    for (const std::string& cell : row.cells) added.add_cells(cell);
  }
  if (!printed.heading) return;
  SetPeriod(printed.heading->first, printed.heading->second, *table.mutable_heading());
}

absl::Status AddClaims(const fs::path& file, agg::CheckReportRequest& request) {
  const auto table = replay::ReadTsv(file.parent_path(), file.filename());
  if (!table.ok()) return table.status();
  absl::Status read = table->Require({"claim_id", "printed"});
  for (const replay::TsvTable::Row& line : table->rows) {
    if (!read.ok()) return read;
    replay::RowReader row(*table, line);
    agg::Claim& claim = *request.add_claims();
    claim.set_id(row.Required("claim_id"));
    claim.set_printed(row.Required("printed"));
    claim.set_numerator(row.Text("numerator"));
    claim.set_denominator(row.Text("denominator"));
    if (!row.Text("definition_id").empty()) {
      claim.mutable_cell()->set_definition(row.Text("definition_id"));
      claim.mutable_cell()->set_row(row.Id("row_id", true));
      claim.mutable_cell()->set_column(row.Required("column_id"));
    }
    read = row.status();
  }
  return read;
}

absl::Status AddScenario(const std::string& folder, bool with_agencies,
                         agg::CheckReportRequest& request) {
  const auto head = replay::ReadScenarioHead(folder);
  if (!head.ok()) return head.status();
  SetPeriod(head->period_start, head->period_end, *request.mutable_period());
  return with_agencies ? AddAgencies(folder + "/agencies.tsv", request) : absl::OkStatus();
}

}  // namespace

absl::Status AddAgencies(const std::string& file, agg::CheckReportRequest& request) {
  replay::Scenario scenario;
  const fs::path path = file;
  const absl::Status read = replay::ReadAgencies(path.parent_path(), scenario, path.filename());
  if (!read.ok()) return read;
  for (const catalog::Agency& agency : scenario.agencies) {
    catalog::v1::Agency proto = catalog::ToProto(agency);
    const bool known =
        std::any_of(request.agencies().begin(), request.agencies().end(),
                    [&](const catalog::v1::Agency& other) { return other.name() == proto.name(); });
    if (known) continue;
    proto.clear_code();
    *request.add_agencies() = std::move(proto);
  }
  return absl::OkStatus();
}

absl::StatusOr<agg::CheckReportRequest> ReadPrintedReport(const std::vector<std::string>& paths,
                                                          bool with_agencies) {
  agg::CheckReportRequest request;
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    const absl::Status added = AddScenario(path, with_agencies, request);
    if (!added.ok()) return added;
    const std::vector<std::string> expected = compare::ExpectedFiles(path);
    files.insert(files.end(), expected.begin(), expected.end());
  }
  const auto tables = compare::ReadTables(files);
  if (!tables.ok()) return tables.status();
  for (const compare::PrintedTable& table : *tables) AddTable(table, request);
  for (const std::string& file : files) {
    if (fs::path(file).filename() != kClaims) continue;
    const absl::Status added = AddClaims(file, request);
    if (!added.ok()) return added;
  }
  return request;
}

}  // namespace motcua::ctl
