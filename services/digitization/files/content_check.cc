#include "services/digitization/files/content_check.h"

#include <zip.h>
#include <zlib.h>

#include <array>
#include <cstdint>
#include <memory>

#include "services/digitization/domain/file_refusals.h"
#include "services/digitization/domain/sniff.h"
#include "services/digitization/domain/sniff_kinds.h"

namespace motcua::digitization {
namespace {

using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;
using Entry = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

constexpr std::array<std::string_view, 6> kArchiveMarks = {"PK\x03\x04",
                                                           "Rar!\x1a\x07",
                                                           "7z\xbc\xaf\x27\x1c",
                                                           "\x1f\x8b\x08",
                                                           "BZh",
                                                           "\xfd"
                                                           "7zXZ"};

// Null when libzip finds it inconsistent.
Archive OpenArchive(std::string_view file) {
  zip_error_t ignored;
  zip_error_init(&ignored);
  zip_source_t* source = zip_source_buffer_create(file.data(), file.size(), 0, &ignored);
  if (source == nullptr) return {nullptr, &zip_discard};
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &ignored);
  if (archive == nullptr) zip_source_free(source);
  return {archive, &zip_discard};
}

bool BeginsAsArchive(std::string_view bytes) {
  for (const std::string_view mark : kArchiveMarks) {
    if (bytes.starts_with(mark)) return true;
  }
  return false;
}

// Unpacks one entry; takes what it became from `left`. libzip compares size and checksum.
absl::Status Unpack(zip_t* archive, std::uint64_t index, std::uint64_t* left) {
  const Entry entry(zip_fopen_index(archive, index, 0), &zip_fclose);
  if (entry == nullptr) return FileDamaged("an entry of the archive cannot be opened");
  std::array<char, 65'536> buffer;
  for (bool first = true;; first = false) {
    const zip_int64_t size = zip_fread(entry.get(), buffer.data(), buffer.size());
    if (size < 0) return FileDamaged("an entry of the archive cannot be unpacked");
    if (size == 0) return absl::OkStatus();
    if (static_cast<std::uint64_t>(size) > *left) {
      return ArchiveBomb("unpacks to more than it says, or may");
    }
    *left -= size;
    if (first && BeginsAsArchive({buffer.data(), static_cast<std::size_t>(size)})) {
      return ArchiveBomb("an archive inside the archive");
    }
  }
}

absl::Status UnpackAll(std::string_view file) {
  const Archive archive = OpenArchive(file);
  if (archive == nullptr) return FileDamaged("the archive contradicts itself");
  std::uint64_t left = std::min<std::uint64_t>(kMostUnpacked, kMostUnpackedRatio * file.size());
  const zip_int64_t entries = zip_get_num_entries(archive.get(), 0);
  for (zip_int64_t i = 0; i < entries; ++i) {
    const absl::Status unpacked = Unpack(archive.get(), i, &left);
    if (!unpacked.ok()) return unpacked;
  }
  return absl::OkStatus();
}

// Unpacks the pixels into nothing, part by part: they are as many as the header says.
absl::Status CheckPixels(const PngPixels& pixels) {
  z_stream stream = {};
  if (inflateInit(&stream) != Z_OK) return absl::ResourceExhaustedError("no memory to unpack");
  const std::unique_ptr<z_stream, decltype(&inflateEnd)> ended(&stream, &inflateEnd);
  std::array<unsigned char, 65'536> buffer;
  std::uint64_t size = 0;
  int state = Z_OK;
  for (const std::string_view part : pixels.parts) {
    stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(part.data()));
    stream.avail_in = static_cast<unsigned>(part.size());
    do {
      stream.next_out = buffer.data();
      stream.avail_out = static_cast<unsigned>(buffer.size());
      if (state == Z_OK) state = inflate(&stream, Z_NO_FLUSH);
      if (state == Z_BUF_ERROR) state = Z_OK;  // wants the next part
      size += buffer.size() - stream.avail_out;
      if ((state != Z_OK && state != Z_STREAM_END) || size > pixels.size) {
        return FileDamaged("the pixels of the PNG cannot be unpacked, or are too many");
      }
    } while (state == Z_OK && stream.avail_out == 0);
  }
  if (state != Z_STREAM_END || size != pixels.size) return FileDamaged("pixels are missing");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> CheckContent(std::string_view file, std::string_view declared,
                                         std::string_view field) {
  absl::StatusOr<std::string> media_type = Sniff(file);
  if (!media_type.ok()) return media_type;
  const absl::Status as_declared = CheckDeclared(declared, *media_type, field);
  if (!as_declared.ok()) return as_declared;
  if (*media_type == kPng) {
    const absl::Status pixels = CheckPixels(*ReadPng(file));
    if (!pixels.ok()) return pixels;
  }
  if (*media_type != kDocx && *media_type != kXlsx) return media_type;
  const absl::Status unpacked = UnpackAll(file);
  if (!unpacked.ok()) return unpacked;
  return media_type;
}

}  // namespace motcua::digitization
