// Whether the counts of a row can all hold: the identities between its columns.
#ifndef MOTCUA_TOOLS_REPLAY_CHECK_H_
#define MOTCUA_TOOLS_REPLAY_CHECK_H_

#include <vector>

#include "tools/replay/remark.h"
#include "tools/replay/scenario.h"

namespace motcua::replay {

// Checks what is stated (a blank can be anything ≥ 0) and changes the row so that it holds,
// changing as little as it can; every change is a departure in `remarks`. Without departures
// the row is untouched.
void CheckRow(CountsRow& row, std::vector<Remark>& remarks);

// Chooses what is not stated, so that the row adds up (I3): pending what is not resolved,
// received what is resolved beyond what was received, else 0. Needs a checked row; every choice
// is in `remarks`. Afterwards every column that is replayed is stated, but for resolved_linked
// and, unless `fees_stated`, the columns of fees: where no row of a scenario states any, dossiers
// bear what their procedures say.
void CompleteRow(CountsRow& row, bool fees_stated, std::vector<Remark>& remarks);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_CHECK_H_
