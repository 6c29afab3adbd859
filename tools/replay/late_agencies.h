// Where late steps are counted, and at which agencies they can have been.
#ifndef MOTCUA_TOOLS_REPLAY_LATE_AGENCIES_H_
#define MOTCUA_TOOLS_REPLAY_LATE_AGENCIES_H_

#include <optional>
#include <string>
#include <vector>

#include "common/catalog/catalog.h"
#include "tools/replay/counts.h"

namespace motcua::replay {

// Which column of kLateAt a late step at an agency counts in: communes and districts by their
// level; what lies below an agency of kind `construction` or `tax`, below one of kind `environment`
// or, in a scenario without one, below any other department, like that agency. nullopt: in none.
std::optional<Column> LateColumnOf(const std::vector<catalog::Agency>& agencies,
                                   const std::string& agency);

// Agencies whose late steps count in a column, but `receiver` itself: those of its own district
// first, then those with the fewest above them, then in list order; no aliases.
std::vector<std::string> AgenciesOfColumn(const std::vector<catalog::Agency>& agencies,
                                          Column column, const std::string& receiver);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_LATE_AGENCIES_H_
