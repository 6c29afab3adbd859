// Files on disk under the SHA-256 of their content: written once, never changed.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_STORE_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/digitization/files/file_locks.h"

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

// A folder: `ab/<sha256>` for each file, `staging`, and `locks`. A file gets its name only after
// its bytes are on disk, so a crash leaves no half file under one. Several processes may share the
// folder. Everything blocks on the disk. Thread-safe.
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

  // When its bytes last came in; nullopt if there is no such file.
  std::optional<absl::Time> TimeOf(const std::string& sha256) const;
  // They came in now, too.
  void Touch(const std::string& sha256) const;
  // The files whose SHA-256 begins with this byte.
  std::vector<std::string> NamesIn(unsigned char first) const;

  // Moves written files under their names; all are durable when it returns OK. One that was there
  // before is replaced by its like, which mends what the disk may have spoilt. After an error some
  // may have moved.
  absl::Status Place(const std::vector<StagedFile>& files);

  // While the handle lives, no process erases the file. Take it before placing or finding a file,
  // and drop it when the database knows the file. Waits for an erasure of that file under way;
  // dropping it never waits.
  std::shared_ptr<void> Hold(const std::string& sha256) { return locks_.Share(sha256); }
  // Removes a file for ever, if `unwanted`, asked while nobody can take hold of it, still says
  // so. False when it was held, or wanted, or could not be removed: ask again later.
  bool Erase(const std::string& sha256, const std::function<bool()>& unwanted);

 private:
  // Puts the names in these folders on disk, and those of the folders themselves.
  absl::Status SyncNames(const std::set<std::string>& folders);

  const std::string folder_;
  const std::string staging_;
  std::mutex folders_mutex_;
  std::set<std::string> folders_;  // whose own names are on disk
  FileLocks locks_;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_STORE_H_
