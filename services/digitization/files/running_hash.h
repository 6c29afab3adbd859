// SHA-256 of bytes that come one part after the other.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_RUNNING_HASH_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_RUNNING_HASH_H_

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace motcua::digitization {

// Not thread-safe.
class RunningHash {
 public:
  RunningHash();

  void Add(std::string_view bytes);
  // 64 lower-case hexadecimal digits; nothing may be added afterwards.
  std::string Hex();

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

// Of bytes that are all there.
std::string HexHashOf(std::string_view bytes);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_RUNNING_HASH_H_
