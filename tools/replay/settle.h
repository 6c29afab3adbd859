// From the rows as a province prints them to rows that can be replayed as they stand.
#ifndef MOTCUA_TOOLS_REPLAY_SETTLE_H_
#define MOTCUA_TOOLS_REPLAY_SETTLE_H_

#include <vector>

#include "tools/replay/remark.h"
#include "tools/replay/scenario.h"

namespace motcua::replay {

// Where printed rows contain their children (I8): takes from each row the rows of the nearest
// agencies below it, so that each is what the agency itself did.
void TakeOutChildren(const Scenario& scenario, std::vector<CountsRow>& rows,
                     std::vector<Remark>& remarks);

// Checks, takes children out, completes, and says which stated numbers are not replayed.
// The rows of the answer hold and state what CompleteRow says.
std::vector<CountsRow> Settle(const Scenario& scenario, std::vector<Remark>& remarks);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_SETTLE_H_
