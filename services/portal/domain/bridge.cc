#include "services/portal/domain/bridge.h"

namespace motcua::portal::sync {

PutOutcome Put(const LooseStatus& loose, std::optional<Status> followed,
               std::optional<Bridged>& held) {
  if (followed) return {Outcome::kFollowedWins, {}, *followed};
  const Bridged put{loose.status, loose.time};
  if (held == put) return {Outcome::kUnchanged, {}, loose.status};
  PutOutcome outcome{held ? Outcome::kReplaced : Outcome::kCreated, {}, loose.status};
  outcome.doubts.push_back(Doubt::kOrderUnknown);
  if (held && loose.time < held->time) outcome.doubts.push_back(Doubt::kMaybeStale);
  // Only before a filing nothing can have been.
  if (held || loose.status != Status::kFiled) outcome.doubts.push_back(Doubt::kGapsUnknown);
  held = put;
  return outcome;
}

}  // namespace motcua::portal::sync
