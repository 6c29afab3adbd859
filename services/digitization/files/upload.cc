#include "services/digitization/files/upload.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "common/base/errors.h"
#include "services/digitization/domain/file_refusals.h"
#include "services/digitization/files/content_check.h"

namespace motcua::digitization {
namespace {

namespace fs = std::filesystem;

constexpr char kMediaTypeField[] = "head.media_type";

absl::Status SizeMismatch() {
  return InvalidField("head.size", "SIZE_MISMATCH", "there are more bytes than the head says",
                      "Số byte gửi lên nhiều hơn kích thước đã khai báo.");
}

absl::Status UploadIncomplete() {
  return Refuse(absl::StatusCode::kFailedPrecondition, "UPLOAD_INCOMPLETE", "data",
                "the stream ended before the file did; resume it",
                "Tệp chưa được tải lên hết, hãy tải tiếp.");
}

}  // namespace

Upload::Upload(FileStore& store, UploadHead head, std::string path, Descriptor lock,
               Descriptor file, std::int64_t offset)
    : store_(store),
      head_(std::move(head)),
      path_(std::move(path)),
      lock_(std::move(lock)),
      file_(std::move(file)),
      offset_(offset) {
  if (offset == 0) hash_.emplace();
}

absl::Status Upload::Append(std::string_view bytes) {
  if (offset_ + static_cast<std::int64_t>(bytes.size()) > head_.size) {
    Discard();
    return SizeMismatch();
  }
  const absl::Status written = WriteAt(file_, offset_, bytes);
  if (!written.ok()) return written;
  offset_ += bytes.size();
  if (hash_) hash_->Add(bytes);
  return absl::OkStatus();
}

absl::StatusOr<CheckedFile> Upload::Finish() {
  if (offset_ < head_.size) return UploadIncomplete();
  absl::StatusOr<CheckedFile> checked = Check();
  if (absl::IsInvalidArgument(checked.status())) Discard();
  if (!checked.ok()) return checked;
  const absl::Status placed = store_.Place({{path_, checked->sha256}});
  if (!placed.ok()) return placed;
  std::error_code ignored;
  fs::remove(fs::path(path_).parent_path(), ignored);
  return checked;
}

absl::StatusOr<CheckedFile> Upload::Check() {
  const absl::StatusOr<std::string> bytes = ReadAt(file_, 0, head_.size);
  if (!bytes.ok()) return bytes.status();
  const std::string sha256 = hash_ ? hash_->Hex() : HexHashOf(*bytes);
  if (sha256 != head_.sha256) return HashMismatch("head.sha256");
  const auto media_type = CheckContent(*bytes, head_.media_type, kMediaTypeField);
  if (!media_type.ok()) return media_type.status();
  return CheckedFile{sha256, head_.size, *media_type};
}

void Upload::Discard() {
  std::error_code ignored;
  fs::remove(path_, ignored);
  fs::remove(fs::path(path_).parent_path(), ignored);
}

absl::StatusOr<std::optional<CheckedFile>> FindStored(const FileStore& store,
                                                      const UploadHead& head) {
  if (store.SizeOf(head.sha256) != head.size) return std::nullopt;
  const absl::StatusOr<std::string> bytes = ReadWhole(store.PathOf(head.sha256));
  if (!bytes.ok() || HexHashOf(*bytes) != head.sha256) return std::nullopt;
  const auto media_type = CheckContent(*bytes, head.media_type, kMediaTypeField);
  if (!media_type.ok()) return media_type.status();
  store.Touch(head.sha256);
  return CheckedFile{head.sha256, head.size, *media_type};
}

}  // namespace motcua::digitization
