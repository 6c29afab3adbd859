// Certificates that their authorities have taken back.
#ifndef MOTCUA_SERVICES_DIGITIZATION_SIGNING_REVOCATION_LISTS_H_
#define MOTCUA_SERVICES_DIGITIZATION_SIGNING_REVOCATION_LISTS_H_

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "services/digitization/openssl_types.h"

namespace motcua::digitization {

// The lists of a folder, PEM or DER, read again when the folder changes: a newer list counts from
// the next question on. An authority whose list is missing revokes nobody: fetching the lists is
// the operator's. Thread-safe.
class RevocationLists {
 public:
  // `folder` may be empty: nothing is revoked. Throws std::runtime_error when it cannot be read.
  explicit RevocationLists(std::string folder);

  // A list that `issuer` has signed names the certificate. A list past the date
  // of its next update still counts, and is logged once: whoever was revoked since is not in it.
  bool Revoked(X509* certificate, X509* issuer);

 private:
  using Lists = std::vector<RevocationListPtr>;
  std::shared_ptr<const Lists> Newest();
  void WarnOnce(const X509_CRL& list);

  const std::string folder_;
  std::mutex mutex_;
  std::string seen_;  // names, sizes and times of the files that were read
  std::shared_ptr<const Lists> lists_;
  std::set<std::string> overdue_;  // names of those that were logged
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_SIGNING_REVOCATION_LISTS_H_
