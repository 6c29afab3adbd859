// CRC-32 as PNG and ZIP have it (ISO 3309).
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_CRC32_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_CRC32_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace motcua::digitization {

// kCrcTables[n][b] is the remainder of byte b with n zero bytes behind it, so that eight bytes are
// taken in one step.
using CrcTables = std::array<std::array<std::uint32_t, 256>, 8>;
constexpr CrcTables MakeCrcTables() {
  CrcTables tables{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = value & 1 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
    tables[0][i] = value;
  }
  for (std::size_t n = 1; n < tables.size(); ++n) {
    for (std::size_t i = 0; i < 256; ++i) {
      const std::uint32_t shorter = tables[n - 1][i];
      tables[n][i] = tables[0][shorter & 0xFF] ^ (shorter >> 8);
    }
  }
  return tables;
}
inline constexpr CrcTables kCrcTables = MakeCrcTables();

inline std::uint32_t Crc32(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  std::uint32_t crc = 0xFFFFFFFFu;
  while (bytes.size() >= 8) {
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      const std::uint32_t carried = i < 4 ? (crc >> (8 * i)) & 0xFF : 0;
      next ^= kCrcTables[7 - i][at(i) ^ carried];
    }
    crc = next;
    bytes.remove_prefix(8);
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    crc = kCrcTables[0][(crc ^ at(i)) & 0xFF] ^ (crc >> 8);
  }
  return ~crc;
}

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_CRC32_H_
