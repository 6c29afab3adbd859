// Quảng Trị's April 2022: its printed tables, and what they say as facts. Files are named as in
// tests/data/quang_tri_2022, or `../quang_tri_2022_land/…`.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_QUANG_TRI_FOR_TEST_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_QUANG_TRI_FOR_TEST_H_

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/aggregator/audit/check_printed.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {

using TsvRow = std::map<std::string, std::string>;

// Cells by the names in the first line; short lines end in blanks.
inline std::vector<std::string> ReadLines(const std::string& file) {
  std::ifstream in("tests/data/quang_tri_2022/" + file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}
inline std::vector<std::string> HeaderOf(const std::string& file) {
  return absl::StrSplit(ReadLines(file).at(0), '\t');
}
inline std::vector<TsvRow> ReadRows(const std::string& file) {
  const std::vector<std::string> header = HeaderOf(file);
  const std::vector<std::string> lines = ReadLines(file);
  std::vector<TsvRow> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string> cells = absl::StrSplit(lines[i], '\t');
    TsvRow& row = rows.emplace_back();
    for (std::size_t c = 0; c < header.size(); ++c) {
      row[header[c]] = c < cells.size() ? cells[c] : "";
    }
  }
  return rows;
}

inline std::string IdOf(const std::string& slug) { return absl::StrReplaceAll(slug, {{"_", "-"}}); }

inline v1::CheckTableRequest PrintedTable(const std::string& definition,
                                          const std::string& folder = "") {
  const std::string file = folder + "expected/" + definition + ".tsv";
  const std::vector<std::string> header = HeaderOf(file);
  v1::CheckTableRequest request;
  request.set_definition(definition);
  for (std::size_t c = 1; c < header.size(); ++c) request.add_columns(header[c]);
  for (const TsvRow& row : ReadRows(file)) {
    v1::PrintedRow* printed = request.add_rows();
    printed->set_id(IdOf(row.at(header[0])));
    for (const std::string& column : request.columns()) printed->add_cells(row.at(column));
  }
  return request;
}

inline const Definitions& Shipped() {
  static const Definitions* const definitions =
      new Definitions(*LoadDefinitions("deploy/definitions"));
  return *definitions;
}

inline std::shared_ptr<const catalog::Catalog> QuangTriCatalog() {
  static const std::map<std::string, catalog::Level> levels = {
      {"department", catalog::Level::kDepartment},
      {"central", catalog::Level::kCentral},
      {"district", catalog::Level::kDistrict},
      {"branch", catalog::Level::kBranch}};
  std::vector<catalog::Agency> agencies;
  for (const TsvRow& row : ReadRows("agencies.tsv")) {
    agencies.push_back(SampleAgency(IdOf(row.at("agency_id")), levels.at(row.at("level")),
                                    std::stoi(row.at("list_order")), row.at("group_vi"),
                                    IdOf(row.at("parent_id"))));
    agencies.back().kind = row.at("kind");
  }
  return *catalog::Catalog::Build(1, agencies, {}, {});
}

// What processing counted in the month, as Phụ lục 1 and 3 say; rows of branches are inside others.
inline Facts QuangTri() {
  Facts facts;
  facts.sources.resize(1);
  facts.sources[0].id = "processing";
  facts.catalog = QuangTriCatalog();
  for (const TsvRow& row : ReadRows("counts.tsv")) {
    const std::string agency = IdOf(row.at("agency_id"));
    if (!facts.catalog->FindAgency(agency)->parent.empty()) continue;
    const auto count = [&](const char* column) {
      return row.at(column).empty() ? 0 : std::stoi(row.at(column));
    };
    const auto set = [&](Counter counter, Channel channel, int value) {
      facts.sources[0].cube.Set({agency, "", channel, kApril.first, counter, ""}, value);
    };
    set(Counter::kReceived, Channel::kOnline, count("received_online"));
    set(Counter::kReceived, Channel::kInPerson, count("received_in_person"));
    set(Counter::kReceived, Channel::kLinked, count("received_linked"));
    const int linked = count("resolved_linked");
    const int resolved =
        count("resolved_early") + count("resolved_on_time") + count("resolved_late");
    set(Counter::kFinishedEarly, Channel::kInPerson, resolved - linked);
    set(Counter::kFinishedEarly, Channel::kLinked, linked);
  }
  return facts;
}

inline std::vector<Finding> CheckOf(const v1::CheckTableRequest& request, const Facts& facts = {},
                                    std::optional<Days> days = {}) {
  return *CheckPrinted(Shipped(), Shipped().at(request.definition()), request, facts, days);
}

inline std::vector<Finding> Of(const std::vector<Finding>& findings, const std::string& identity) {
  std::vector<Finding> some;
  for (const Finding& finding : findings) {
    if (finding.identity == identity) some.push_back(finding);
  }
  return some;
}

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_QUANG_TRI_FOR_TEST_H_
