#include "services/intake/domain/follow.h"

#include "services/intake/domain/filing.h"
#include "services/intake/domain/refusals.h"

namespace motcua::intake {
namespace {

void Correct(const Correction& correction, Dossier& dossier) {
  dossier.agency = correction.agency;
  dossier.procedure = correction.procedure;
  dossier.channel = correction.channel;
  dossier.receive_time = correction.receive_time;
  dossier.due_day = correction.due_day;
}

void ApplyStep(const CaseStep& step, Dossier& dossier) {
  if (step.correction) Correct(*step.correction, dossier);
  const Day day = LocalDay(step.time);
  if (step.supplement_requested) dossier.supplement_days.push_back(day);
  if (!SetStatus(step.status, step.time, dossier)) return;
  if (step.status == Status::kResultHandedOver) {
    dossier.postal_out_day = step.handed_over_by_post ? std::optional(day) : std::nullopt;
  }
}

}  // namespace

absl::StatusOr<Decision> FollowCase(const Dossier& before, const ApplyCase& command) {
  if (!before.received()) return ConflictNotReceived();
  Decision decision{before, {}};
  for (const CaseStep& step : command.steps) {
    const Dossier last = decision.after;
    ApplyStep(step, decision.after);
    if (decision.after == last) continue;
    ++decision.after.version;
    decision.events.push_back({step.time, decision.after.status, StatusChanged{step.sequence}});
  }
  return decision;
}

}  // namespace motcua::intake
