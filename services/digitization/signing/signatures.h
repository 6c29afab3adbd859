// Detached signatures of officers (CMS), checked against the authorities the province trusts.
#ifndef MOTCUA_SERVICES_DIGITIZATION_SIGNING_SIGNATURES_H_
#define MOTCUA_SERVICES_DIGITIZATION_SIGNING_SIGNATURES_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
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

  // Verdict on a signature (DER, by one signer) over the file at `path` that came at `arrival`. The
  // certificate must have been valid then; or at the signing time that was signed along, if that
  // lies in the ten minutes before: an older one is the word of the signer alone. Who is revoked by
  // now is so whenever he signed.
  // Blocks: reads the file. Errors: NOT_FOUND when it is not there.
  absl::StatusOr<SignatureVerdict> Verify(std::string_view signature, const std::string& path,
                                          absl::Time arrival) const;

 private:
  SignatureVerdict JudgeSigner(X509* signer, CMS_ContentInfo* cms, absl::Time when) const;

  const TrustPtr trust_;
  mutable RevocationLists revoked_;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_SIGNING_SIGNATURES_H_
