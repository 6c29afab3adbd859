#include "tools/motcuactl/printed_report.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/catalog/convert.h"
#include "tools/compare/printed.h"
#include "tools/replay/row_reader.h"
#include "tools/replay/scenario_tables.h"

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;
namespace fs = std::filesystem;

constexpr char kClaims[] = "claims.tsv";
constexpr char kHeadings[] = "headings.tsv";

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

absl::Status AddClaims(const fs::path& file, PrintedReport& report) {
  const auto table = replay::ReadTsv(file.parent_path(), file.filename());
  if (!table.ok()) return table.status();
  absl::Status read = table->Require({"claim_id", "printed"});
  for (const replay::TsvTable::Row& line : table->rows) {
    if (!read.ok()) return read;
    replay::RowReader row(*table, line);
    agg::Claim& claim = *report.request.add_claims();
    report.claim_places.push_back(absl::StrCat(file.string(), ":", line.line));
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

struct Folder {
  std::string path;
  replay::Scenario head;
};

std::string Told(const Folder& folder) {
  return absl::StrCat(folder.path, " (", folder.head.province_id, ", ",
                      FormatDay(folder.head.period_start), " to ",
                      FormatDay(folder.head.period_end), ")");
}

bool SameReport(const replay::Scenario& a, const replay::Scenario& b) {
  return a.province_id == b.province_id && a.period_start == b.period_start &&
         a.period_end == b.period_end;
}

// `first`: the folder before, if there was one.
absl::Status AddScenario(const std::string& path, bool with_agencies, std::optional<Folder>& first,
                         agg::CheckReportRequest& request) {
  auto head = replay::ReadScenarioHead(path);
  if (!head.ok()) return head.status();
  Folder folder{path, *std::move(head)};
  if (first && !SameReport(first->head, folder.head)) {
    return absl::InvalidArgumentError(
        absl::StrCat(Told(*first), " and ", Told(folder),
                     " are no one report: province and period must be the same"));
  }
  SetPeriod(folder.head.period_start, folder.head.period_end, *request.mutable_period());
  first = std::move(folder);
  return with_agencies ? AddAgencies(path + "/agencies.tsv", request) : absl::OkStatus();
}

absl::Status AddTables(const std::vector<std::string>& files, PrintedReport& report) {
  std::map<std::string, std::string> of_tables;
  for (const std::string& file : files) {
    const fs::path path = file;
    if (path.filename() == kClaims || path.filename() == kHeadings) continue;
    const auto [known, fresh] = of_tables.emplace(path.stem(), file);
    if (fresh) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(known->second, " and ", file, " are the same table"));
  }
  const auto tables = compare::ReadTables(files);
  if (!tables.ok()) return tables.status();
  for (const compare::PrintedTable& table : *tables) {
    AddTable(table, report.request);
    report.table_files.push_back(of_tables[table.Name()]);
  }
  return absl::OkStatus();
}

// `:LINE` in the file of a table; `parts` of a field: names, and each name's number after it.
std::string LineOf(const fs::path& file, const std::vector<std::string>& parts) {
  const auto table = replay::ReadTsv(file.parent_path(), file.filename());
  if (!table.ok()) return "";
  const bool block = table->header.front() == "column_id";  // its columns are lines
  for (std::size_t i = 2; i + 1 < parts.size(); i += 2) {
    const bool is_line =
        block ? parts[i] == ".cells" || parts[i] == ".columns" : parts[i] == ".rows";
    std::size_t number = 0;
    if (!is_line || !absl::SimpleAtoi(parts[i + 1], &number)) continue;
    if (number < table->rows.size()) return absl::StrCat(":", table->rows[number].line);
  }
  return "";
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

absl::StatusOr<PrintedReport> ReadPrintedReport(const std::vector<std::string>& paths,
                                                bool with_agencies) {
  PrintedReport report;
  std::vector<std::string> files;
  std::optional<Folder> folder;
  for (const std::string& path : paths) {
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    const absl::Status added = AddScenario(path, with_agencies, folder, report.request);
    if (!added.ok()) return added;
    const std::vector<std::string> expected = compare::ExpectedFiles(path);
    files.insert(files.end(), expected.begin(), expected.end());
  }
  const absl::Status tables = AddTables(files, report);
  if (!tables.ok()) return tables;
  for (const std::string& file : files) {
    if (fs::path(file).filename() != kClaims) continue;
    const absl::Status added = AddClaims(file, report);
    if (!added.ok()) return added;
  }
  return report;
}

std::string PlaceOf(const PrintedReport& report, const std::string& field) {
  const std::vector<std::string> parts = absl::StrSplit(field, absl::ByAnyChar("[]"));
  std::size_t number = 0;
  if (parts.size() < 2 || !absl::SimpleAtoi(parts[1], &number)) return "";
  if (parts[0] == "claims" && number < report.claim_places.size()) {
    return report.claim_places[number];
  }
  if (parts[0] != "tables" || number >= report.table_files.size()) return "";
  const std::string& file = report.table_files[number];
  return file + LineOf(file, parts);
}

}  // namespace motcua::ctl
