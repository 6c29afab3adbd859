// Detached signatures of officers (CMS), checked against the authorities the province trusts.
#ifndef MOTCUA_SERVICES_DIGITIZATION_SIGNING_SIGNATURES_H_
#define MOTCUA_SERVICES_DIGITIZATION_SIGNING_SIGNATURES_H_

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "services/digitization/domain/signature_verdict.h"
#include "services/digitization/openssl_types.h"
#include "services/digitization/signing/revocation_lists.h"

namespace motcua::digitization {

// Owns the trusted certificates. Thread-safe.
class Signatures {
 public:
  // `ca_file` holds authorities in PEM, read once; `crl_folder` their revocation lists, followed.
  // Each may be empty: without authorities every signer is unknown, without lists none is
  // revoked. Throws std::runtime_error when they cannot be read.
  Signatures(const std::string& ca_file, const std::string& crl_folder);

  // Verdict on a signature (DER, by one signer) over the file at `path`. The certificate must have
  // been valid at the signing time that was signed along; without one, or when it lies in the
  // future, at `now`. Who is revoked is so whenever he signed: he chose that time himself.
  // Blocks: reads the file; one that cannot be read counts as tampered.
  SignatureVerdict Verify(std::string_view signature, const std::string& path,
                          absl::Time now) const;

 private:
  SignatureVerdict JudgeSigner(X509* signer, CMS_ContentInfo* cms, absl::Time when) const;

  const TrustPtr trust_;
  mutable RevocationLists revoked_;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_SIGNING_SIGNATURES_H_
