// Matchers for absl::Status and StatusOr.
#ifndef MOTCUA_COMMON_TESTING_STATUS_H_
#define MOTCUA_COMMON_TESTING_STATUS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/base/errors.h"
#include "gmock/gmock.h"

namespace motcua::testing {

inline absl::Status StatusOf(const absl::Status& status) { return status; }
template <typename T>
absl::Status StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

MATCHER(IsOk, "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

// Refused with this reason.
MATCHER_P(RefusedWith, reason, "") {
  const absl::Status status = StatusOf(arg);
  *result_listener << status.ToString();
  return !status.ok() && RefusalOf(status).reason == reason;
}

// Refused with this reason, naming this field.
MATCHER_P2(RefusedAt, reason, field, "") {
  const absl::Status status = StatusOf(arg);
  *result_listener << status.ToString();
  return RefusalOf(status).reason == reason && RefusalOf(status).field == field;
}

}  // namespace motcua::testing

#endif  // MOTCUA_COMMON_TESTING_STATUS_H_
