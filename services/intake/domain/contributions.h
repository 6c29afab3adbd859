// What one dossier adds to intake's counters: the only place where they are named.
#ifndef MOTCUA_SERVICES_INTAKE_DOMAIN_CONTRIBUTIONS_H_
#define MOTCUA_SERVICES_INTAKE_DOMAIN_CONTRIBUTIONS_H_

#include <cstdint>

#include "common/statistics/cells.h"
#include "services/intake/domain/dossier.h"

namespace motcua::intake {

// Version of the rules below; a change of them asks for a recount.
inline constexpr std::int64_t kCounterVersion = 1;

// The cells of a dossier, all at its receiver, each on its own day. A void dossier has none.
// A command adds Contributions(after) − Contributions(before).
statistics::Deltas Contributions(const Dossier& dossier);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_DOMAIN_CONTRIBUTIONS_H_
