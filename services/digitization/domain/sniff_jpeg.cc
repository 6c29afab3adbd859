#include "services/digitization/domain/file_refusals.h"
#include "services/digitization/domain/sniff.h"
#include "services/digitization/domain/sniff_bytes.h"
#include "services/digitization/domain/sniff_kinds.h"

namespace motcua::digitization {
namespace {

constexpr std::uint32_t kEnd = 0xD9;
constexpr std::uint32_t kScan = 0xDA;

bool StandsAlone(std::uint32_t marker) {
  return marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

// C4, C8 and CC define tables and extensions, not frames.
bool BeginsFrame(std::uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool StaysInScan(char after_ff) {
  const auto byte = static_cast<unsigned char>(after_ff);
  return byte == 0x00 || (byte >= 0xD0 && byte <= 0xD7);
}

// Where the next marker's FF stands, past entropy-coded bytes; npos: nowhere.
std::size_t EndOfScan(std::string_view file, std::size_t offset) {
  while (true) {
    offset = file.find('\xff', offset);
    if (offset == std::string_view::npos || offset + 1 >= file.size()) {
      return std::string_view::npos;
    }
    if (!StaysInScan(file[offset + 1])) return offset;
    offset += 2;
  }
}

// What the segments so far have shown.
struct Shown {
  bool frame = false;
  bool scan = false;
};

absl::Status CheckEnd(std::string_view file, std::size_t end, const Shown& shown) {
  if (!shown.frame || !shown.scan) return FileDamaged("the JPEG has no picture");
  if (end != file.size()) return FileAmbiguous("bytes after the end of the JPEG");
  return absl::OkStatus();
}

// A frame's segment tells its depth, its height and its width.
bool IsTooLarge(std::string_view frame) {
  return std::uint64_t{NumberAt(frame, 3, 2, ByteOrder::kBig)} *
             NumberAt(frame, 5, 2, ByteOrder::kBig) >
         kMostPixels;
}

// A comment of JavaScript opens where the first length stands.
bool OpensScript(std::string_view file) { return Slice(file, 4, 2) == "/*"; }

}  // namespace

absl::Status WalkJpeg(std::string_view file) {
  if (OpensScript(file)) return FileAmbiguous("begins like a script");
  Shown shown;
  std::size_t offset = 2;
  while (true) {
    if (Slice(file, offset, 1) != "\xff") return FileDamaged("the JPEG is cut off");
    offset = file.find_first_not_of('\xff', offset);
    if (offset == std::string_view::npos) return FileDamaged("the JPEG is cut off");
    const auto marker = static_cast<unsigned char>(file[offset++]);
    if (marker == kEnd) return CheckEnd(file, offset, shown);
    if (StandsAlone(marker)) return FileDamaged("a JPEG marker is out of place");
    const std::size_t size = NumberAt(file, offset, 2, ByteOrder::kBig);
    if (size < 2 || !Holds(file, offset, size)) return FileDamaged("a JPEG segment is cut off");
    if (BeginsFrame(marker) && IsTooLarge(file.substr(offset, size))) return PictureTooLarge();
    offset += size;
    shown.frame = shown.frame || BeginsFrame(marker);
    if (marker != kScan) continue;
    shown.scan = true;
    offset = EndOfScan(file, offset);
    if (offset == std::string_view::npos) return FileDamaged("the JPEG has no end");
  }
}

}  // namespace motcua::digitization
