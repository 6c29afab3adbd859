// Protobuf messages as bytes that every implementation makes alike, whatever its language.
// README.md has the exact rule.
#ifndef MOTCUA_COMMON_SIGNING_CANONICAL_H_
#define MOTCUA_COMMON_SIGNING_CANONICAL_H_

#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace motcua::signing {

// INVALID_ARGUMENT `NOT_CANONICAL` naming the field for maps, floating point, extensions and
// unknown fields: none of our signed messages has any.
absl::StatusOr<std::string> Canonical(const google::protobuf::Message& message);

// SHA-256 over the canonical form, 32 bytes, leaving out the message's own field `signature` if it
// has one. Errors as Canonical.
absl::StatusOr<std::string> DigestOf(const google::protobuf::Message& message);

}  // namespace motcua::signing

#endif  // MOTCUA_COMMON_SIGNING_CANONICAL_H_
