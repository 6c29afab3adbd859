#include "services/digitization/owner_key.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace motcua::digitization {

OwnerKeys::OwnerKeys(const std::string& secret_file) {
  constexpr std::size_t kShortest = 16;
  if (secret_file.empty()) return;
  std::ifstream file(secret_file, std::ios::binary);
  secret_.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  if (secret_.size() < kShortest) {
    throw std::runtime_error("the owner key file is missing or too short: " + secret_file);
  }
}

std::string OwnerKeys::KeyOf(std::string_view identity_number) const {
  unsigned char key[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(identity_number.data());
  if (HMAC(EVP_sha256(), secret_.data(), static_cast<int>(secret_.size()), bytes,
           identity_number.size(), key, &size) == nullptr) {
    throw std::runtime_error("no key could be made");
  }
  return std::string(reinterpret_cast<const char*>(key), size);
}

}  // namespace motcua::digitization
