// Printed reports of tests/data as CheckReport wants them.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_REPORT_FOR_TEST_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_REPORT_FOR_TEST_H_

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "services/aggregator/audit/check_report.h"
#include "services/aggregator/tables/quang_tri_for_test.h"

namespace motcua::aggregator {

// A scenario folder of tests/data, relative to that of Quảng Trị as ReadRows wants it.
inline std::string FolderOf(const std::string& scenario) { return "../" + scenario + "/"; }

inline bool IsThere(const std::string& file) {
  return std::filesystem::exists("tests/data/quang_tri_2022/" + file);
}

inline void AddAgenciesOf(const std::string& scenario, v1::CheckReportRequest& request) {
  static const std::map<std::string, catalog::v1::Agency::Level> levels = {
      {"department", catalog::v1::Agency::LEVEL_DEPARTMENT},
      {"central", catalog::v1::Agency::LEVEL_CENTRAL},
      {"district", catalog::v1::Agency::LEVEL_DISTRICT},
      {"commune", catalog::v1::Agency::LEVEL_COMMUNE},
      {"branch", catalog::v1::Agency::LEVEL_BRANCH}};
  const auto name = [](const std::string& slug) {
    return slug.empty() ? "" : "agencies/" + IdOf(slug);
  };
  for (TsvRow& row : ReadRows(FolderOf(scenario) + "agencies.tsv")) {
    const bool known =
        std::any_of(request.agencies().begin(), request.agencies().end(),
                    [&](const auto& agency) { return agency.name() == name(row["agency_id"]); });
    if (known) continue;
    catalog::v1::Agency& agency = *request.add_agencies();
    agency.set_name(name(row["agency_id"]));
    agency.set_display_name_vi(row["name_vi"]);
    agency.set_level(levels.at(row["level"]));
    agency.set_kind(row["kind"]);
    agency.set_group_vi(row["group_vi"]);
    agency.set_parent(name(row["parent_id"]));
    agency.set_area(name(row["area_id"]));
    agency.set_list_order(request.agencies_size());
  }
}

// A block stands the other way round: a line per column, a column per row.
inline v1::PrintedTable TableIn(const std::string& id, const std::string& folder) {
  const std::string file = folder + "expected/" + id + ".tsv";
  const std::vector<std::string> header = HeaderOf(file);
  v1::PrintedTable table;
  table.set_definition(id);
  if (header[0] != "column_id") {
    const v1::CheckTableRequest printed = PrintedTable(id, folder);
    *table.mutable_columns() = printed.columns();
    *table.mutable_rows() = printed.rows();
    return table;
  }
  for (const TsvRow& line : ReadRows(file)) {
    table.add_columns(line.at("column_id"));
    for (std::size_t i = 1; i < header.size(); ++i) {
      if (table.rows_size() < static_cast<int>(i)) table.add_rows()->set_id(IdOf(header[i]));
      table.mutable_rows(static_cast<int>(i) - 1)->add_cells(line.at(header[i]));
    }
  }
  return table;
}

inline void AddTablesOf(const std::string& scenario, v1::CheckReportRequest& request) {
  std::vector<std::string> tables;
  for (const auto& entry :
       std::filesystem::directory_iterator("tests/data/" + scenario + "/expected")) {
    tables.push_back(entry.path().stem());
  }
  std::sort(tables.begin(), tables.end());
  for (const std::string& id : tables) {
    if (id == "headings" || id == "claims") continue;
    *request.add_tables() = TableIn(id, FolderOf(scenario));
  }
  const std::string headings = FolderOf(scenario) + "expected/headings.tsv";
  if (!IsThere(headings)) return;
  for (TsvRow& row : ReadRows(headings)) {
    for (v1::PrintedTable& table : *request.mutable_tables()) {
      if (table.definition() != row["definition_id"]) continue;
      table.mutable_heading()->set_first_day(row["first_day"]);
      table.mutable_heading()->set_last_day(row["last_day"]);
    }
  }
}

inline void AddClaimsOf(const std::string& scenario, v1::CheckReportRequest& request) {
  const std::string file = FolderOf(scenario) + "expected/claims.tsv";
  if (!IsThere(file)) return;
  for (TsvRow& row : ReadRows(file)) {
    v1::Claim& claim = *request.add_claims();
    claim.set_id(row["claim_id"]);
    claim.set_printed(row["printed"]);
    claim.set_numerator(row["numerator"]);
    claim.set_denominator(row["denominator"]);
    if (row["definition_id"].empty()) continue;
    claim.mutable_cell()->set_definition(row["definition_id"]);
    claim.mutable_cell()->set_row(IdOf(row["row_id"]));
    claim.mutable_cell()->set_column(row["column_id"]);
  }
}

inline v1::CheckReportRequest ReportOf(const std::vector<std::string>& scenarios) {
  v1::CheckReportRequest request;
  for (const std::string& scenario : scenarios) {
    AddAgenciesOf(scenario, request);
    AddTablesOf(scenario, request);
    AddClaimsOf(scenario, request);
  }
  return request;
}

inline v1::CheckReportRequest QuangTriReport() {
  v1::CheckReportRequest request = ReportOf({"quang_tri_2022", "quang_tri_2022_land"});
  request.mutable_period()->set_first_day(FormatDay(kApril.first));
  request.mutable_period()->set_last_day(FormatDay(kApril.last));
  return request;
}

inline TableFindings AuditOf(const v1::CheckReportRequest& request) {
  const auto report = ReadReport(Shipped(), request, {});
  if (!report.ok()) return {{std::string(report.status().message()), {{}}}};
  return CheckReport(Shipped(), *report, nullptr);
}

// `table identity row column difference`, and `(explained)` where a known gap is in it.
inline std::vector<std::string> LinesOf(const TableFindings& findings, Severity severity) {
  std::vector<std::string> lines;
  for (const auto& [table, some] : findings) {
    for (const Finding& finding : some) {
      if (finding.severity != severity) continue;
      const std::string column = finding.columns.empty() ? "" : " " + finding.columns.front();
      const std::string row = finding.row.empty() ? "" : " " + finding.row;
      lines.push_back(table + " " + finding.identity + row + column + " " +
                      std::to_string(finding.difference()));
      if (finding.explained != 0) {
        lines.back() += " (" + std::to_string(finding.explained) + ")";
      }
    }
  }
  return lines;
}

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_REPORT_FOR_TEST_H_
