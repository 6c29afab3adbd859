#include "services/aggregator/reported/store.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sql/in_list.h"
#include "common/statistics/recount.h"

namespace motcua::aggregator {
namespace {

using statistics::CellKey;

constexpr char kHead[] =
    "SELECT id, title_vi, agency, sha256, organisation, import_time, withdrawn, version,"
    " count_size FROM import_document";
constexpr char kCounts[] =
    "SELECT import_id, agency, procedure_id, channel, day, counter, value FROM import_count";
// A thousand imports of ten thousand counts are too much at a time.
constexpr int kMostImportsRead = 50;

Import HeadOf(const sql::Rows& row) {
  Import import;
  import.id = row.Text(1);
  import.document.title_vi = row.Text(2);
  import.document.agency = row.Text(3);
  import.document.sha256 = row.Text(4);
  import.organisation = row.Text(5);
  import.import_time = absl::FromUnixMicros(row.Int(6));
  import.withdrawn = row.Int(7) != 0;
  import.version = row.Int(8);
  import.count_size = static_cast<int>(row.Int(9));
  return import;
}

void AddCount(const sql::Rows& row, statistics::Deltas& counts) {
  counts.Add(
      CellKey{row.Text(2), row.Text(3), static_cast<statistics::Channel>(row.Int(4)),
              static_cast<Day>(row.Int(5)), static_cast<statistics::Counter>(row.Int(6)), ""},
      row.Int(7));
}

void WriteHead(sql::Connection& connection, const Import& import, std::int64_t revision) {
  const Document& document = import.document;
  connection.Update(
      "REPLACE INTO import_document (id, title_vi, agency, sha256, organisation, import_time,"
      " withdrawn, version, count_size, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {import.id, document.title_vi, document.agency, document.sha256, import.organisation,
       absl::ToUnixMicros(import.import_time), import.withdrawn ? 1 : 0, import.version,
       import.count_size, revision});
}

void ReplaceCounts(sql::Connection& connection, const Import& import) {
  connection.Update("DELETE FROM import_count WHERE import_id = ?", {import.id});
  std::vector<std::vector<sql::Value>> rows;
  for (const auto& [key, value] : import.document.counts.values()) {
    rows.push_back({import.id, key.agency, key.procedure, static_cast<int>(key.channel), key.day,
                    static_cast<int>(key.counter), value});
  }
  connection.Insert(
      "INSERT INTO import_count (import_id, agency, procedure_id, channel, day, counter, value)",
      rows);
}

}  // namespace

LoadedImports LoadImports(sql::Connection& connection, const std::set<std::string>& ids) {
  std::map<std::string, Import> found;
  std::vector<sql::Value> counting;
  connection.QueryIn(absl::StrCat(kHead, " WHERE id IN "), {ids.begin(), ids.end()}, "",
                     [&](const sql::Rows& row) {
                       const Import& head = found.emplace(row.Text(1), HeadOf(row)).first->second;
                       if (!head.withdrawn) counting.emplace_back(head.id);
                     });
  connection.QueryIn(
      absl::StrCat(kCounts, " WHERE import_id IN "), counting, "",
      [&](const sql::Rows& row) { AddCount(row, found.at(row.Text(1)).document.counts); });
  for (auto& [id, import] : found) import.extent = ExtentOf(import.document.counts);
  LoadedImports imports;
  for (const std::string& id : ids) {
    const auto known = found.find(id);
    const auto stored =
        known == found.end() ? nullptr : std::make_shared<const Import>(std::move(known->second));
    imports[id] = {stored, stored};
  }
  return imports;
}

void SaveImports(sql::Connection& connection, const LoadedImports& imports, std::int64_t revision) {
  for (const auto& [id, loaded] : imports) {
    if (!loaded.changed()) continue;
    WriteHead(connection, *loaded.now, revision);
    const bool same =
        loaded.stored != nullptr && loaded.stored->document.counts == loaded.now->document.counts;
    if (!same) ReplaceCounts(connection, *loaded.now);
  }
}

ChangedImports ReadChangedImports(sql::Connection& connection, std::int64_t after,
                                  std::int64_t through, const std::set<std::string>& again) {
  const sql::Transaction snapshot(connection);
  ChangedImports changed;
  std::set<std::string> ids;
  const auto sort = [&](const sql::Rows& row) {
    (row.Int(2) <= through ? ids : changed.later).insert(row.Text(1));
  };
  sql::Rows rows =
      connection.Query("SELECT id, revision FROM import_document WHERE revision > ?", {after});
  while (rows.Next()) sort(rows);
  connection.QueryIn("SELECT id, revision FROM import_document WHERE id IN ",
                     {again.begin(), again.end()}, "", sort);
  for (const auto& [id, loaded] : LoadImports(connection, ids)) {
    changed.imports.push_back(*loaded.now);
  }
  return changed;
}

std::vector<Import> ReadImportHeads(sql::Connection& connection, const std::string& after,
                                    int limit) {
  std::vector<Import> heads;
  sql::Rows rows =
      connection.Query(absl::StrCat(kHead, " WHERE id > ? ORDER BY id LIMIT ?"), {after, limit});
  while (rows.Next()) heads.push_back(HeadOf(rows));
  return heads;
}

std::vector<statistics::DossierCells> CountImportsAfter(sql::Connection& connection,
                                                        const std::string& after, int limit,
                                                        const statistics::v1::Leaf& leaf) {
  std::vector<sql::Value> parameters = {after};
  std::string text = "SELECT id FROM import_document WHERE id > ? AND withdrawn = 0";
  if (!leaf.agencies().empty()) {
    absl::StrAppend(&text,
                    " AND EXISTS (SELECT 1 FROM import_count WHERE import_id = id AND"
                    " import_count.agency IN ",
                    sql::InList(leaf.agencies(), parameters), ")");
  }
  parameters.emplace_back(std::min(limit, kMostImportsRead));
  std::set<std::string> ids;
  sql::Rows rows = connection.Query(absl::StrCat(text, " ORDER BY id LIMIT ?"), parameters);
  while (rows.Next()) ids.insert(ids.end(), rows.Text(1));
  std::vector<statistics::DossierCells> page;
  for (const auto& [id, loaded] : LoadImports(connection, ids)) {
    page.push_back({id, Contributions(*loaded.now)});
  }
  return page;
}

statistics::Deltas CountAllImports(sql::Connection& connection) {
  statistics::Deltas all;
  std::string after;
  for (;;) {
    const auto page = CountImportsAfter(connection, after, kMostImportsRead, {});
    for (const statistics::DossierCells& import : page) all.Add(import.cells);
    if (page.empty()) return all;
    after = page.back().dossier;
  }
}

}  // namespace motcua::aggregator
