#include "common/base/errors.h"

#include <string>

#include "absl/strings/cord.h"

namespace motcua {
namespace {

constexpr char kReason[] = "motcua/reason";
constexpr char kField[] = "motcua/field";
constexpr char kMessageVi[] = "motcua/message_vi";

absl::Cord ToCord(std::string_view text) {
  return absl::Cord(absl::string_view(text.data(), text.size()));
}

std::string Payload(const absl::Status& status, const char* key) {
  auto payload = status.GetPayload(key);
  return payload.has_value() ? std::string(*payload) : std::string();
}

}  // namespace

absl::Status Refuse(absl::StatusCode code, std::string_view reason, std::string_view field,
                    std::string_view message, std::string_view message_vi) {
  absl::Status status(code, absl::string_view(message.data(), message.size()));
  status.SetPayload(kReason, ToCord(reason));
  status.SetPayload(kField, ToCord(field));
  status.SetPayload(kMessageVi, ToCord(message_vi));
  return status;
}

absl::Status InvalidField(std::string_view field, std::string_view reason, std::string_view message,
                          std::string_view message_vi) {
  return Refuse(absl::StatusCode::kInvalidArgument, reason, field, message, message_vi);
}

Refusal RefusalOf(const absl::Status& status) {
  return {Payload(status, kReason), Payload(status, kField), Payload(status, kMessageVi)};
}

}  // namespace motcua
