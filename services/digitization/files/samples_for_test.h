// Small files of every kind, right to the last byte.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_SAMPLES_FOR_TEST_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_SAMPLES_FOR_TEST_H_

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/digitization/domain/crc32.h"
#include "services/digitization/domain/sniff_kinds.h"

namespace motcua::digitization {

inline std::string BigEndian(std::uint64_t number, int width) {
  std::string bytes;
  for (int i = width - 1; i >= 0; --i) bytes += static_cast<char>(number >> (8 * i));
  return bytes;
}
inline std::string LittleEndian(std::uint64_t number, int width) {
  const std::string bytes = BigEndian(number, width);
  return {bytes.rbegin(), bytes.rend()};
}

inline std::string PngChunk(const std::string& type, const std::string& data) {
  return BigEndian(static_cast<std::uint32_t>(data.size()), 4) + type + data +
         BigEndian(Crc32(type + data), 4);
}

// A stream of zlib in which nothing is packed.
inline std::string ZlibStored(const std::string& data) {
  constexpr std::size_t kBlock = 65'535;
  std::string stream = "\x78\x01";
  for (std::size_t i = 0; i < data.size(); i += kBlock) {
    const std::string block = data.substr(i, kBlock);
    const auto size = static_cast<std::uint32_t>(block.size());
    stream += static_cast<char>(i + kBlock >= data.size());
    stream += LittleEndian(size, 2) + LittleEndian(~size, 2) + block;
  }
  std::uint32_t low = 1, high = 0;  // Adler-32
  for (const char byte : data) {
    low = (low + static_cast<unsigned char>(byte)) % 65'521;
    high = (high + low) % 65'521;
  }
  return stream + BigEndian(high << 16 | low, 4);
}

inline std::string PngHeader(std::uint32_t width, std::uint32_t height) {
  return PngChunk("IHDR",
                  BigEndian(width, 4) + BigEndian(height, 4) + std::string("\x08\0\0\0\0", 5));
}

// Another line of greys for each seed, so many pixels long.
inline std::string SamplePng(unsigned seed = 1, std::uint32_t pixels = 64) {
  std::mt19937 random(seed);
  std::string line(1 + pixels, '\0');  // begins with its filter: none
  for (std::size_t i = 1; i < line.size(); ++i) line[i] = static_cast<char>(random());
  return std::string(kPngMark) + PngHeader(pixels, 1) + PngChunk("IDAT", ZlibStored(line)) +
         PngChunk("IEND", "");
}

inline std::string JpegSegment(char marker, const std::string& data) {
  return std::string("\xff") + marker + BigEndian(static_cast<std::uint32_t>(data.size() + 2), 2) +
         data;
}

inline std::string SampleJpeg() {
  return "\xff\xd8" + JpegSegment('\xe0', std::string("JFIF\0\1\1\0\0\1\0\1\0\0", 14)) +
         JpegSegment('\xc0', std::string("\x08\0\x08\0\x08\1\1\x11\0", 9)) +
         JpegSegment('\xda', std::string("\1\1\0\0\x3f\0", 6)) +
         std::string("\x12\x34\xff\0\x56\xff\xd0\x78", 8) + "\xff\xd9";
}

// `body` stands before the cross-reference.
inline std::string SamplePdf(const std::string& body = "1 0 obj\n<< /Type /Catalog >>\nendobj\n") {
  const std::string text = "%PDF-1.7\n" + body;
  return absl::StrCat(text, "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\nstartxref\n",
                      text.size(), "\n%%EOF\n");
}

inline std::string TiffField(std::uint32_t tag, std::uint32_t type, std::uint32_t count,
                             std::uint32_t value) {
  return LittleEndian(tag, 2) + LittleEndian(type, 2) + LittleEndian(count, 4) +
         LittleEndian(value, 4);
}

// One strip of four bytes; the next directory stands at `next`.
inline std::string SampleTiff(std::uint32_t next = 0) {
  return std::string(kTiffLittleMark) + LittleEndian(12, 4) + "abcd" + LittleEndian(3, 2) +
         TiffField(256, 3, 1, 2) + TiffField(273, 4, 1, 8) + TiffField(279, 4, 1, 4) +
         LittleEndian(next, 4);
}

struct ZipEntry {
  std::string name;
  std::string data;
  std::uint32_t claimed = 0;  // unpacked size it claims; 0: the true one
};

// Entries that are stored, not packed.
inline std::string SampleZip(const std::vector<ZipEntry>& entries) {
  std::string file;
  std::string directory;
  for (const ZipEntry& entry : entries) {
    const auto size = static_cast<std::uint32_t>(entry.data.size());
    const std::string about = LittleEndian(20, 2) + LittleEndian(0, 8) +
                              LittleEndian(Crc32(entry.data), 4) + LittleEndian(size, 4) +
                              LittleEndian(entry.claimed == 0 ? size : entry.claimed, 4) +
                              LittleEndian(static_cast<std::uint32_t>(entry.name.size()), 2);
    directory += "PK\1\2" + LittleEndian(20, 2) + about + std::string(12, '\0') +
                 LittleEndian(static_cast<std::uint32_t>(file.size()), 4) + entry.name;
    file += std::string(kZipMark) + about + LittleEndian(0, 2) + entry.name + entry.data;
  }
  const auto count = static_cast<std::uint32_t>(entries.size());
  return file + directory + "PK\5\6" + LittleEndian(0, 4) + LittleEndian(count, 2) +
         LittleEndian(count, 2) + LittleEndian(static_cast<std::uint32_t>(directory.size()), 4) +
         LittleEndian(static_cast<std::uint32_t>(file.size()), 4) + LittleEndian(0, 2);
}

inline std::string SampleDocx() {
  return SampleZip({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<document/>"}});
}
inline std::string SampleXlsx() {
  return SampleZip({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<workbook/>"}});
}

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_SAMPLES_FOR_TEST_H_
