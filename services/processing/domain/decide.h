// The only decider of a dossier after its acceptance.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_DECIDE_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_DECIDE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/catalog/catalog.h"
#include "services/processing/domain/commands.h"
#include "services/processing/domain/events.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

// What a decision needs besides the case.
struct Context {
  // When it happens: now, the time an importer states, or a followed event's time.
  absl::Time event_time;
  // `event_time` was stated by an importer and is kept, also when it lies before things already
  // known; facts stand in the order of their times. Otherwise a time that lies before them (clocks
  // of two instances differ, a feed was delayed) counts as the time of the last of them.
  bool imported = false;
  // Both outlive the call. Null when the catalogue states no years: then no due date can be moved.
  const worktime::Calendar* calendar = nullptr;
  // The version the case is pinned to after the command; null when it is unknown here: then due
  // dates are moved from those stated.
  const catalog::Procedure* procedure = nullptr;
};

struct Decision {
  Case after;
  std::vector<Event> events;  // at least one
};

// Decides one command on a case; null is an unknown one. Pure. Errors, each with its Refusal:
// NOT_FOUND `CASE_NOT_FOUND`; INVALID_ARGUMENT for a field at fault, among them `event_time` with
// `EVENT_BEFORE_RECEIPT` and `EVENT_OUT_OF_ORDER` (the step cannot have happened then); else
// FAILED_PRECONDITION with the reasons named in processing.proto. A followed command is refused
// only as a conflict for the caller to store: `CONFLICT_CASE_EXISTS`, `CONFLICT_CASE_UNKNOWN`.
absl::StatusOr<Decision> Decide(const Case* before, const Command& command, const Context& context);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_DECIDE_H_
