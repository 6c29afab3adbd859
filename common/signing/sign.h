// Ed25519 signatures over messages that have a field `signature` of type motcua.type.v1.Signature.
#ifndef MOTCUA_COMMON_SIGNING_SIGN_H_
#define MOTCUA_COMMON_SIGNING_SIGN_H_

#include <string>

#include "absl/status/status.h"
#include "common/signing/key.h"
#include "google/protobuf/message.h"

namespace motcua::signing {

// Sets the message's `signature` anew. INVALID_ARGUMENT `NOT_CANONICAL`, also for a message
// without that field.
absl::Status Sign(const SigningKey& key, google::protobuf::Message& message);

// OK if the message is what the holder of the keys signed; else DATA_LOSS with the reason of the
// first that fails: `SIGNATURE_MISSING`, `NOT_CANONICAL`, `DIGEST_MISMATCH` (it was changed),
// `KEY_UNKNOWN` (signed by none of the keys), `SIGNATURE_MISMATCH` (nobody with its key signed it).
absl::Status Verify(const Keyring& keys, const google::protobuf::Message& message);

}  // namespace motcua::signing

#endif  // MOTCUA_COMMON_SIGNING_SIGN_H_
