// What a detached signature over a file is worth.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_SIGNATURE_VERDICT_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_SIGNATURE_VERDICT_H_

namespace motcua::digitization {

// Numbered as in digitization.proto; stored as such.
enum class SignatureVerdict {
  kNone = 0,
  kValid = 1,
  kTampered = 2,
  kUnknownSigner = 3,
  kExpired = 4,
  kRevoked = 5,
  kUnreadable = 6,
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_SIGNATURE_VERDICT_H_
