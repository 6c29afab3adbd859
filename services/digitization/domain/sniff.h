// What a file is, told from its bytes and never from its name.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_SNIFF_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_SNIFF_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::digitization {

inline constexpr std::int64_t kLargestFile = 100'000'000;

// What an office document may become when it is unpacked: bytes, and times its own size.
inline constexpr std::uint64_t kMostUnpacked = 500'000'000;
inline constexpr std::uint64_t kMostUnpackedRatio = 100;

// What a picture may have: a page of A0 at 600 dots per inch has half as many.
inline constexpr std::uint64_t kMostPixels = 400'000'000;

inline constexpr char kPdf[] = "application/pdf";
inline constexpr char kPng[] = "image/png";
inline constexpr char kJpeg[] = "image/jpeg";
inline constexpr char kTiff[] = "image/tiff";
inline constexpr char kDocx[] =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
inline constexpr char kXlsx[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// The media type of a whole file, whose structure is walked to its end. Total, in time linear in
// the file, without copying it. INVALID_ARGUMENT `FILE_EMPTY`, `FILE_TOO_LARGE`, `TYPE_UNKNOWN`,
// `FILE_DAMAGED`, `FILE_AMBIGUOUS`, `ARCHIVE_BOMB` or `PICTURE_TOO_LARGE`, naming the field `data`.
absl::StatusOr<std::string> Sniff(std::string_view file);

// `TYPE_MISMATCH`, naming `field`, when a sender believed that it is something else; `declared` may
// be empty.
absl::Status CheckDeclared(std::string_view declared, std::string_view media_type,
                           std::string_view field);

// One of the six above.
bool IsMediaType(std::string_view text);
// A picture as OCR reads it.
bool IsPicture(std::string_view media_type);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_SNIFF_H_
