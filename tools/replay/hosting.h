// Late linked steps inside the period: where an agency has fewer carried-over dossiers than
// dossiers that others made late, some of the late steps must be linked legs that another
// agency's row counts as received and as late.
#ifndef MOTCUA_TOOLS_REPLAY_HOSTING_H_
#define MOTCUA_TOOLS_REPLAY_HOSTING_H_

#include <string>
#include <vector>

#include "tools/replay/scenario.h"
#include "tools/replay/work_time.h"

namespace motcua::replay {

// Whether a linked leg can be late and its dossier later still in the period.
bool CanBeLateInside(const WorkTime& time);

// Who holds a late step, and the field its row is of (empty: any).
struct Host {
  std::string agency;
  std::string field;
};

// One entry per settled row.
struct Hosting {
  // Who holds the late steps of the row's new dossiers.
  std::vector<std::vector<Host>> hosts;
  // Linked legs of the row that are such steps of others.
  std::vector<int> hosted;
};

// A row can host as many as its late legs exceed those that its own reasons need, so that its
// late_own and late_linked still hold: then more of its own late dossiers are late for both.
// Rows that state where they were late are left out: see StationMap.
Hosting PlanHosting(const std::vector<CountsRow>& rows, const WorkTime& time);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_HOSTING_H_
