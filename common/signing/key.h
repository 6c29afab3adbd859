// Ed25519 keys (RFC 8032) in PEM files.
#ifndef MOTCUA_COMMON_SIGNING_KEY_H_
#define MOTCUA_COMMON_SIGNING_KEY_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace motcua::signing {

// Verifies. Thread-safe; copies share the key.
class PublicKey {
 public:
  // PEM, SubjectPublicKeyInfo (`openssl pkey -pubout`). FAILED_PRECONDITION `KEY_INVALID`.
  static absl::StatusOr<PublicKey> FromPem(std::string_view pem);
  // The same from a file. NOT_FOUND `KEY_NOT_READ`.
  static absl::StatusOr<PublicKey> FromFile(const std::string& path);
  // The 32 raw bytes.
  static absl::StatusOr<PublicKey> FromRaw(std::string_view raw);

  std::string Pem() const;
  std::string Raw() const;
  // First 16 hex digits of the SHA-256 of the raw bytes.
  const std::string& id() const { return id_; }
  bool Verifies(std::string_view bytes, std::string_view signature) const;

 private:
  friend class SigningKey;
  explicit PublicKey(std::shared_ptr<void> key);

  std::shared_ptr<void> key_;  // EVP_PKEY
  std::string id_;
};

// The public keys of one signer: the one in use and those before it. Copies share the keys.
class Keyring {
 public:
  Keyring() = default;
  Keyring(PublicKey key) : keys_{std::move(key)} {}  // one key is a ring of one

  void Add(PublicKey key) { keys_.push_back(std::move(key)); }
  bool empty() const { return keys_.empty(); }
  // Null: it has none with this id.
  const PublicKey* Find(std::string_view id) const;

 private:
  std::vector<PublicKey> keys_;
};

// Signs. Thread-safe; copies share the key.
class SigningKey {
 public:
  static SigningKey Generate();
  // PEM, PKCS #8 without a password (`openssl genpkey -algorithm ed25519`). FAILED_PRECONDITION
  // `KEY_INVALID`.
  static absl::StatusOr<SigningKey> FromPem(std::string_view pem);
  // The same from a file. NOT_FOUND `KEY_NOT_READ`.
  static absl::StatusOr<SigningKey> FromFile(const std::string& path);
  // The 32 bytes of the seed: for vectors that anyone can make again.
  static absl::StatusOr<SigningKey> FromSeed(std::string_view seed);

  // Secret.
  std::string Pem() const;
  const PublicKey& public_key() const { return public_key_; }
  std::string Sign(std::string_view bytes) const;  // 64 bytes

 private:
  explicit SigningKey(std::shared_ptr<void> key);

  std::shared_ptr<void> key_;  // EVP_PKEY
  PublicKey public_key_;
};

}  // namespace motcua::signing

#endif  // MOTCUA_COMMON_SIGNING_KEY_H_
