#include "common/signing/sign.h"

#include "common/base/errors.h"
#include "common/signing/canonical.h"
#include "motcua/type/v1/signature.pb.h"

namespace motcua::signing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using type::v1::Signature;

// Null: it has no such field.
const FieldDescriptor* SignatureField(const Message& message) {
  const FieldDescriptor* const field = message.GetDescriptor()->FindFieldByName("signature");
  if (field == nullptr || field->is_repeated() ||
      field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
      field->message_type() != Signature::descriptor()) {
    return nullptr;
  }
  return field;
}

absl::Status NoSignatureField(const Message& message) {
  return InvalidField(message.GetDescriptor()->full_name(), "NOT_CANONICAL",
                      "has no field for a signature", "Nội dung không có chỗ cho chữ ký.");
}

absl::Status Fails(std::string_view reason, std::string_view what, std::string_view what_vi) {
  return Refuse(absl::StatusCode::kDataLoss, reason, "signature", what, what_vi);
}

}  // namespace

absl::Status Sign(const SigningKey& key, Message& message) {
  const FieldDescriptor* const field = SignatureField(message);
  if (field == nullptr) return NoSignatureField(message);
  const auto digest = DigestOf(message);
  if (!digest.ok()) return digest.status();
  Signature signature;
  signature.set_key_id(key.public_key().id());
  signature.set_digest(*digest);
  signature.set_value(key.Sign(*digest));
  message.GetReflection()->MutableMessage(&message, field)->CopyFrom(signature);
  return absl::OkStatus();
}

absl::Status Verify(const Keyring& keys, const Message& message) {
  const FieldDescriptor* const field = SignatureField(message);
  if (field == nullptr) return NoSignatureField(message);
  if (!message.GetReflection()->HasField(message, field)) {
    return Fails("SIGNATURE_MISSING", "there is no signature", "Không có chữ ký.");
  }
  const auto& signature =
      static_cast<const Signature&>(message.GetReflection()->GetMessage(message, field));
  const auto digest = DigestOf(message);
  if (!digest.ok()) {
    return Fails(RefusalOf(digest.status()).reason, std::string(digest.status().message()),
                 RefusalOf(digest.status()).message_vi);
  }
  if (!signature.GetReflection()->GetUnknownFields(signature).empty()) {
    return Fails("NOT_CANONICAL", "the signature has a field that is not known here",
                 "Chữ ký có trường không xác định.");
  }
  if (*digest != signature.digest()) {
    return Fails("DIGEST_MISMATCH", "the digest is not that of what was signed",
                 "Giá trị băm không khớp với nội dung.");
  }
  const PublicKey* const key = keys.Find(signature.key_id());
  if (key == nullptr) {
    return Fails("KEY_UNKNOWN", "signed by another key", "Chữ ký của một khóa khác.");
  }
  if (!key->Verifies(*digest, signature.value())) {
    return Fails("SIGNATURE_MISMATCH", "the signature is not the key's", "Chữ ký không hợp lệ.");
  }
  return absl::OkStatus();
}

}  // namespace motcua::signing
