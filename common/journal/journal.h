// Group commit: every change of a service is decided here, and stored with its events
// and counters in one transaction, before anyone is told.
#ifndef MOTCUA_COMMON_JOURNAL_JOURNAL_H_
#define MOTCUA_COMMON_JOURNAL_JOURNAL_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/sql/connection.h"
#include "common/sql/migrate.h"

namespace motcua::journal {

extern const sql::Schema kSchema;

// What happened, as bytes: the journal knows no business noun.
struct Event {
  std::string subject;  // dossier code or resource name, at most 64 ASCII characters
  std::string type;     // full name of the payload message
  std::string payload;  // its bytes
  absl::Time time;      // when it happened; microseconds
};

// A place in a journal, always at the end of a command.
struct Cursor {
  std::int64_t sequence = 0;
  std::string chain_hash;  // 32 bytes, empty at 0
};

// Idempotency key. Same key and same body: the first outcome again. Same key, other
// body: INVALID_ARGUMENT `REQUEST_ID_REUSED`.
struct RequestKey {
  std::string organisation;
  std::string method;
  std::string request_id;
  std::string body_hash;  // SHA-256 of the request without its request id
};

// A command that stems from another service's journal: no request id; its cursor is
// stored with its effect, and one that was applied before is skipped. Submit those of a source in
// order. They are never refused by a full queue, a deadline or Decide (a refusal becomes a
// conflict); the answer is an error only when the journal stops: then go on from FollowedCursor.
struct Followed {
  std::string source;
  Cursor cursor;
};

// What a decision gives. `resource` names what was made or changed.
struct Decided {
  std::string resource;
  std::vector<Event> events;  // none: nothing that is told; the request id is not kept
};

// What a caller is told after COMMIT.
struct Receipt {
  std::string resource;
  std::int64_t sequence = 0;  // of the command's last event
  bool replayed = false;      // decided earlier under the same request id
};

using Done = std::function<void(absl::StatusOr<Receipt>)>;

// A command on its way. `command` is the service's own type; Decide may leave what the
// answer needs in it.
struct Submission {
  std::shared_ptr<void> command;
  RequestKey key;  // ignored if `followed` is set
  std::optional<Followed> followed;
  std::string organisation;                      // recorded with the events
  absl::Time deadline = absl::InfiniteFuture();  // of SteadyNow
  std::function<bool()> cancelled;               // may be empty; asked before deciding
};

// The service's part, over one working set per transaction attempt (its States: what was
// loaded, changed by decisions, and is saved). Called on the writer thread only. A command may
// be decided several times, always on a fresh working set; the last time counts.
struct Plugin {
  // Reads what the commands name, with as few queries as tables.
  std::function<std::shared_ptr<void>(sql::Connection&, const std::vector<void*>& commands)> load;
  // Decides one command on the working set. A refusal leaves the set as it was.
  std::function<absl::StatusOr<Decided>(void* states, void* command)> decide;
  // Writes changed states and cells. `revision` is the sequence of the batch's last event.
  std::function<void(sql::Connection&, void* states, std::int64_t revision)> save;
  // The transaction did not happen (or nobody knows): drop what was cached about it.
  std::function<void()> forget;
};

// The type-safe way to make a Plugin.
template <typename Command, typename States>
Plugin MakePlugin(std::function<States(sql::Connection&, const std::vector<Command*>&)> load,
                  std::function<absl::StatusOr<Decided>(States&, Command&)> decide,
                  std::function<void(sql::Connection&, States&, std::int64_t)> save,
                  std::function<void()> forget) {
  Plugin plugin;
  plugin.load = [load](sql::Connection& connection, const std::vector<void*>& commands) {
    std::vector<Command*> typed;
    typed.reserve(commands.size());
    for (void* command : commands) typed.push_back(static_cast<Command*>(command));
    return std::static_pointer_cast<void>(std::make_shared<States>(load(connection, typed)));
  };
  plugin.decide = [decide](void* states, void* command) {
    return decide(*static_cast<States*>(states), *static_cast<Command*>(command));
  };
  plugin.save = [save](sql::Connection& connection, void* states, std::int64_t revision) {
    save(connection, *static_cast<States*>(states), revision);
  };
  plugin.forget = std::move(forget);
  return plugin;
}

struct Options {
  sql::Settings database;
  std::size_t queue_capacity = 4096;  // commands waiting; beyond: RESOURCE_EXHAUSTED `OVERLOADED`
  std::size_t batch_limit = 1000;     // commands per transaction; a batch call fits into one
  std::int64_t counter_version = 1;   // of Contributions; must be the head's
  Clock clock = SystemClock();
};

// One writer thread, one finisher thread. Thread-safe. Migrate `journal::kSchema` first.
class Journal {
 public:
  // Throws std::runtime_error when the head's counter_version is another one.
  Journal(Options options, Plugin plugin);
  // Ends like Stop.
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Never blocks. `done` is called once, on the finisher thread (or at once when the
  // queue is full or the journal is stopping: RESOURCE_EXHAUSTED, UNAVAILABLE).
  void Submit(Submission submission, Done done);

  // The newest sequence known to be on disk; readers never pass it.
  Cursor durable() const;
  // Calls `wake` (from any thread; must not block) after the durable mark moved, until the
  // returned handle dies (which waits for a call under way, unless it is its own). Commits of
  // other instances move it within about 50 ms.
  std::shared_ptr<void> OnDurable(std::function<void()> wake);

  // Where this service stands, on disk, in a source it follows. Throws sql::Error.
  Cursor FollowedCursor(const std::string& source);

  // Refuses new commands, finishes those queued, joins the threads.
  void Stop();

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

// An event as the table has it.
struct StoredEvent {
  std::int64_t sequence = 0;
  Event event;
  absl::Time record_time;
  std::string organisation;
  bool command_end = false;
  std::string chain_hash;
};

// SHA-256(previous ‖ canonical form), as feed.proto documents it; `event.chain_hash` is not read.
std::string ChainHash(const std::string& previous, const StoredEvent& event);

// Events after `after` up to `through`, in order, about `limit`, but always to the end
// of a command.
std::vector<StoredEvent> ReadEvents(sql::Connection& connection, std::int64_t after,
                                    std::int64_t through, int limit);

// True when the journal has this very cursor.
bool HasCursor(sql::Connection& connection, const Cursor& cursor);

}  // namespace motcua::journal

#endif  // MOTCUA_COMMON_JOURNAL_JOURNAL_H_
