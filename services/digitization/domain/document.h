// A paper in a personal document store.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_DOCUMENT_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_DOCUMENT_H_

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "services/digitization/domain/signature_verdict.h"

namespace motcua::digitization {

struct Document {
  std::string id;
  std::string owner_key;  // keyed hash of the owner's identity number, 32 bytes
  std::string kind;
  std::string file;                                    // SHA-256, 64 lower-case hexadecimal digits
  std::string dossier;                                 // code of the dossier it is the result of
  SignatureVerdict verdict = SignatureVerdict::kNone;  // of that result
  std::optional<Day> valid_to;
  absl::Time store_time;
  bool operator==(const Document&) const = default;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_DOCUMENT_H_
