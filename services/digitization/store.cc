#include "services/digitization/store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sql/in_list.h"
#include "common/statistics/recount.h"
#include "services/digitization/domain/contributions.h"
#include "services/digitization/folder_bytes.h"

namespace motcua::digitization {
namespace {

constexpr char kSelect[] = "SELECT f.code, f.state, f.version FROM folder f";

VersionedFolder FolderFrom(const sql::Rows& row) {
  return {digitization::FolderFrom(row.Text(1), row.Text(2)), row.Int(3)};
}

std::vector<sql::Value> RowOf(const LoadedFolder& loaded) {
  const Folder& folder = *loaded.now;
  const std::optional<Receipt> receipt = ReceiptOf(folder);
  const std::optional<Finish> finish = FinishOf(folder);
  const bool counts = receipt && !folder.voided;
  int doubts = 0;
  if (Doubtful(folder)) {
    for (const Doubt doubt : folder.results.back().doubts) doubts |= BitOf(doubt);
  }
  return {folder.code,
          receipt ? sql::Value(receipt->agency) : sql::Null(),
          receipt ? sql::Value(receipt->procedure.id) : sql::Null(),
          finish ? sql::Value(finish->agency) : sql::Null(),
          finish ? sql::Value(LocalDay(finish->time)) : sql::Null(),
          counts && !CompletenessOf(folder).required ? 1 : 0,
          counts && finish && folder.results.empty() ? 1 : 0,
          counts && finish && doubts != 0 ? 1 : 0,
          doubts,
          loaded.version,
          FolderBytes(folder)};
}

// Uses of files, by file and dossier; of a component the value tells that it was scanned.
using Uses = std::map<std::pair<std::string, std::string>, bool>;

Uses ComponentUses(const Folder* folder) {
  Uses uses;
  if (folder == nullptr) return uses;
  for (const auto& [component, versions] : folder->papers) {
    for (const Version& version : versions) {
      if (!version.file.empty()) uses[{version.file, folder->code}] |= !version.reused;
    }
  }
  return uses;
}

Uses ResultUses(const Folder* folder) {
  Uses uses;
  if (folder == nullptr) return uses;
  for (const Result& result : folder->results) {
    if (!result.file.empty()) uses[{result.file, folder->code}] = true;
  }
  return uses;
}

// Adds to `gone` and `come` what differs.
void Differ(const Uses& before, const Uses& after, Uses& gone, Uses& come) {
  for (const auto& use : before) {
    if (!after.contains(use.first)) gone.insert(use);
  }
  for (const auto& use : after) {
    const auto known = before.find(use.first);
    if (known == before.end() || known->second != use.second) come.insert(use);
  }
}

void WriteUses(sql::Connection& connection, const LoadedFolders& folders) {
  Uses gone_components, come_components, gone_results, come_results;
  for (const auto& [code, loaded] : folders) {
    if (!loaded.changed()) continue;
    Differ(ComponentUses(loaded.stored.get()), ComponentUses(loaded.now.get()), gone_components,
           come_components);
    Differ(ResultUses(loaded.stored.get()), ResultUses(loaded.now.get()), gone_results,
           come_results);
  }
  std::vector<std::vector<sql::Value>> rows;
  for (const auto& [use, scanned] : come_components) {
    rows.push_back({use.first, use.second, scanned ? 1 : 0});
  }
  connection.Insert("INSERT INTO component_use (sha256, code, scanned)", rows,
                    "ON DUPLICATE KEY UPDATE scanned = VALUES(scanned)");
  rows.clear();
  for (const auto& [use, ignored] : come_results) rows.push_back({use.first, use.second});
  connection.Insert("INSERT INTO result_use (sha256, code)", rows);
  for (const auto& [use, ignored] : gone_components) {
    connection.Update("DELETE FROM component_use WHERE sha256 = ? AND code = ?",
                      {use.first, use.second});
  }
  for (const auto& [use, ignored] : gone_results) {
    connection.Update("DELETE FROM result_use WHERE sha256 = ? AND code = ?",
                      {use.first, use.second});
  }
}

}  // namespace

void LoadFolders(sql::Connection& connection, const std::set<std::string>& codes,
                 LoadedFolders& folders) {
  std::vector<sql::Value> keys;
  for (const std::string& code : codes) {
    if (folders.try_emplace(code).second) keys.emplace_back(code);
  }
  connection.QueryIn(absl::StrCat(kSelect, " WHERE f.code IN"), keys, "", [&](sql::Rows& row) {
    VersionedFolder found = FolderFrom(row);
    LoadedFolder& loaded = folders[found.folder.code];
    loaded.version = found.version;
    loaded.stored = std::make_shared<const Folder>(std::move(found.folder));
    loaded.now = loaded.stored;
  });
}

void SaveFolders(sql::Connection& connection, const LoadedFolders& folders) {
  std::vector<std::vector<sql::Value>> rows;
  for (const auto& [code, loaded] : folders) {
    if (loaded.changed()) rows.push_back(RowOf(loaded));
  }
  connection.Insert(
      "INSERT INTO folder (code, agency, procedure_id, finisher, finish_day, incomplete,"
      " result_missing, doubtful, doubts, version, state)",
      rows,
      "ON DUPLICATE KEY UPDATE agency = VALUES(agency), procedure_id = VALUES(procedure_id),"
      " finisher = VALUES(finisher), finish_day = VALUES(finish_day),"
      " incomplete = VALUES(incomplete), result_missing = VALUES(result_missing),"
      " doubtful = VALUES(doubtful), doubts = VALUES(doubts), version = VALUES(version),"
      " state = VALUES(state)");
  WriteUses(connection, folders);
}

std::optional<VersionedFolder> ReadFolder(sql::Connection& connection, const std::string& code) {
  sql::Rows rows =
      connection.Query(absl::StrCat(kSelect, " WHERE f.code = ? AND f.agency IS NOT NULL"), {code});
  if (!rows.Next()) return std::nullopt;
  return FolderFrom(rows);
}

int BitOf(Doubt doubt) { return 1 << static_cast<int>(doubt); }

statistics::Deltas CountAll(sql::Connection& connection) {
  return statistics::CountAll(connection, CountAfter);
}

std::vector<statistics::DossierCells> CountAfter(sql::Connection& connection,
                                                 const std::string& after, int limit,
                                                 const statistics::v1::Leaf& leaf) {
  std::string text = kSelect;
  std::vector<sql::Value> parameters;
  if (!leaf.agencies().empty()) {
    text += " JOIN (SELECT code FROM folder WHERE agency IN " +
            sql::InList(leaf.agencies(), parameters) +
            " UNION SELECT code FROM folder WHERE finisher IN " +
            sql::InList(leaf.agencies(), parameters) + ") theirs ON theirs.code = f.code";
  }
  text += " WHERE f.code > ?";
  parameters.emplace_back(after);
  if (!leaf.procedures().empty()) {
    text += " AND f.procedure_id IN " + sql::InList(leaf.procedures(), parameters);
  }
  text += " ORDER BY f.code LIMIT ?";
  parameters.emplace_back(limit);

  std::vector<statistics::DossierCells> page;
  for (sql::Rows rows = connection.Query(text, parameters); rows.Next();) {
    const Folder folder = FolderFrom(rows).folder;
    page.push_back({folder.code, Contributions(folder)});
  }
  return page;
}

}  // namespace motcua::digitization
