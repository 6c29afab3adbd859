// Hashes and random identifiers.
#ifndef MOTCUA_COMMON_BASE_HASH_H_
#define MOTCUA_COMMON_BASE_HASH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace motcua {

// SHA-256, 32 bytes.
std::string Sha256(std::string_view bytes);

// `size` bytes of the operating system's randomness.
std::string RandomBytes(std::size_t size);

// 32 lower-case hexadecimal digits, random.
std::string RandomId();

std::string HexEncode(std::string_view bytes);

// Big-endian appenders of the canonical forms.
void AppendInt32(std::string& out, std::int32_t value);
void AppendInt64(std::string& out, std::int64_t value);
// Length as 4-byte big-endian integer, then the bytes.
void AppendSized(std::string& out, std::string_view bytes);

}  // namespace motcua

#endif  // MOTCUA_COMMON_BASE_HASH_H_
