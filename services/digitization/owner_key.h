// Whose a paper is, without telling who that is.
#ifndef MOTCUA_SERVICES_DIGITIZATION_OWNER_KEY_H_
#define MOTCUA_SERVICES_DIGITIZATION_OWNER_KEY_H_

#include <string>
#include <string_view>

namespace motcua::digitization {

// Makes keys of identity numbers under a secret of the province. Thread-safe.
class OwnerKeys {
 public:
  // The secret is the file's content, at least 16 bytes. Without a file there are no keys.
  // Throws std::runtime_error.
  explicit OwnerKeys(const std::string& secret_file);

  bool configured() const { return !secret_.empty(); }
  // HMAC-SHA256 of the number, 32 bytes. An identity number has few enough values to be guessed
  // from a plain hash; from this it is not, without the secret.
  std::string KeyOf(std::string_view identity_number) const;

 private:
  std::string secret_;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_OWNER_KEY_H_
