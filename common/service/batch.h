// Entries of batch calls whose results have a `name` and a `refusal`.
#ifndef MOTCUA_COMMON_SERVICE_BATCH_H_
#define MOTCUA_COMMON_SERVICE_BATCH_H_

#include <utility>

#include "absl/status/statusor.h"
#include "common/base/errors.h"
#include "common/service/mutate.h"

namespace motcua::service {

// An entry that names no command: INVALID_ARGUMENT `COMMAND_REQUIRED`.
inline Entry EntryWithoutCommand() {
  return {"",
          nullptr,
          [] {
            return InvalidField("command", "COMMAND_REQUIRED", "exactly one command is required",
                                "Phải nêu đúng một thao tác.");
          },
          {}};
}

// `prepare` gives the journal's command, or refuses; the result gets the receipt's name.
template <typename Result, typename Prepare>
Parse ParseNamed(Result* result, Prepare prepare) {
  return [result, prepare = std::move(prepare)]() -> absl::StatusOr<Work> {
    auto change = prepare();
    if (!change.ok()) return change.status();
    Work work;
    work.command = *std::move(change);
    work.answer = [result](const journal::Receipt& receipt) { result->set_name(receipt.resource); };
    return work;
  };
}

// `entry`, whose refusal goes to the result.
template <typename Result>
Entry RefusedInto(Result* result, Entry entry) {
  entry.refused = [result](const absl::Status& status) {
    FillRefusal(status, result->mutable_refusal());
  };
  return entry;
}

}  // namespace motcua::service

#endif  // MOTCUA_COMMON_SERVICE_BATCH_H_
