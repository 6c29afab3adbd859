#include <algorithm>
#include <utility>

#include "services/processing/domain/refusals.h"
#include "services/processing/domain/route.h"
#include "services/processing/domain/steps.h"

namespace motcua::processing {
namespace {

bool HoldsOpenLeg(const std::string& agency, const Case& dossier) {
  return std::any_of(dossier.legs.begin(), dossier.legs.end(), [&](const Leg& leg) {
    const LegState state = StateNow(leg);
    return state.open() && state.holder == agency;
  });
}

// The due day: as stated, else as the step says.
absl::StatusOr<std::optional<Day>> CheckStep(const HandOver& command, const Change& change) {
  if (command.due_day) {
    absl::Status status = CheckWorkingDay(*command.due_day, change);
    if (!status.ok()) return status;
  }
  if (command.step == 0) return command.due_day;
  const catalog::RouteStep* step = FindStep(change.procedure(), command.step);
  if (step == nullptr) return StepUnknown();
  if (!MayHold(*step, command.agency, command.kind)) return StepOfAnotherAgency();
  absl::Status status = CheckTurn(*step, change.now(), change.time());
  if (!status.ok()) return status;
  if (command.due_day) return command.due_day;
  return DueDayOf(*step, change.calendar(), change.time());
}

// Its officer works for the agency it leaves.
void MoveTo(MovedTo what, int number, Change& change) {
  SetOfficer("", number, change);
  change.AddFact(number, std::move(what));
}

}  // namespace

absl::Status Take(const HandOver& command, Change& change) {
  if (!StateNow(change.own()).open()) return CaseEnded();
  absl::Status status = CheckLeg(command.from_leg, change, "from_leg");
  if (!status.ok()) return status;
  if (HoldsOpenLeg(command.agency, change.now())) return LegExists();
  const absl::StatusOr<std::optional<Day>> due_day = CheckStep(command, change);
  if (!due_day.ok()) return due_day.status();
  std::vector<Leg>& legs = change.mutable_case().legs;
  Leg linked;
  linked.number = static_cast<int>(legs.size());
  linked.channel = statistics::Channel::kLinked;
  linked.first_holder = command.agency;
  linked.receive_time = change.time();
  linked.step = command.step;
  linked.sender = StateAt(legs[command.from_leg], change.time()).holder;
  linked.facts.push_back({change.time(), DueFrom{*due_day}});
  const LegOpened opened{command.agency, *due_day, linked.step, linked.sender};
  const int number = linked.number;
  legs.push_back(std::move(linked));
  change.JudgeFirstDue(number);
  change.Emit(number, opened);
  return absl::OkStatus();
}

absl::Status Take(const Acknowledge& command, Change& change) {
  if (absl::Status status = CheckOpenLinkedLeg(command.leg, change); !status.ok()) return status;
  const Leg& leg = change.now().legs[command.leg];
  if (StateAt(leg, change.time()).acknowledged) return AlreadyAcknowledged();
  change.AddFact(command.leg, Acknowledged{});
  return absl::OkStatus();
}

absl::Status Take(const Return& command, Change& change) {
  if (absl::Status status = CheckOpenLinkedLeg(command.leg, change); !status.ok()) return status;
  const Leg& leg = change.now().legs[command.leg];
  if (StateAt(leg, change.time()).holder == leg.sender) return AlreadyReturned();
  change.set_reason(command.reason_code);
  MoveTo({leg.sender, true}, command.leg, change);
  return absl::OkStatus();
}

absl::Status Take(const Transfer& command, Change& change) {
  if (absl::Status status = CheckOpenLeg(command.leg, change); !status.ok()) return status;
  const Leg& leg = change.now().legs[command.leg];
  if (StateAt(leg, change.time()).holder == command.agency) return SameAgency();
  const catalog::RouteStep* step = FindStep(change.procedure(), leg.step);
  if (step != nullptr && !MayHold(*step, command.agency, command.kind)) {
    return StepOfAnotherAgency();
  }
  change.set_reason(command.reason_code);
  MoveTo({command.agency}, command.leg, change);
  return absl::OkStatus();
}

}  // namespace motcua::processing
