// Detached signatures of officers (CMS), checked against the authorities the province trusts.
#ifndef MOTCUA_SERVICES_DIGITIZATION_SIGNATURES_H_
#define MOTCUA_SERVICES_DIGITIZATION_SIGNATURES_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "services/digitization/domain/signature_verdict.h"

namespace motcua::digitization {

// Owns the trusted certificates and revocation lists, read once. Thread-safe.
class Signatures {
 public:
  // `ca_file` holds authorities in PEM, `crl_folder` their lists in PEM or DER; each may be
  // empty: without authorities every signer is unknown, without lists none is revoked. Throws
  // std::runtime_error when they cannot be read.
  Signatures(const std::string& ca_file, const std::string& crl_folder);
  ~Signatures();

  // Verdict on a signature (DER) over the file at `path`, as of `now`. Blocks: reads the file.
  // A file that cannot be read counts as tampered.
  SignatureVerdict Verify(std::string_view signature, const std::string& path,
                          absl::Time now) const;

 private:
  struct Trust;
  const std::unique_ptr<const Trust> trust_;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_SIGNATURES_H_
