// Moving every open due date after a change of the calendar: one change, with one number. Which
// dates it moves, Recalculate decides dossier by dossier; here stands how far it is. Pure.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_RECALCULATION_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_RECALCULATION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace motcua::processing {

// Numbers as in processing.proto.
enum class RecalculationState : int { kRunning = 1, kDone = 2, kOvertaken = 3 };

// It walks through the open dossiers by code, and again until a whole walk moved nothing: what was
// received behind a walk under the old calendar is found by the next.
struct Recalculation {
  std::int64_t number = 0;
  RecalculationState state = RecalculationState::kRunning;
  std::int64_t catalog_revision = 0;
  std::string reason_code;
  std::string organisation;
  absl::Time start_time;
  std::optional<absl::Time> end_time;
  std::int64_t examined = 0;  // dossiers, of this walk
  std::int64_t moved = 0;     // legs, of all walks

  std::string walked_through;  // code of the last dossier this walk has dealt with
  std::int64_t walk_moved = 0;

  bool running() const { return state == RecalculationState::kRunning; }
  bool operator==(const Recalculation&) const = default;
};

// Somebody orders one.
struct BeginRecalculation {
  std::int64_t catalog_revision = 0;
  std::string reason_code;
  std::string organisation;
};
// What follows `after` was dealt with.
struct WalkOn {
  std::int64_t number = 0;
  std::string after;
  std::int64_t examined = 0;
  std::string through;  // empty: nothing follows
};
// The catalogue it was ordered for is no longer in force.
struct Overtake {
  std::int64_t number = 0;
};
using RecalculationCommand = std::variant<BeginRecalculation, WalkOn, Overtake>;

// Decides a command on the newest recalculation (nullopt: there was none); `catalog_revision` is
// that of the newest catalogue. FAILED_PRECONDITION `RECALCULATION_RUNNING`, `CATALOG_CHANGED`;
// ABORTED `WALK_MOVED_ON` for a step that another instance has made.
absl::StatusOr<Recalculation> Decide(const std::optional<Recalculation>& newest,
                                     const RecalculationCommand& command, absl::Time time,
                                     std::int64_t catalog_revision);

// Whether a dossier may be moved by it: it runs, under this catalogue. `CATALOG_CHANGED`,
// `WALK_MOVED_ON`.
absl::Status CheckRuns(const std::optional<Recalculation>& newest, std::int64_t number,
                       std::int64_t catalog_revision);
// Counts what a dossier's share in it moved.
void AddMoved(std::int64_t legs, Recalculation& recalculation);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_RECALCULATION_H_
