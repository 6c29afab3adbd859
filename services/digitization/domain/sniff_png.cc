#include <array>

#include "services/digitization/domain/crc32.h"
#include "services/digitization/domain/file_refusals.h"
#include "services/digitization/domain/sniff.h"
#include "services/digitization/domain/sniff_bytes.h"
#include "services/digitization/domain/sniff_kinds.h"

namespace motcua::digitization {
namespace {

struct Chunk {
  std::string_view type;
  std::string_view data;
  std::uint64_t end = 0;
};

absl::StatusOr<Chunk> ChunkAt(std::string_view file, std::uint64_t offset) {
  const std::uint64_t size = NumberAt(file, offset, 4, ByteOrder::kBig);
  if (!Holds(file, offset, size + 12)) return FileDamaged("the PNG is cut off");
  if (NumberAt(file, offset + 8 + size, 4, ByteOrder::kBig) !=
      Crc32(file.substr(offset + 4, size + 4))) {
    return FileDamaged("a PNG chunk has a wrong checksum");
  }
  return Chunk{file.substr(offset + 4, 4), file.substr(offset + 8, size), offset + size + 12};
}

// Samples of a pixel by colour type; 0: there is no such type.
constexpr std::array<int, 7> kSamples = {1, 0, 3, 1, 2, 0, 4};

struct Header {
  std::uint64_t width = 0;
  std::uint64_t height = 0;
  std::uint64_t bits = 0;  // of a pixel
  bool interlaced = false;
};

absl::StatusOr<Header> ReadHeader(std::string_view data) {
  if (data.size() != 13) return FileDamaged("the PNG has a header of a wrong size");
  const auto depth = static_cast<unsigned char>(data[8]);
  const auto colour = static_cast<unsigned char>(data[9]);
  const Header header{NumberAt(data, 0, 4, ByteOrder::kBig), NumberAt(data, 4, 4, ByteOrder::kBig),
                      colour < kSamples.size() ? std::uint64_t{depth} * kSamples[colour] : 0,
                      data[12] == 1};
  if (header.width == 0 || header.height == 0 || header.bits == 0 || depth > 16) {
    return FileDamaged("the PNG has a header without a picture");
  }
  if (header.width > kMostPixels / header.height) return PictureTooLarge();
  return header;
}

// Each line of pixels is led by a byte that tells its filter.
std::uint64_t BytesOf(std::uint64_t width, std::uint64_t height, std::uint64_t bits) {
  return width == 0 ? 0 : height * (1 + (width * bits + 7) / 8);
}

// An interlaced picture is seven smaller ones.
std::uint64_t BytesOf(const Header& header) {
  if (!header.interlaced) return BytesOf(header.width, header.height, header.bits);
  struct Pass {
    std::uint64_t x, y, dx, dy;
  };
  constexpr std::array<Pass, 7> kPasses = {{{0, 0, 8, 8},
                                            {4, 0, 8, 8},
                                            {0, 4, 4, 8},
                                            {2, 0, 4, 4},
                                            {0, 2, 2, 4},
                                            {1, 0, 2, 2},
                                            {0, 1, 1, 2}}};
  std::uint64_t bytes = 0;
  for (const Pass& pass : kPasses) {
    bytes += BytesOf((header.width + pass.dx - 1 - pass.x) / pass.dx,
                     (header.height + pass.dy - 1 - pass.y) / pass.dy, header.bits);
  }
  return bytes;
}

}  // namespace

absl::StatusOr<PngPixels> ReadPng(std::string_view file) {
  std::uint64_t offset = kPngMark.size();
  PngPixels pixels;
  while (true) {
    const absl::StatusOr<Chunk> chunk = ChunkAt(file, offset);
    if (!chunk.ok()) return chunk.status();
    const bool first = offset == kPngMark.size();
    if (first != (chunk->type == "IHDR")) return FileDamaged("the PNG has no header, or two");
    if (first) {
      const absl::StatusOr<Header> header = ReadHeader(chunk->data);
      if (!header.ok()) return header.status();
      pixels.size = BytesOf(*header);
    }
    if (chunk->type == "IDAT") pixels.parts.push_back(chunk->data);
    offset = chunk->end;
    if (chunk->type == "IEND") break;
  }
  if (pixels.parts.empty()) return FileDamaged("the PNG has no pixels");
  if (offset != file.size()) return FileAmbiguous("bytes after the end of the PNG");
  return pixels;
}

absl::Status WalkPng(std::string_view file) { return ReadPng(file).status(); }

}  // namespace motcua::digitization
