// Uploads under way: bytes in the staging folder that survive a broken stream and a crash.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_UPLOADS_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_UPLOADS_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/digitization/files/file_store.h"
#include "services/digitization/files/upload.h"

namespace motcua::digitization {

// How far an upload has come.
struct UploadProgress {
  std::int64_t offset = 0;
  std::int64_t size = 0;
};

// Knows nothing but what the staging folder holds. Must outlive the uploads it opened. Everything
// blocks on the disk. Thread-safe.
class Uploads {
 public:
  struct Limits {
    int concurrent = 64;                    // open at once
    absl::Duration keep = absl::Hours(24);  // a broken one, since its last byte
  };

  // Sweeps away what is older than `limits.keep`.
  Uploads(FileStore& store, Limits limits);

  // NOT_FOUND `UPLOAD_UNKNOWN` when nothing is kept.
  absl::StatusOr<UploadProgress> Find(std::string_view organisation,
                                      std::string_view upload_id) const;
  // Begins an upload, or goes on with one. FAILED_PRECONDITION `OFFSET_MISMATCH` unless `offset`
  // is where it stands; RESOURCE_EXHAUSTED when too many are open, or this one is; INVALID_ARGUMENT
  // `UPLOAD_ID_REUSED` for another file.
  absl::StatusOr<std::unique_ptr<Upload>> Open(const UploadHead& head, std::int64_t offset);

 private:
  void Sweep() const;

  FileStore& store_;
  const Limits limits_;
  std::atomic<int> open_ = 0;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_UPLOADS_H_
