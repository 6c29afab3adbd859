#include "common/signing/key.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/base/hash.h"
#include "openssl/bio.h"
#include "openssl/evp.h"
#include "openssl/pem.h"

namespace motcua::signing {
namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kSignatureSize = 64;

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

EVP_PKEY* Evp(const std::shared_ptr<void>& key) { return static_cast<EVP_PKEY*>(key.get()); }

// Owns it; null unless it is an Ed25519 key.
std::shared_ptr<void> Owned(EVP_PKEY* key) {
  std::shared_ptr<void> owned(key, [](void* it) { EVP_PKEY_free(static_cast<EVP_PKEY*>(it)); });
  return key != nullptr && EVP_PKEY_base_id(key) == EVP_PKEY_ED25519 ? owned : nullptr;
}

Bio BioOf(std::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free);
}

std::string TextIn(const Bio& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<std::size_t>(size));
}

// Without a terminal to ask for a password on.
int NoPassword(char*, int, int, void*) { return -1; }

absl::Status Invalid(std::string_view what) {
  return Refuse(absl::StatusCode::kFailedPrecondition, "KEY_INVALID", "", what,
                "Khóa ký không hợp lệ.");
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  if (file && text) return text.str();
  return Refuse(absl::StatusCode::kNotFound, "KEY_NOT_READ", "",
                absl::StrCat("cannot read the key file ", path), "Không đọc được tệp khóa ký.");
}

std::string RawOf(const std::shared_ptr<void>& key) {
  std::string raw(kKeySize, '\0');
  std::size_t size = raw.size();
  auto* const data = reinterpret_cast<unsigned char*>(raw.data());
  if (EVP_PKEY_get_raw_public_key(Evp(key), data, &size) != 1 || size != kKeySize) {
    throw std::runtime_error("an Ed25519 key without its public half");
  }
  return raw;
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

PublicKey::PublicKey(std::shared_ptr<void> key)
    : key_(std::move(key)), id_(HexEncode(Sha256(RawOf(key_)).substr(0, 8))) {}

absl::StatusOr<PublicKey> PublicKey::FromPem(std::string_view pem) {
  const auto key = Owned(PEM_read_bio_PUBKEY(BioOf(pem).get(), nullptr, NoPassword, nullptr));
  if (key == nullptr) return Invalid("not an Ed25519 public key in PEM");
  return PublicKey(key);
}

absl::StatusOr<PublicKey> PublicKey::FromFile(const std::string& path) {
  const auto pem = ReadFile(path);
  if (!pem.ok()) return pem.status();
  return FromPem(*pem);
}

absl::StatusOr<PublicKey> PublicKey::FromRaw(std::string_view raw) {
  if (raw.size() != kKeySize) return Invalid("a public key has 32 bytes");
  const auto key =
      Owned(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Bytes(raw), raw.size()));
  if (key == nullptr) return Invalid("not an Ed25519 public key");
  return PublicKey(key);
}

std::string PublicKey::Pem() const {
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
  if (PEM_write_bio_PUBKEY(bio.get(), Evp(key_)) != 1) throw std::bad_alloc();
  return TextIn(bio);
}

std::string PublicKey::Raw() const { return RawOf(key_); }

bool PublicKey::Verifies(std::string_view bytes, std::string_view signature) const {
  if (signature.size() != kSignatureSize) return false;
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, Evp(key_)) == 1 &&
         EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(bytes),
                          bytes.size()) == 1;
}

const PublicKey* Keyring::Find(std::string_view id) const {
  const auto found = std::find_if(keys_.begin(), keys_.end(),
                                  [&](const PublicKey& key) { return key.id() == id; });
  return found == keys_.end() ? nullptr : &*found;
}

SigningKey::SigningKey(std::shared_ptr<void> key) : key_(std::move(key)), public_key_(key_) {}

SigningKey SigningKey::Generate() {
  const auto key = FromSeed(RandomBytes(kKeySize));
  if (!key.ok()) throw std::runtime_error("no Ed25519 in this OpenSSL");
  return *key;
}

absl::StatusOr<SigningKey> SigningKey::FromPem(std::string_view pem) {
  const auto key = Owned(PEM_read_bio_PrivateKey(BioOf(pem).get(), nullptr, NoPassword, nullptr));
  if (key == nullptr) return Invalid("not an Ed25519 private key in PEM without a password");
  return SigningKey(key);
}

absl::StatusOr<SigningKey> SigningKey::FromFile(const std::string& path) {
  const auto pem = ReadFile(path);
  if (!pem.ok()) return pem.status();
  return FromPem(*pem);
}

absl::StatusOr<SigningKey> SigningKey::FromSeed(std::string_view seed) {
  if (seed.size() != kKeySize) return Invalid("a seed has 32 bytes");
  const auto key =
      Owned(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, Bytes(seed), seed.size()));
  if (key == nullptr) return Invalid("not an Ed25519 seed");
  return SigningKey(key);
}

std::string SigningKey::Pem() const {
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
  if (PEM_write_bio_PKCS8PrivateKey(bio.get(), Evp(key_), nullptr, nullptr, 0, nullptr, nullptr) !=
      1) {
    throw std::bad_alloc();
  }
  return TextIn(bio);
}

std::string SigningKey::Sign(std::string_view bytes) const {
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::string signature(kSignatureSize, '\0');
  std::size_t size = signature.size();
  auto* const out = reinterpret_cast<unsigned char*>(signature.data());
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, Evp(key_)) != 1 ||
      EVP_DigestSign(context.get(), out, &size, Bytes(bytes), bytes.size()) != 1) {
    throw std::runtime_error("OpenSSL did not sign");
  }
  return signature;
}

}  // namespace motcua::signing
