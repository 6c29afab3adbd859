#include "services/digitization/files/running_hash.h"

#include <stdexcept>

#include "common/base/hash.h"

namespace motcua::digitization {
namespace {

void Require(int done) {
  if (done != 1) throw std::runtime_error("SHA-256 failed");
}

}  // namespace

RunningHash::RunningHash() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
  Require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void RunningHash::Add(std::string_view bytes) {
  Require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

std::string RunningHash::Hex() {
  std::string digest(32, '\0');
  Require(
      EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr));
  return HexEncode(digest);
}

std::string HexHashOf(std::string_view bytes) { return HexEncode(Sha256(bytes)); }

}  // namespace motcua::digitization
