// The dossiers of one row: their own legs, and the linked legs that made them late.
#ifndef MOTCUA_TOOLS_REPLAY_OWN_LEGS_H_
#define MOTCUA_TOOLS_REPLAY_OWN_LEGS_H_

#include <optional>
#include <string>
#include <vector>

#include "tools/replay/hosting.h"
#include "tools/replay/plan.h"
#include "tools/replay/random.h"
#include "tools/replay/split.h"
#include "tools/replay/stations.h"

namespace motcua::replay {

// Where late linked steps are.
struct LateSteps {
  // Other agencies; a step that no printed row counts is put before the period at one of them.
  std::vector<std::string> partners;
  // For new dossiers: who holds the step, in the period. Enough for the split.
  std::vector<Host> hosts;
  // Where the row says it: of each late dossier with a late step; then the others are not used.
  std::optional<std::vector<Stations>> stations;
};

// Appends the dossiers of a settled row.
void PlanOwnLegs(const CountsRow& row, const Split& split, const WorkTime& time,
                 const LateSteps& steps, Random& random, std::vector<PlannedDossier>& dossiers);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_OWN_LEGS_H_
