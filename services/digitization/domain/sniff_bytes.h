// Numbers and marks in the bytes of a file; nothing here reads past its end.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_SNIFF_BYTES_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_SNIFF_BYTES_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace motcua::digitization {

enum class ByteOrder { kBig, kLittle };

// `size` bytes from `offset`, fewer at the end of the file.
inline std::string_view Slice(std::string_view file, std::uint64_t offset, std::uint64_t size) {
  return offset < file.size() ? file.substr(offset, size) : std::string_view();
}

// The file has `size` bytes from `offset`.
inline bool Holds(std::string_view file, std::uint64_t offset, std::uint64_t size) {
  return offset <= file.size() && size <= file.size() - offset;
}

// An unsigned number of `width` bytes, at most 4; 0 where the file does not hold it.
inline std::uint32_t NumberAt(std::string_view file, std::uint64_t offset, int width,
                              ByteOrder order) {
  if (!Holds(file, offset, width)) return 0;
  std::uint32_t number = 0;
  for (int i = 0; i < width; ++i) {
    const int place = order == ByteOrder::kBig ? i : width - 1 - i;
    number = number << 8 | static_cast<unsigned char>(file[offset + place]);
  }
  return number;
}

// The last `size` bytes, or all.
inline std::string_view Tail(std::string_view file, std::size_t size) {
  return file.substr(file.size() - std::min(size, file.size()));
}

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_SNIFF_BYTES_H_
