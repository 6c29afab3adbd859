// The three tables of a scenario folder. Each reader adds to the scenario what its file
// holds; errors name file, line and column.
#ifndef MOTCUA_TOOLS_REPLAY_SCENARIO_TABLES_H_
#define MOTCUA_TOOLS_REPLAY_SCENARIO_TABLES_H_

#include <string>

#include "absl/status/status.h"
#include "tools/replay/scenario.h"
#include "tools/replay/tsv.h"

namespace motcua::replay {

// Needs the head of the scenario.
absl::Status ReadAgencies(const std::string& folder, Scenario& scenario,
                          const std::string& file = "agencies.tsv");
// Needs the agencies.
absl::Status ReadProcedures(const std::string& folder, Scenario& scenario);
// Needs the agencies.
absl::Status ReadCounts(const std::string& folder, Scenario& scenario);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_SCENARIO_TABLES_H_
