// Uploads under way: bytes in the staging folder that survive a broken stream and a crash.
#ifndef MOTCUA_SERVICES_DIGITIZATION_UPLOADS_H_
#define MOTCUA_SERVICES_DIGITIZATION_UPLOADS_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/digitization/file_store.h"

namespace motcua::digitization {

// What a sender says of a file before its bytes.
struct UploadHead {
  std::string organisation;
  std::string upload_id;  // of the organisation's choice
  std::int64_t size = 0;
  std::string sha256;  // 64 lower-case hexadecimal digits
  std::string media_type;
};

// How far an upload has come.
struct UploadProgress {
  std::int64_t offset = 0;
  std::int64_t size = 0;
};

// Must outlive the uploads it opened. Everything blocks on the disk. Thread-safe.
class Uploads {
 public:
  struct Limits {
    int concurrent = 64;                    // open at once; more: RESOURCE_EXHAUSTED
    absl::Duration keep = absl::Hours(24);  // broken ones, since their last byte
  };
  // An upload that is open: nobody else has it. Not thread-safe.
  class Upload;

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
  friend class Upload;
  absl::Status Take(const std::string& key);
  void GiveBack(const std::string& key);
  void Sweep(absl::Time before) const;

  FileStore& store_;
  const Limits limits_;
  std::mutex mutex_;
  std::set<std::string> open_;  // keys
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_UPLOADS_H_
