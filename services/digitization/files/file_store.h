// Files on disk under the SHA-256 of their content: written once, never changed.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_STORE_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_STORE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace motcua::digitization {

// A file that was checked by its content. `sha256` is 64 lower-case hexadecimal digits.
struct CheckedFile {
  std::string sha256;
  std::int64_t size = 0;
  std::string media_type;

  bool operator==(const CheckedFile&) const = default;
};

// A complete file in the staging folder.
struct StagedFile {
  std::string path;
  std::string sha256;
};

// Owns a folder: `ab/<sha256>` for each file, and `staging`. A file gets its name only after its
// bytes are on disk, so a crash leaves no half file under one. Everything but `Hold` blocks on
// the disk. Thread-safe.
class FileStore {
 public:
  // Makes the folder if it is missing. Throws std::runtime_error.
  explicit FileStore(const std::string& folder);

  // For files on their way; on the same file system.
  const std::string& staging() const { return staging_; }
  // Where a file is, or would be.
  std::string PathOf(const std::string& sha256) const;
  // Bytes on disk; nullopt if there is no such file.
  std::optional<std::int64_t> SizeOf(const std::string& sha256) const;

  // Moves written files under their names; all are durable when it returns OK. One that was there
  // before stays as it is. After an error some may have moved.
  absl::Status Place(const std::vector<StagedFile>& files);

  // While the handle lives, the file is not erased. Take it before placing or finding a file,
  // and drop it when the database knows the file.
  std::shared_ptr<void> Hold(const std::string& sha256);
  // Removes a file for ever, if `unwanted`, asked while nobody can take hold of it, still says
  // so. False when it was held, or wanted, or could not be removed: ask again later.
  bool Erase(const std::string& sha256, const std::function<bool()>& unwanted);

 private:
  // Puts the names in these folders on disk, and those of the folders themselves.
  absl::Status SyncNames(const std::set<std::string>& folders);

  const std::string folder_;
  const std::string staging_;
  std::mutex folders_mutex_;
  std::set<std::string> folders_;      // whose own names are on disk
  std::shared_ptr<std::mutex> mutex_;  // shared: handles may outlive the store
  std::shared_ptr<std::map<std::string, int>> held_;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_STORE_H_
