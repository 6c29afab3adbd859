// After receipt only processing decides; intake takes its word and tells of it.
#ifndef MOTCUA_SERVICES_INTAKE_DOMAIN_FOLLOW_H_
#define MOTCUA_SERVICES_INTAKE_DOMAIN_FOLLOW_H_

#include "absl/status/statusor.h"
#include "services/intake/domain/commands.h"
#include "services/intake/domain/decide.h"

namespace motcua::intake {

// At most one StatusChanged per followed event, and only where the dossier changed, so that
// following never echoes. Conflict: a dossier that was never received.
absl::StatusOr<Decision> FollowCase(const Dossier& before, const ApplyCase& command);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_DOMAIN_FOLLOW_H_
