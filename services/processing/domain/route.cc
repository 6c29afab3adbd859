#include "services/processing/domain/route.h"

#include <algorithm>

#include "common/worktime/due.h"
#include "services/processing/domain/refusals.h"

namespace motcua::processing {
namespace {

bool Finished(int step, const Case& dossier, absl::Time time) {
  return std::any_of(dossier.legs.begin(), dossier.legs.end(), [&](const Leg& leg) {
    return leg.step == step && leg.receive_time <= time &&
           StateAt(leg, time).end == LegEnd::kFinished;
  });
}

// A step that was broken off, with a dossier since reopened, may be done again.
bool Taken(int step, const Case& dossier) {
  return std::any_of(dossier.legs.begin(), dossier.legs.end(), [&](const Leg& leg) {
    const LegState state = StateNow(leg);
    return leg.step == step && (state.open() || state.end == LegEnd::kFinished);
  });
}

}  // namespace

const catalog::RouteStep* FindStep(const catalog::Procedure* procedure, int number) {
  if (procedure == nullptr) return nullptr;
  const auto found = std::find_if(procedure->route.begin(), procedure->route.end(),
                                  [&](const auto& step) { return step.number == number; });
  return found == procedure->route.end() ? nullptr : &*found;
}

bool MayHold(const catalog::RouteStep& step, const std::string& agency, const std::string& kind) {
  return step.kind.empty() ? step.agency == agency : step.kind == kind;
}

absl::Status CheckTurn(const catalog::RouteStep& step, const Case& dossier, absl::Time time) {
  if (Taken(step.number, dossier)) return StepTaken();
  const bool ready = std::all_of(step.after.begin(), step.after.end(),
                                 [&](int before) { return Finished(before, dossier, time); });
  return ready ? absl::OkStatus() : StepNotReady();
}

absl::StatusOr<std::optional<Day>> DueDayOf(const catalog::RouteStep& step,
                                            const worktime::Calendar* calendar, absl::Time time) {
  const std::optional<worktime::LegalTime> legal_time = catalog::LegalTimeOf(step);
  if (!legal_time) return std::nullopt;
  if (calendar == nullptr) return worktime::YearMissing(time);
  const absl::StatusOr<worktime::Reckoning> reckoned =
      worktime::Reckon(*calendar, *legal_time, time);
  if (!reckoned.ok()) return reckoned.status();
  return reckoned->due.day;
}

}  // namespace motcua::processing
