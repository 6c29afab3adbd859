#include <algorithm>
#include <utility>

#include "services/processing/domain/refusals.h"
#include "services/processing/domain/steps.h"

namespace motcua::processing {
namespace {

// Apologies and extensions come at least one day before the due date.
bool TooLate(std::optional<Day> due, absl::Time time) { return due && LocalDay(time) >= *due; }

bool HadSupplement(const Leg& leg) {
  return std::any_of(leg.facts.begin(), leg.facts.end(), [](const Fact& fact) {
    const Paused* paused = std::get_if<Paused>(&fact.what);
    return paused != nullptr && paused->kind == PauseKind::kSupplement;
  });
}

absl::Status CheckOpenLeg(int leg, const Change& change) {
  if (!StateNow(change.own()).open()) return CaseEnded();
  if (absl::Status status = CheckLeg(leg, change); !status.ok()) return status;
  return StateNow(change.now().legs[leg]).open() ? absl::OkStatus() : LegEnded();
}

}  // namespace

absl::Status CheckLeg(int leg, const Change& change) {
  const auto& legs = change.now().legs;
  if (leg < 0 || leg >= static_cast<int>(legs.size())) return LegUnknown();
  if (change.time() < legs[leg].receive_time) return EventBeforeReceipt();
  return absl::OkStatus();
}

absl::Status Take(const HandOver& command, Change& change) {
  if (!StateNow(change.own()).open()) return CaseEnded();
  std::vector<Leg>& legs = change.mutable_case().legs;
  for (const Leg& leg : legs) {
    const LegState state = StateNow(leg);
    if (state.open() && state.holder == command.agency) return LegExists();
  }
  Leg linked;
  linked.number = static_cast<int>(legs.size());
  linked.channel = statistics::Channel::kLinked;
  linked.first_holder = command.agency;
  linked.receive_time = change.time();
  linked.facts.push_back({change.time(), DueFrom{command.due_day}});
  const int number = linked.number;
  legs.push_back(std::move(linked));
  change.Emit(number, LegOpened{command.agency, command.due_day, 0, ""});
  return absl::OkStatus();
}

absl::Status Take(const Transfer& command, Change& change) {
  if (absl::Status status = CheckLeg(command.leg, change); !status.ok()) return status;
  const Leg& leg = change.now().legs[command.leg];
  if (!StateNow(leg).open()) return LegEnded();
  if (StateAt(leg, change.time()).holder == command.agency) return SameAgency();
  change.AddFact(command.leg, MovedTo{command.agency});
  return absl::OkStatus();
}

absl::Status Take(const Pause& command, Change& change) {
  if (absl::Status status = CheckLeg(command.leg, change); !status.ok()) return status;
  const LegState state = StateNow(change.now().legs[command.leg]);
  if (!state.open()) return LegEnded();
  if (state.waiting) return CaseWaiting();
  const auto& legs = change.now().legs;
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
  change.MoveDueDates(command.leg, change.time());
  return absl::OkStatus();
}

absl::Status Take(const Apologise& command, Change& change) {
  if (absl::Status status = CheckOpenLeg(command.leg, change); !status.ok()) return status;
  const Leg& leg = change.now().legs[command.leg];
  if (StateNow(leg).apologised) return AlreadyApologised();
  if (TooLate(StateAt(leg, change.time()).due, change.time())) return ApologyTooLate();
  change.set_reason(command.reason_code);
  change.AddFact(command.leg, Apologised{});
  return absl::OkStatus();
}

absl::Status Take(const Extend& command, Change& change) {
  if (absl::Status status = CheckOpenLeg(command.leg, change); !status.ok()) return status;
  const Leg& leg = change.now().legs[command.leg];
  if (StateNow(leg).extended) return AlreadyExtended();
  const std::optional<Day> due = StateAt(leg, change.time()).due;
  if (!due) return NoDueDate();
  if (TooLate(due, change.time())) return ExtensionTooLate();
  if (command.due_day <= *due) return DueDateNotLater();
  change.set_reason(command.reason_code);
  change.AddFact(command.leg, Extended{});
  change.AddFact(command.leg, DueFrom{command.due_day});
  change.MoveDueDates(command.leg, change.time());
  return absl::OkStatus();
}

}  // namespace motcua::processing
