#include "services/digitization/files/file_requests.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/digitization/domain/file_refusals.h"
#include "services/digitization/domain/sniff.h"

namespace motcua::digitization {
namespace {

constexpr std::string_view kFiles = "files/";
constexpr std::size_t kHashDigits = 64;

bool IsHash(std::string_view text) {
  return text.size() == kHashDigits && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isdigit(c) || ('a' <= c && c <= 'f');
         });
}

absl::Status Required(std::string_view field) {
  return InvalidField(field, "FIELD_REQUIRED", std::string(field) + " is required",
                      "Thiếu thông tin bắt buộc: " + std::string(field) + ".");
}

absl::Status CheckSize(std::int64_t size) {
  if (size < 0) {
    return InvalidField("head.size", "SIZE_INVALID", "must not be negative",
                        "Kích thước tệp không được âm.");
  }
  if (size == 0) return FileEmpty("head.size");
  return size > kLargestFile ? FileTooLarge("head.size") : absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> ParseFileName(std::string_view name, std::string_view field) {
  if (name.empty()) return Required(field);
  if (!name.starts_with(kFiles) || !IsHash(name.substr(kFiles.size()))) {
    return InvalidField(field, "NAME_INVALID", "must have the form files/{sha256}",
                        "Tên tệp phải có dạng files/{sha256}.");
  }
  return std::string(name.substr(kFiles.size()));
}

std::string FileName(std::string_view sha256) { return std::string(kFiles).append(sha256); }

absl::StatusOr<std::string> ParseUploadId(std::string_view id, std::string_view field) {
  if (id.empty()) return Required(field);
  const bool parsed = rpc::ParseRequestId(id, field).ok();
  if (!parsed) {
    return InvalidField(field, "UPLOAD_ID_INVALID", "must be 1 to 64 printable ASCII characters",
                        "Mã lần tải phải có từ 1 đến 64 ký tự ASCII in được.");
  }
  return std::string(id);
}

absl::StatusOr<UploadHead> ParseHead(const v1::UploadFileRequest::Head& head,
                                     const std::string& organisation) {
  absl::StatusOr<std::string> upload_id = ParseUploadId(head.upload_id(), "head.upload_id");
  if (!upload_id.ok()) return upload_id.status();
  const absl::Status size = CheckSize(head.size());
  if (!size.ok()) return size;
  std::string sha256 = absl::AsciiStrToLower(head.sha256());
  if (!IsHash(sha256)) {
    return InvalidField("head.sha256", "SHA256_INVALID", "must be 64 hexadecimal digits",
                        "Mã băm SHA-256 phải gồm 64 chữ số thập lục phân.");
  }
  if (!head.media_type().empty() && !IsMediaType(head.media_type())) {
    return TypeMismatch("head.media_type");
  }
  return UploadHead{organisation, *std::move(upload_id), head.size(), std::move(sha256),
                    head.media_type()};
}

absl::StatusOr<ByteRange> ParseRange(const v1::DownloadFileRequest& request, std::int64_t size) {
  const std::int64_t offset = request.offset();
  const std::int64_t length = request.length();
  const bool begins = 0 <= offset && offset < size;
  if (!begins || length < 0 || length > size - offset) {
    return Refuse(absl::StatusCode::kOutOfRange, "RANGE_INVALID", begins ? "length" : "offset",
                  absl::StrCat("the file has ", size, " bytes"),
                  absl::StrCat("Khoảng đọc nằm ngoài tệp (", size, " byte)."));
  }
  return ByteRange{offset, length == 0 ? size : offset + length};
}

absl::Status FileNotFound() {
  return Refuse(absl::StatusCode::kNotFound, "FILE_NOT_FOUND", "name", "no such file is stored",
                "Không có tệp này trong kho.");
}

void ToProto(const PaperFile& stored, v1::File* file) {
  file->set_name(FileName(stored.file.sha256));
  file->set_size(stored.file.size);
  file->set_media_type(stored.file.media_type);
  *file->mutable_store_time() = rpc::ToTimestamp(stored.store_time);
}

}  // namespace motcua::digitization
