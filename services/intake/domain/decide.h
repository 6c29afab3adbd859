// Who may do what to a dossier up to its receipt, and how processing's word is taken after it.
#ifndef MOTCUA_SERVICES_INTAKE_DOMAIN_DECIDE_H_
#define MOTCUA_SERVICES_INTAKE_DOMAIN_DECIDE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/catalog/catalog.h"
#include "services/intake/domain/commands.h"
#include "services/intake/domain/dossier.h"
#include "services/intake/domain/events.h"

namespace motcua::intake {

// What a decision needs besides the dossier.
struct Context {
  // When it happens: now, or the time an importer states. Not used by what states its own times.
  absl::Time event_time;
  // `event_time` was stated by an importer: one before the filing is refused. Otherwise it
  // counts as the filing's (clocks of two instances differ).
  bool imported = false;
  // Null before the first catalogue.
  const catalog::Catalog* catalog = nullptr;
  // Of the code series of a new dossier; 0 when it has none yet.
  std::int64_t last_serial = 0;
};

struct Decision {
  Dossier after;
  std::vector<Event> events;  // none only when a followed event changed nothing
};

// The code series a filing takes its code from; empty when it will be refused anyway.
std::string SeriesOf(const Filing& filing, const catalog::Catalog* catalog);

// Decides one command on a dossier; null is an unknown one. Pure. Each error carries its
// Refusal; reasons as documented in intake.proto. A followed command is refused only as a
// conflict for the caller to store.
absl::StatusOr<Decision> Decide(const Dossier* before, const Command& command,
                                const Context& context);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_DOMAIN_DECIDE_H_
