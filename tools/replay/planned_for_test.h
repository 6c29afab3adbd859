// Scenarios of the project, planned.
#ifndef MOTCUA_TOOLS_REPLAY_PLANNED_FOR_TEST_H_
#define MOTCUA_TOOLS_REPLAY_PLANNED_FOR_TEST_H_

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tools/replay/plan.h"
#include "tools/replay/settle.h"

namespace motcua::replay {

struct Planned {
  Scenario scenario;
  std::vector<Remark> remarks;
  std::vector<CountsRow> rows;  // settled
  Plan plan;
};

inline Planned PlanOf(const std::string& folder) {
  const absl::StatusOr<Scenario> scenario = ReadScenario("tests/data/" + folder);
  if (!scenario.ok()) ADD_FAILURE() << scenario.status();
  std::vector<Remark> remarks;
  const std::vector<CountsRow> rows = Settle(*scenario, remarks);
  Plan plan = MakePlan(*scenario, rows, remarks);
  return {*scenario, remarks, rows, std::move(plan)};
}

// The same province with this row alone.
inline Planned PlanOfRow(Scenario scenario, const CountsRow& row) {
  scenario.rows = {row};
  std::vector<Remark> remarks;
  const std::vector<CountsRow> rows = Settle(scenario, remarks);
  Plan plan = MakePlan(scenario, rows, remarks);
  return {std::move(scenario), remarks, rows, std::move(plan)};
}

inline std::vector<std::string> Departures(const std::vector<Remark>& remarks) {
  std::vector<std::string> lines;
  for (const Remark& remark : remarks) {
    if (remark.kind == Remark::Kind::kDeparture) lines.push_back(ToString(remark));
  }
  return lines;
}

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_PLANNED_FOR_TEST_H_
