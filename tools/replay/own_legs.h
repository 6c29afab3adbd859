// The dossiers of one row: their own legs, and the linked legs that lie before the period.
#ifndef MOTCUA_TOOLS_REPLAY_OWN_LEGS_H_
#define MOTCUA_TOOLS_REPLAY_OWN_LEGS_H_

#include <string>
#include <vector>

#include "tools/replay/plan.h"
#include "tools/replay/random.h"
#include "tools/replay/split.h"

namespace motcua::replay {

// Appends the dossiers of a settled row. A late linked step that no printed row counts is put
// before the period, at one of `partners` (other agencies; not empty if there are such steps).
void PlanOwnLegs(const CountsRow& row, const Split& split, const WorkTime& time,
                 const std::vector<std::string>& partners, Random& random,
                 std::vector<PlannedDossier>& dossiers);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_OWN_LEGS_H_
