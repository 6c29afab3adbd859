#include "services/digitization/files/uploads.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/base/errors.h"
#include "services/digitization/files/running_hash.h"

namespace motcua::digitization {
namespace {

namespace fs = std::filesystem;

absl::Status UploadUnknown() {
  return Refuse(absl::StatusCode::kNotFound, "UPLOAD_UNKNOWN", "upload_id",
                "nothing of such an upload is kept", "Không có phần nào của lần tải này được lưu.");
}

absl::Status OffsetMismatch() {
  return Refuse(absl::StatusCode::kFailedPrecondition, "OFFSET_MISMATCH", "head.offset",
                "the upload stands at another offset; GetUpload tells it",
                "Vị trí tải tiếp không đúng; hãy hỏi lại vị trí hiện tại.");
}

absl::Status UploadIdReused() {
  return InvalidField("head.upload_id", "UPLOAD_ID_REUSED", "names the upload of another file",
                      "Mã lần tải đã dùng cho một tệp khác.");
}

absl::Status UploadBusy() {
  return Refuse(absl::StatusCode::kResourceExhausted, "UPLOAD_BUSY", "head.upload_id",
                "another stream is writing this upload", "Một kết nối khác đang tải tệp này lên.");
}

absl::Status TooManyUploads() {
  return Refuse(absl::StatusCode::kResourceExhausted, "OVERLOADED", "", "too many uploads are open",
                "Đang có quá nhiều tệp được tải lên, hãy thử lại sau.");
}

absl::Status UploadsFull() {
  return Refuse(absl::StatusCode::kResourceExhausted, "UPLOADS_FULL", "",
                "the organisation has too many bytes of unfinished uploads; finish them",
                "Đơn vị còn quá nhiều tệp tải dở dang; hãy tải xong các tệp đó trước.");
}

// Begins the names of all uploads of an organisation.
std::string PrefixOf(std::string_view organisation) {
  return HexHashOf(organisation).substr(0, 16) + "-";
}

// The kept part of an upload is the only file in a folder of its own: its name tells the whole.
// Who locks the folder owns the upload.
std::string FolderOf(const std::string& staging, std::string_view organisation,
                     std::string_view upload_id) {
  return absl::StrCat(staging, "/", PrefixOf(organisation), HexHashOf(upload_id));
}

std::string NameOf(const UploadHead& head) { return absl::StrCat(head.size, "-", head.sha256); }

std::optional<std::string> KeptIn(const std::string& folder) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    return entry.path().filename().string();
  }
  return std::nullopt;
}

std::int64_t SizeIn(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '-');
  std::int64_t size = 0;
  return absl::SimpleAtoi(parts.front(), &size) ? size : 0;
}

// Whoever held the lock before may have finished, and the name be another folder's, or nobody's.
bool IsStillAt(const Descriptor& file, const std::string& path) {
  struct stat named = {};
  struct stat open = {};
  return stat(path.c_str(), &named) == 0 && fstat(file.fd(), &open) == 0 &&
         named.st_ino == open.st_ino;
}

absl::StatusOr<Descriptor> LockFolder(const std::string& folder) {
  absl::StatusOr<Descriptor> lock = OpenFile(folder, O_RDONLY | O_DIRECTORY);
  if (absl::IsNotFound(lock.status())) return UploadBusy();  // finished just now
  if (!lock.ok()) return lock;
  if (flock(lock->fd(), LOCK_EX | LOCK_NB) != 0 || !IsStillAt(*lock, folder)) return UploadBusy();
  return lock;
}

void SweepFolder(const std::string& folder) {
  const absl::StatusOr<Descriptor> lock = LockFolder(folder);
  if (!lock.ok()) return;
  std::error_code ignored;
  fs::remove_all(folder, ignored);
}

}  // namespace

Uploads::Uploads(FileStore& store, Limits limits) : store_(store), limits_(limits) {
  SweepStaging(store_, limits_.keep);
}

absl::StatusOr<UploadProgress> Uploads::Find(std::string_view organisation,
                                             std::string_view upload_id) const {
  const std::string folder = FolderOf(store_.staging(), organisation, upload_id);
  const std::optional<std::string> name = KeptIn(folder);
  if (!name) return UploadUnknown();
  std::error_code error;
  const auto offset = fs::file_size(folder + "/" + *name, error);
  if (error) return UploadUnknown();  // finished just now
  return UploadProgress{static_cast<std::int64_t>(offset), SizeIn(*name)};
}

absl::StatusOr<std::shared_ptr<void>> Uploads::Enter(const std::string& organisation) {
  const std::lock_guard lock(mutex_);
  if (all_busy_ >= limits_.concurrent || busy_[organisation] >= limits_.of_organisation) {
    return TooManyUploads();
  }
  ++all_busy_;
  ++busy_[organisation];
  return std::shared_ptr<void>(nullptr, [this, organisation](void*) { Leave(organisation); });
}

void Uploads::Leave(const std::string& organisation) {
  const std::lock_guard lock(mutex_);
  --all_busy_;
  if (--busy_[organisation] == 0) busy_.erase(organisation);
}

absl::Status Uploads::CheckRoom(const UploadHead& head) const {
  const std::string prefix = PrefixOf(head.organisation);
  std::int64_t bytes = head.size;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(store_.staging(), error)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    bytes += SizeIn(KeptIn(entry.path()).value_or(""));
  }
  return bytes <= limits_.kept_bytes ? absl::OkStatus() : UploadsFull();
}

absl::StatusOr<std::unique_ptr<Upload>> Uploads::Open(const UploadHead& head, std::int64_t offset) {
  const std::string folder = FolderOf(store_.staging(), head.organisation, head.upload_id);
  if (!KeptIn(folder)) {
    if (offset != 0) return OffsetMismatch();
    const absl::Status room = CheckRoom(head);
    if (!room.ok()) return room;
  }
  std::error_code error;
  fs::create_directory(folder, error);
  absl::StatusOr<Descriptor> lock = LockFolder(folder);
  if (!lock.ok()) return lock.status();
  const std::optional<std::string> kept = KeptIn(folder);
  if (kept && *kept != NameOf(head)) return UploadIdReused();
  const std::string path = folder + "/" + NameOf(head);
  absl::StatusOr<Descriptor> file = OpenFile(path, O_RDWR | O_CREAT);
  if (!file.ok()) return file.status();
  if (SizeOf(*file) != offset) return OffsetMismatch();
  return std::make_unique<Upload>(store_, head, path, *std::move(lock), *std::move(file), offset);
}

void SweepStaging(const FileStore& store, absl::Duration keep) {
  const auto before = fs::file_time_type::clock::now() - absl::ToChronoSeconds(keep);
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(store.staging(), error)) {
    const bool folder = entry.is_directory(error);
    fs::file_time_type newest = entry.last_write_time(error);
    const std::optional<std::string> kept = folder ? KeptIn(entry.path()) : std::nullopt;
    if (kept) newest = std::max(newest, fs::last_write_time(entry.path() / *kept, error));
    if (newest >= before) continue;
    if (folder) {
      SweepFolder(entry.path());
    } else {
      fs::remove(entry.path(), error);
    }
  }
}

}  // namespace motcua::digitization
