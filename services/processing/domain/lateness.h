// Who made a late dossier late. A judgement of one finish of the own leg.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_LATENESS_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_LATENESS_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

struct Lateness {
  bool late = false;
  // The own agency is held late when no linked step overran, or when the dossier would have been
  // late even without those overruns. So a late dossier is always someone's.
  bool by_own = false;
  bool by_linked = false;
  bool apologised_own = false;
  bool apologised_linked = false;
  bool extended_own = false;
  bool extended_linked = false;
  // Agencies responsible, one entry per late step: who held its leg when its time was up, at 24:00
  // of its last due day. An agency late at two steps stands twice.
  std::vector<std::string> late_steps;
};

// Judges the finish of the own leg at `finish_time`: `own` is its state right before, the linked
// legs count as they were by then.
Lateness JudgeFinish(const Case& dossier, const LegState& own, absl::Time finish_time);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_LATENESS_H_
