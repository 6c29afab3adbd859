#include "services/digitization/domain/crc32.h"
#include "services/digitization/domain/file_refusals.h"
#include "services/digitization/domain/sniff_bytes.h"
#include "services/digitization/domain/sniff_kinds.h"

namespace motcua::digitization {
namespace {

struct Chunk {
  std::string_view type;
  std::uint64_t end = 0;
};

absl::StatusOr<Chunk> ChunkAt(std::string_view file, std::uint64_t offset) {
  const std::uint64_t size = NumberAt(file, offset, 4, ByteOrder::kBig);
  if (!Holds(file, offset, size + 12)) return FileDamaged("the PNG is cut off");
  if (NumberAt(file, offset + 8 + size, 4, ByteOrder::kBig) !=
      Crc32(file.substr(offset + 4, size + 4))) {
    return FileDamaged("a PNG chunk has a wrong checksum");
  }
  return Chunk{file.substr(offset + 4, 4), offset + size + 12};
}

}  // namespace

absl::Status WalkPng(std::string_view file) {
  std::uint64_t offset = kPngMark.size();
  bool pixels = false;
  while (true) {
    const absl::StatusOr<Chunk> chunk = ChunkAt(file, offset);
    if (!chunk.ok()) return chunk.status();
    const bool first = offset == kPngMark.size();
    if (first != (chunk->type == "IHDR")) return FileDamaged("the PNG has no header, or two");
    pixels = pixels || chunk->type == "IDAT";
    offset = chunk->end;
    if (chunk->type == "IEND") break;
  }
  if (!pixels) return FileDamaged("the PNG has no pixels");
  if (offset != file.size()) return FileAmbiguous("bytes after the end of the PNG");
  return absl::OkStatus();
}

}  // namespace motcua::digitization
