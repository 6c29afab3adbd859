// What the database knows of a stored file: table paper_file.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_PAPER_FILE_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_PAPER_FILE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/sql/connection.h"
#include "services/digitization/files/file_store.h"

namespace motcua::digitization {

// A file is stored when it has a row: bytes without one belong to nobody.
struct PaperFile {
  CheckedFile file;
  absl::Time store_time;
};

// Those of the named files that are stored, by their SHA-256.
std::map<std::string, PaperFile> ReadPaperFiles(sql::Connection& connection,
                                                const std::vector<std::string>& sha256);

// DATA_LOSS, and logged by its name: a hash of a file tells nobody what is in it.
absl::Status FileCorrupt(const std::string& sha256);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_PAPER_FILE_H_
