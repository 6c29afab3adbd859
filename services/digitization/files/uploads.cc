#include "services/digitization/files/uploads.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

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

// The kept part of an upload is the only file in a folder of its own: its name tells the whole.
std::string FolderOf(const std::string& staging, std::string_view organisation,
                     std::string_view upload_id) {
  std::string key(organisation);
  key.append(1, '\0').append(upload_id);
  return absl::StrCat(staging, "/", HexHashOf(key));
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

// Whoever held the lock before may have finished, and the name be another file's, or nobody's.
bool IsStillAt(const Descriptor& file, const std::string& path) {
  struct stat named = {};
  struct stat open = {};
  return stat(path.c_str(), &named) == 0 && fstat(file.fd(), &open) == 0 &&
         named.st_ino == open.st_ino;
}

}  // namespace

Uploads::Uploads(FileStore& store, Limits limits) : store_(store), limits_(limits) { Sweep(); }

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

absl::StatusOr<std::unique_ptr<Upload>> Uploads::Open(const UploadHead& head, std::int64_t offset) {
  auto slot = std::make_unique<Slot>(open_);
  if (slot->number() > limits_.concurrent) return TooManyUploads();
  const std::string folder = FolderOf(store_.staging(), head.organisation, head.upload_id);
  const std::optional<std::string> kept = KeptIn(folder);
  if (kept && *kept != NameOf(head)) return UploadIdReused();
  if (!kept && offset != 0) return OffsetMismatch();
  std::error_code error;
  fs::create_directory(folder, error);
  const std::string path = folder + "/" + NameOf(head);
  absl::StatusOr<Descriptor> file = OpenFile(path, O_RDWR | O_CREAT);
  if (!file.ok()) return absl::IsNotFound(file.status()) ? UploadBusy() : file.status();
  if (flock(file->fd(), LOCK_EX | LOCK_NB) != 0 || !IsStillAt(*file, path)) return UploadBusy();
  if (SizeOf(*file) != offset) return OffsetMismatch();
  return std::make_unique<Upload>(store_, head, path, *std::move(file), offset, std::move(slot));
}

void Uploads::Sweep() const {
  const auto before = fs::file_time_type::clock::now() - absl::ToChronoSeconds(limits_.keep);
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(store_.staging(), error)) {
    fs::file_time_type newest = entry.last_write_time(error);
    const std::optional<std::string> kept = KeptIn(entry.path());
    if (kept) newest = std::max(newest, fs::last_write_time(entry.path() / *kept, error));
    if (newest < before) fs::remove_all(entry.path(), error);
  }
}

}  // namespace motcua::digitization
