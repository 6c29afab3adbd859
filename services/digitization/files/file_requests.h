// Requests about files, parsed. INVALID_ARGUMENT names the field.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_REQUESTS_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_REQUESTS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "motcua/digitization/v1/digitization.pb.h"
#include "services/digitization/files/paper_file.h"
#include "services/digitization/files/upload.h"

namespace motcua::digitization {

inline constexpr std::size_t kLargestPart = 1'000'000;

// `files/{sha256}` → 64 lower-case hexadecimal digits.
absl::StatusOr<std::string> ParseFileName(std::string_view name, std::string_view field);
std::string FileName(std::string_view sha256);

// 1 to 64 of printable ASCII.
absl::StatusOr<std::string> ParseUploadId(std::string_view id, std::string_view field);
absl::StatusOr<UploadHead> ParseHead(const v1::UploadFileRequest::Head& head,
                                     const std::string& organisation);

// The range of a file of `size` bytes; its end instead of a length. OUT_OF_RANGE `RANGE_INVALID`.
struct ByteRange {
  std::int64_t offset = 0;
  std::int64_t end = 0;
};
absl::StatusOr<ByteRange> ParseRange(const v1::DownloadFileRequest& request, std::int64_t size);

// NOT_FOUND.
absl::Status FileNotFound();

void ToProto(const PaperFile& stored, v1::File* file);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_REQUESTS_H_
