#include <algorithm>

#include "services/processing/domain/refusals.h"
#include "services/processing/domain/route.h"
#include "services/processing/domain/steps.h"

namespace motcua::processing {
namespace {

bool HadSupplement(const Leg& leg) {
  return std::any_of(leg.facts.begin(), leg.facts.end(), [](const Fact& fact) {
    const Paused* paused = std::get_if<Paused>(&fact.what);
    return paused != nullptr && paused->kind == PauseKind::kSupplement;
  });
}

bool AssignedAfter(const Leg& leg, absl::Time time) {
  return std::any_of(leg.facts.begin(), leg.facts.end(), [&](const Fact& fact) {
    return std::holds_alternative<Assigned>(fact.what) && fact.time > time;
  });
}

}  // namespace

void SetOfficer(const std::string& officer, int leg, Change& change) {
  Leg& named = change.mutable_case().legs[leg];
  if (!AssignedAfter(named, change.time())) named.officer = officer;
}

absl::Status CheckLeg(int leg, const Change& change, const char* field) {
  const auto& legs = change.now().legs;
  if (leg < 0 || leg >= static_cast<int>(legs.size())) return LegUnknown(field);
  if (change.time() < legs[leg].receive_time) return EventBeforeReceipt();
  return absl::OkStatus();
}

absl::Status CheckOpenLeg(int leg, const Change& change) {
  if (absl::Status status = CheckLeg(leg, change); !status.ok()) return status;
  return StateNow(change.now().legs[leg]).open() ? absl::OkStatus() : LegEnded();
}

absl::Status CheckOpenLinkedLeg(int leg, const Change& change) {
  if (leg == 0) return LegIsOwn();
  return CheckOpenLeg(leg, change);
}

absl::Status CheckWorkingDay(Day due_day, const Change& change) {
  if (change.imported() || change.calendar() == nullptr) return absl::OkStatus();
  const absl::StatusOr<Day> working = change.calendar()->NextWorkingDay(due_day);
  if (!working.ok()) return working.status();
  return *working == due_day ? absl::OkStatus() : DueDateOnDayOff();
}

absl::Status Take(const Assign& command, Change& change) {
  if (absl::Status status = CheckOpenLeg(command.leg, change); !status.ok()) return status;
  SetOfficer(command.officer, command.leg, change);
  change.AddFact(command.leg, Assigned{});
  return absl::OkStatus();
}

absl::Status Take(const Pause& command, Change& change) {
  if (absl::Status status = CheckOpenLeg(command.leg, change); !status.ok()) return status;
  const auto& legs = change.now().legs;
  if (StateNow(legs[command.leg]).waiting) return CaseWaiting();
  const catalog::RouteStep* step = FindStep(change.procedure(), legs[command.leg].step);
  if (step != nullptr && !step->may_pause) return StepMayNotPause();
  if (command.kind == PauseKind::kSupplement && command.reason_code.empty() &&
      std::any_of(legs.begin(), legs.end(), HadSupplement)) {
    return SecondSupplementNeedsReason();
  }
  change.set_reason(command.reason_code);
  change.AddFact(command.leg, Paused{command.kind});
  return absl::OkStatus();
}

absl::Status Take(const Resume& command, Change& change) {
  if (absl::Status status = CheckLeg(command.leg, change); !status.ok()) return status;
  if (!StateNow(change.now().legs[command.leg]).waiting) return CaseNotWaiting();
  change.AddFact(command.leg, Resumed{});
  return change.MoveDueDates(command.leg, change.time());
}

}  // namespace motcua::processing
