// The fields of a request, of which the first one at fault refuses it.
#ifndef MOTCUA_COMMON_SERVICE_FIELDS_H_
#define MOTCUA_COMMON_SERVICE_FIELDS_H_

#include <utility>

#include "absl/status/statusor.h"

namespace motcua::service {

// Keeps the first refusal of what was parsed.
//
//   Fields fields;
//   return fields.Make(Extend{fields.Take(ParseDay(request.due_date())),
//                             fields.Take(ParseReason(request.reason_code()))});
class Fields {
 public:
  // The value; an empty one of a field at fault.
  template <typename T>
  T Take(absl::StatusOr<T> value) {
    if (value.ok()) return *std::move(value);
    if (status_.ok()) status_ = value.status();
    return T();
  }
  // `whole`, unless a field it was made of is at fault.
  template <typename T>
  absl::StatusOr<T> Make(T whole) const {
    if (!status_.ok()) return status_;
    return whole;
  }

 private:
  absl::Status status_;
};

}  // namespace motcua::service

#endif  // MOTCUA_COMMON_SERVICE_FIELDS_H_
