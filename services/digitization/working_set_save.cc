#include "services/digitization/documents.h"
#include "services/digitization/working_set.h"

namespace motcua::digitization {
namespace {

using RowsToWrite = std::vector<std::vector<sql::Value>>;

void SaveVersionRows(sql::Connection& connection, const WorkingSet& set) {
  RowsToWrite rows;
  for (const VersionRow& row : set.signatures) {
    if (set.erased.contains(row.code)) continue;
    rows.push_back({row.code, row.component, row.version, row.file, row.bytes});
  }
  connection.Insert("INSERT INTO signature (code, component, version, sha256, der)", rows);
  rows.clear();
  for (const VersionRow& row : set.readings) {
    if (set.erased.contains(row.code)) continue;
    rows.push_back({row.code, row.component, row.version, row.bytes});
  }
  connection.Insert("INSERT INTO reading (code, component, version, fields)", rows,
                    "ON DUPLICATE KEY UPDATE fields = VALUES(fields)");
}

void SaveNearDue(sql::Connection& connection, const WorkingSet& set) {
  RowsToWrite rows;
  for (const NearDueResult& result : set.new_near_due) {
    rows.push_back({result.agency, absl::ToUnixMicros(result.time), result.code, result.file});
  }
  connection.Insert("INSERT INTO near_due_result (agency, attach_time, code, sha256)", rows,
                    "ON DUPLICATE KEY UPDATE sha256 = VALUES(sha256)");
}

// Of the files of erased folders those that nobody else uses.
std::set<std::string> Unused(sql::Connection& connection, std::set<std::string> files) {
  const std::vector<sql::Value> keys(files.begin(), files.end());
  for (const char* used : {"SELECT DISTINCT sha256 FROM component_use WHERE sha256 IN",
                           "SELECT DISTINCT sha256 FROM result_use WHERE sha256 IN",
                           "SELECT DISTINCT sha256 FROM personal_document WHERE sha256 IN"}) {
    connection.QueryIn(used, keys, "", [&](sql::Rows& row) { files.erase(row.Text(1)); });
  }
  return files;
}

// The disk follows after COMMIT: what stands in file_to_erase is removed there by and by.
void Erase(sql::Connection& connection, const WorkingSet& set) {
  std::set<std::string> files;
  for (const auto& [code, of_folder] : set.erased) {
    for (const char* erasing :
         {"DELETE FROM signature WHERE code = ?", "DELETE FROM reading WHERE code = ?",
          "DELETE FROM near_due_result WHERE code = ?",
          "DELETE FROM personal_document WHERE dossier = ?"}) {
      connection.Update(erasing, {code});
    }
    files.insert(of_folder.begin(), of_folder.end());
  }
  RowsToWrite rows;
  for (const std::string& sha256 : Unused(connection, std::move(files))) {
    connection.Update("DELETE FROM paper_file WHERE sha256 = ?", {sha256});
    rows.push_back({sha256});
  }
  connection.Insert("INSERT INTO file_to_erase (sha256)", rows);
}

void SaveFiles(sql::Connection& connection, const WorkingSet& set) {
  RowsToWrite rows;
  for (const NewFile& stored : set.new_files) {
    rows.push_back({stored.file.sha256, stored.file.size, stored.file.media_type,
                    absl::ToUnixMicros(stored.store_time)});
  }
  connection.Insert("INSERT INTO paper_file (sha256, size, media_type, store_time)", rows,
                    "ON DUPLICATE KEY UPDATE store_time = VALUES(store_time)");
}

}  // namespace

void SaveWorkingSet(sql::Connection& connection, const WorkingSet& set) {
  SaveFolders(connection, set.folders);
  SaveVersionRows(connection, set);
  SaveNearDue(connection, set);
  std::vector<Document> documents;
  for (const auto& [id, document] : set.changed_documents) {
    if (!set.erased.contains(document.dossier)) documents.push_back(document);
  }
  SaveDocuments(connection, documents);
  Erase(connection, set);
  // Last: a file that came again in this very batch stays.
  SaveFiles(connection, set);
}

}  // namespace motcua::digitization
