// Errors as the domain states them. The gRPC boundary (common/rpc/guard.h) turns
// them into ErrorInfo, BadRequest, LocalizedMessage and RetryInfo.
#ifndef MOTCUA_COMMON_BASE_ERRORS_H_
#define MOTCUA_COMMON_BASE_ERRORS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace motcua {

// What a refusal tells besides its code. Never holds personal data.
struct Refusal {
  std::string reason;      // UPPER_SNAKE, stable
  std::string field;       // path of the field at fault, empty if none
  std::string message_vi;  // for officials
};

// A status that carries a Refusal. `message` is the English text.
absl::Status Refuse(absl::StatusCode code, std::string_view reason, std::string_view field,
                    std::string_view message, std::string_view message_vi);

// INVALID_ARGUMENT naming a field.
absl::Status InvalidField(std::string_view field, std::string_view reason, std::string_view message,
                          std::string_view message_vi);

// The refusal a status carries; empty strings if it carries none.
Refusal RefusalOf(const absl::Status& status);

}  // namespace motcua

#endif  // MOTCUA_COMMON_BASE_ERRORS_H_
