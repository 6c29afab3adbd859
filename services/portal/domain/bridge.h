// Statuses in the loose shape of older systems: no sequence, the last writer wins. Pure.
#ifndef MOTCUA_SERVICES_PORTAL_DOMAIN_BRIDGE_H_
#define MOTCUA_SERVICES_PORTAL_DOMAIN_BRIDGE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/portal/domain/status.h"

namespace motcua::portal::sync {

struct LooseStatus {
  std::string code;
  Status status = Status::kFiled;
  absl::Time time;
};

// The last one put.
struct Bridged {
  Status status = Status::kFiled;
  absl::Time time;

  bool operator==(const Bridged&) const = default;
};

// As in sync.proto, whose numbers they are.
enum class Outcome : int { kCreated = 1, kReplaced = 2, kUnchanged = 3, kFollowedWins = 4 };
enum class Doubt : int { kOrderUnknown = 1, kMaybeStale = 2, kGapsUnknown = 3 };

struct PutOutcome {
  Outcome outcome = Outcome::kCreated;
  std::vector<Doubt> doubts;
  Status status = Status::kFiled;  // held afterwards
};

// Puts `loose` over what the bridge held; `followed` is the status held by following, if any.
PutOutcome Put(const LooseStatus& loose, std::optional<Status> followed,
               std::optional<Bridged>& held);

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_DOMAIN_BRIDGE_H_
