// What a row says about its late dossiers: who delayed them, and at how many steps.
#ifndef MOTCUA_TOOLS_REPLAY_LATE_COUNTS_H_
#define MOTCUA_TOOLS_REPLAY_LATE_COUNTS_H_

#include "tools/replay/change.h"

namespace motcua::replay {

// Whether a row tells where late dossiers were late.
bool StatesLateSteps(const Counts& counts);

// I9: every late dossier is somebody's, has a late step, and only late dossiers have. What its
// receiver made late is a late step of its receiver.
void CheckLate(CountsRow& row, Change& change);

// Chooses late_own and late_linked, and, where a row states a column of late steps, the others.
// resolved_late is stated.
void CompleteLate(const CountsRow& row, Change& change);

// Late steps of a column that are not those of the receiver, when it made `own` dossiers late.
std::int64_t StepsOfOthers(const CountsRow& row, Column column, std::int64_t own);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_LATE_COUNTS_H_
