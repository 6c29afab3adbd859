// One upload that is open: bytes are appended until the file is whole, checked and stored.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_UPLOAD_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_UPLOAD_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/digitization/files/disk.h"
#include "services/digitization/files/file_store.h"
#include "services/digitization/files/running_hash.h"

namespace motcua::digitization {

// What a sender says of a file before its bytes.
struct UploadHead {
  std::string organisation;
  std::string upload_id;  // of the organisation's choice
  std::int64_t size = 0;
  std::string sha256;  // 64 lower-case hexadecimal digits
  std::string media_type;
};

// Owns the only right to write the staging file; what was appended stays there for a later one,
// unless it was refused. Everything blocks on the disk. Not thread-safe.
class Upload {
 public:
  // `file` stands at `path`, alone in its folder, on which `lock` is, and holds `offset` bytes.
  Upload(FileStore& store, UploadHead head, std::string path, Descriptor lock, Descriptor file,
         std::int64_t offset);

  // INVALID_ARGUMENT `SIZE_MISMATCH` for more bytes than the file has.
  absl::Status Append(std::string_view bytes);
  // Checks the whole file and gives it its name. FAILED_PRECONDITION `UPLOAD_INCOMPLETE` when
  // bytes are missing; INVALID_ARGUMENT as CheckContent gives it and `HASH_MISMATCH`.
  absl::StatusOr<CheckedFile> Finish();

 private:
  absl::StatusOr<CheckedFile> Check();
  void Discard();

  FileStore& store_;
  const UploadHead head_;
  const std::string path_;
  const Descriptor lock_;
  const Descriptor file_;
  std::int64_t offset_;
  std::optional<RunningHash> hash_;  // of all bytes; none: begun before, read them again
};

// The file that is announced, if the store has it already and it is sound; it then counts as stored
// just now. Reads it all.
absl::StatusOr<std::optional<CheckedFile>> FindStored(const FileStore& store,
                                                      const UploadHead& head);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_UPLOAD_H_
