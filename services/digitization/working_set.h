// What a batch of changes is decided by, and what it leaves to be written.
#ifndef MOTCUA_SERVICES_DIGITIZATION_WORKING_SET_H_
#define MOTCUA_SERVICES_DIGITIZATION_WORKING_SET_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "common/sql/connection.h"
#include "services/digitization/domain/document.h"
#include "services/digitization/domain/doubts.h"
#include "services/digitization/plugin.h"
#include "services/digitization/store.h"

namespace motcua::digitization {

// A file that became known.
struct NewFile {
  RecordFile file;
  absl::Time store_time;
};

// A personal row of a version of a component; of the result the component is empty.
struct VersionRow {
  std::string code;
  std::string component;
  int version = 1;
  std::string file;
  std::string bytes;  // the signature, or the fields that were read
};

// Loaded once for a batch, kept up to date by its decisions, then written.
struct WorkingSet {
  LoadedFolders folders;
  std::map<std::string, std::int64_t> file_sizes;           // of stored files
  std::map<std::string, std::set<std::string>> results;     // by file: dossiers it is the result of
  std::set<std::string> scanned;                            // files that were filed as components
  std::map<std::string, Document> documents;                // by id
  std::map<std::string, std::set<NearDueResult>> near_due;  // by agency

  std::vector<NewFile> new_files;
  std::vector<NearDueResult> new_near_due;
  std::vector<VersionRow> signatures;
  std::vector<VersionRow> readings;
  std::map<std::string, Document> changed_documents;    // by id
  std::map<std::string, std::set<std::string>> erased;  // files by dossier
};

WorkingSet LoadWorkingSet(sql::Connection& connection, const std::vector<FolderChange*>& changes);
// Everything but the cells.
void SaveWorkingSet(sql::Connection& connection, const WorkingSet& set);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_WORKING_SET_H_
