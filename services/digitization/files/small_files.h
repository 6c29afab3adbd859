// Many small files at once: what a disk does for each file is done for all together.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_SMALL_FILES_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_SMALL_FILES_H_

#include <memory>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/digitization/files/file_store.h"

namespace motcua::digitization {

// A whole file in memory, and what its sender believes it is.
struct SmallFile {
  std::string_view data;
  std::string_view media_type;
};

// What became of them, in order, and the hold on those that were stored.
struct StoredFiles {
  std::vector<absl::StatusOr<CheckedFile>> outcomes;
  std::vector<std::shared_ptr<void>> holds;
};

// Checks each and puts what is sound on disk. A refused file does not hinder the others, a disk
// that fails fails them all. Blocks.
StoredFiles StoreSmallFiles(FileStore& store, const std::vector<SmallFile>& files);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_SMALL_FILES_H_
