#include "common/base/hash.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <stdexcept>

namespace motcua {
namespace {

template <typename Int>
void AppendBigEndian(std::string& out, Int value) {
  for (int shift = static_cast<int>(sizeof(Int)) * 8 - 8; shift >= 0; shift -= 8) {
    out += static_cast<char>((static_cast<std::uint64_t>(value) >> shift) & 0xff);
  }
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string RandomBytes(std::size_t size) {
  std::string bytes(size, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(size)) != 1) {
    throw std::runtime_error("the operating system gives no randomness");
  }
  return bytes;
}

std::string RandomId() { return HexEncode(RandomBytes(16)); }

std::string HexEncode(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const unsigned char byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

void AppendInt32(std::string& out, std::int32_t value) { AppendBigEndian(out, value); }
void AppendInt64(std::string& out, std::int64_t value) { AppendBigEndian(out, value); }
void AppendSized(std::string& out, std::string_view bytes) {
  AppendInt32(out, static_cast<std::int32_t>(bytes.size()));
  out += bytes;
}

}  // namespace motcua
