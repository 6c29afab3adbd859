// Uploads under way: bytes in the staging folder that survive a broken stream and a crash.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_UPLOADS_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_UPLOADS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
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
    int concurrent = 64;                       // at once
    int of_organisation = 16;                  // of those
    std::int64_t kept_bytes = 10'000'000'000;  // whole sizes of unfinished ones, of each
    absl::Duration keep = absl::Hours(24);     // a broken one, since its last byte
  };

  // Sweeps away what is older than `limits.keep`.
  Uploads(FileStore& store, Limits limits);

  // NOT_FOUND `UPLOAD_UNKNOWN` when nothing is kept.
  absl::StatusOr<UploadProgress> Find(std::string_view organisation,
                                      std::string_view upload_id) const;
  // The right to be busy with a file, until the handle dies. RESOURCE_EXHAUSTED when all, or the
  // organisation, have too many.
  absl::StatusOr<std::shared_ptr<void>> Enter(const std::string& organisation);
  // Begins an upload, or goes on with one. FAILED_PRECONDITION `OFFSET_MISMATCH` unless `offset`
  // is where it stands; RESOURCE_EXHAUSTED `UPLOAD_BUSY` when it is open, `UPLOADS_FULL` when the
  // organisation has too much unfinished; INVALID_ARGUMENT `UPLOAD_ID_REUSED` while another file of
  // this id is unfinished.
  absl::StatusOr<std::unique_ptr<Upload>> Open(const UploadHead& head, std::int64_t offset);

 private:
  void Leave(const std::string& organisation);
  absl::Status CheckRoom(const UploadHead& head) const;

  FileStore& store_;
  const Limits limits_;
  std::mutex mutex_;
  std::map<std::string, int> busy_;  // by organisation
  int all_busy_ = 0;
};

// Removes from the staging folder what nobody has written to for so long and nobody has open:
// broken uploads, and what a crash left of anything else.
void SweepStaging(const FileStore& store, absl::Duration keep);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_UPLOADS_H_
