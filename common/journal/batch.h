// One transaction: the calls of a batch looked up, decided and stored.
#ifndef MOTCUA_COMMON_JOURNAL_BATCH_H_
#define MOTCUA_COMMON_JOURNAL_BATCH_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "common/journal/journal.h"
#include "common/journal/tables.h"

namespace motcua::journal {

// A command under way.
struct Call {
  Submission submission;
  Done done;
  std::string request_key;  // hash of organisation, method, request id; empty without one
  // What `done` will be told; set only when it is final.
  std::optional<absl::StatusOr<Receipt>> outcome;
  // Why a followed command is not decided again, but becomes a conflict.
  std::string conflict;
};

// 16 bytes; empty for an empty request id.
std::string RequestKeyHash(const RequestKey& key);

// Settles calls nobody waits for any more. A followed command is never dropped: the next one
// of its source would move the cursor past it.
void DropExpired(std::span<Call> calls);

// Another program counts by other rules: this writer must not go on.
struct CounterVersionChanged {};

// Decide threw for this call; what it left of the working set is not to be trusted.
struct DecideThrew {
  std::size_t index;
};

// Decides, in order, the calls without an outcome, stores everything in one transaction behind the
// head lock, and sets their outcomes after COMMIT. Returns the head, which is on
// disk then. Throws sql::Error, the structs above, and what Load and Save throw; then no
// outcome was set, and after a lost connection nobody knows what was stored: run it again.
Cursor RunBatch(sql::Connection& connection, const Plugin& plugin, const Options& options,
                std::span<Call> calls);

}  // namespace motcua::journal

#endif  // MOTCUA_COMMON_JOURNAL_BATCH_H_
