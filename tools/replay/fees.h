// What the dossiers of one row bear and how they are paid.
#ifndef MOTCUA_TOOLS_REPLAY_FEES_H_
#define MOTCUA_TOOLS_REPLAY_FEES_H_

#include <span>

#include "tools/replay/plan.h"
#include "tools/replay/random.h"

namespace motcua::replay {

// Branches of this kind raise financial obligations; their procedures are without fee.
inline constexpr char kLandBranch[] = "land_branch";

// Chooses among the dossiers of a settled row those received in the period that bear a fee, or at
// a land branch an obligation: first those that do not end unresolved. The first of them are
// paid on the national portal, the next on the province's gateway (both only where there are
// too few), and the first have a receipt. A row that states no fees is left alone.
void PlanFees(const CountsRow& row, bool land_branch, const WorkTime& time, Random& random,
              std::span<PlannedDossier> dossiers);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_FEES_H_
