// The structure of each kind of file, walked from the first byte to the last.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_SNIFF_KINDS_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_SNIFF_KINDS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace motcua::digitization {

inline constexpr std::string_view kPngMark = "\x89PNG\r\n\x1a\n";
inline constexpr std::string_view kJpegMark = "\xff\xd8\xff";
inline constexpr std::string_view kPdfMark = "%PDF-";
inline constexpr std::string_view kZipMark = "PK\x03\x04";
inline constexpr std::string_view kTiffLittleMark("II*\0", 4);
inline constexpr std::string_view kTiffBigMark("MM\0*", 4);

// Each is given a file that begins with its mark.
absl::Status WalkPng(std::string_view file);
absl::Status WalkJpeg(std::string_view file);
absl::Status WalkPdf(std::string_view file);
absl::Status WalkTiff(std::string_view file);
// The media type: an office document, or `TYPE_UNKNOWN`.
absl::StatusOr<std::string> WalkZip(std::string_view file);

// The packed pixels of a PNG, and the bytes they must unpack to.
struct PngPixels {
  std::vector<std::string_view> parts;
  std::uint64_t size = 0;
};
// Of a file that WalkPng takes; its errors for another.
absl::StatusOr<PngPixels> ReadPng(std::string_view file);

// A reader of archives would find one at the end of this file.
bool EndsAsZip(std::string_view file);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_SNIFF_KINDS_H_
