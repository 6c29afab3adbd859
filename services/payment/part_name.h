// Names of what an account consists of: `dossiers/{code}/payments/{number}`.
#ifndef MOTCUA_SERVICES_PAYMENT_PART_NAME_H_
#define MOTCUA_SERVICES_PAYMENT_PART_NAME_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::payment {

struct AccountPart {
  std::string code;
  int number = 0;  // from 1
};

// The collection is obligations, payments, refunds or receipts. INVALID_ARGUMENT naming `name`.
absl::StatusOr<AccountPart> ParsePartName(std::string_view collection, std::string_view name);

// The number a name of any collection ends with; 0 if there is none.
int NumberOf(std::string_view name);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_PART_NAME_H_
