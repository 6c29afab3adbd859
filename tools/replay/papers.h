// The papers of the planned dossiers.
#ifndef MOTCUA_TOOLS_REPLAY_PAPERS_H_
#define MOTCUA_TOOLS_REPLAY_PAPERS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "tools/replay/plan.h"
#include "tools/replay/random.h"
#include "tools/replay/remark.h"

namespace motcua::replay {

// Chooses among the dossiers of a settled row those whose components are scanned, whose paper is
// reused, whose result is digitized, and whose result goes by post.
void PlanPapers(const CountsRow& row, const WorkTime& time, Random& random,
                std::span<PlannedDossier> dossiers, std::vector<Remark>& remarks);

// Says which stored document each reused paper is: the digitized result of another dossier of
// the same citizen, which may be at any agency of the province. One without a document is scanned
// instead. `spans` are the dossiers of each row.
void PlanReuse(const std::vector<CountsRow>& rows,
               const std::vector<std::span<PlannedDossier>>& spans, const WorkTime& time,
               Random& random, std::vector<Remark>& remarks);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_PAPERS_H_
