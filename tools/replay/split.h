// Which of a row's outcomes fall to its own legs and which to its linked legs.
#ifndef MOTCUA_TOOLS_REPLAY_SPLIT_H_
#define MOTCUA_TOOLS_REPLAY_SPLIT_H_

#include <map>
#include <vector>

#include "tools/replay/plan.h"
#include "tools/replay/remark.h"
#include "tools/replay/scenario.h"

namespace motcua::replay {

// Why a late dossier is late, and what it needs for that.
struct LateDossiers {
  int by_own = 0;     // no late linked step
  int by_both = 0;    // a late linked step, and late even without it
  int by_linked = 0;  // late only for the linked step
  int apologised = 0;
  int extended = 0;  // with an extended linked leg

  int total() const { return by_own + by_both + by_linked; }
  int with_late_step() const { return by_both + by_linked; }
};

struct Split {
  std::map<Outcome, int> own;
  std::map<Outcome, int> linked;
  LateDossiers late;
};

// Linked legs take as many resolved outcomes as the row states. Where it does not, they take the
// early and on-time outcomes first, as far as the row's results leave some: a resolved linked leg
// can stand on any dossier, an open one only on a dossier that stays open. They can be late, but
// not withdrawn, stopped or refused without their dossier. Late steps that no printed row counts
// need dossiers from before the period, but for the `hosts` that other rows give; `hosted` late
// linked legs of this row stand on such dossiers and are not in `linked`. `partners`: there are
// other agencies.
struct LinkedSteps {
  bool partners = false;
  int hosts = 0;
  int hosted = 0;
};
Split SplitOutcomes(const CountsRow& row, const LinkedSteps& steps, std::vector<Remark>& remarks);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_SPLIT_H_
