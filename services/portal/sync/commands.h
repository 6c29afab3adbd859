// The commands about statuses, on their way through the journal.
#ifndef MOTCUA_SERVICES_PORTAL_SYNC_COMMANDS_H_
#define MOTCUA_SERVICES_PORTAL_SYNC_COMMANDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/portal/domain/bridge.h"
#include "services/portal/domain/synced_dossier.h"

namespace motcua::portal::sync {

struct HeardOf {
  std::string code;
  Heard heard;
};

// What one command of a province's intake says, or said, of its dossiers.
struct FollowedStatuses {
  std::string province;
  std::int64_t generation = 0;  // of the following; an older one is left behind
  std::int64_t replay = 0;      // the number of the replay it is of; 0: followed live
  std::int64_t through = 0;     // sequence of intake's last event of the command
  absl::Time time;              // of that event
  std::vector<HeardOf> heard;   // in order; empty when lost
};

// A call of the bridge.
struct PutStatuses {
  std::string province;
  std::vector<LooseStatus> statuses;
  absl::Time time;

  std::vector<PutOutcome> outcomes;  // left by the decision, one per status
};

struct BeginReplay {
  std::string province;
  absl::Time time;
};

struct Rejoin {
  std::string province;
  std::int64_t generation = 0;  // that was seen to be forked
  absl::Time time;
};

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_SYNC_COMMANDS_H_
