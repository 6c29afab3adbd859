#include "services/processing/domain/clock.h"
#include "services/processing/domain/refusals.h"
#include "services/processing/domain/steps.h"

namespace motcua::processing {
namespace {

// Apologies and extensions come at least one day before the due date.
bool TooLate(std::optional<Day> due, absl::Time time) { return due && LocalDay(time) >= *due; }

absl::Status CheckAppointment(int leg, const Change& change) {
  if (!StateNow(change.own()).open()) return CaseEnded();
  return CheckOpenLeg(leg, change);
}

// The due day by which a leg's appointment is judged: while its clock stands, as if it went on now.
absl::StatusOr<std::optional<Day>> PresentDue(int number, const Change& change) {
  Leg leg = change.now().legs[number];
  const LegState state = StateAt(leg, change.time());
  if (!state.waiting || !state.due || change.calendar() == nullptr) return state.due;
  std::erase_if(leg.facts, [&](const Fact& fact) { return fact.time > change.time(); });
  leg.facts.push_back({change.time(), Resumed{}});
  const auto legal_time = LegalTimeOfLeg(change.now(), leg, change.procedure());
  const auto reckoning = ReckonLeg(leg, legal_time, *change.calendar());
  if (!reckoning.ok()) return reckoning.status();
  return (*reckoning)->due.day;
}

// What importers take over from older systems often lacks the letter.
absl::Status CheckLetter(const Apologise& command, const Change& change) {
  if (change.imported()) return absl::OkStatus();
  if (command.document.empty()) return DocumentRequired();
  return command.promise_day ? absl::OkStatus() : PromiseRequired();
}

}  // namespace

absl::Status Take(const Apologise& command, Change& change) {
  if (absl::Status status = CheckLetter(command, change); !status.ok()) return status;
  if (absl::Status status = CheckAppointment(command.leg, change); !status.ok()) return status;
  Leg& leg = change.mutable_case().legs[command.leg];
  if (StateNow(leg).apologised) return AlreadyApologised();
  const absl::StatusOr<std::optional<Day>> due = PresentDue(command.leg, change);
  if (!due.ok()) return due.status();
  if (TooLate(*due, change.time())) return ApologyTooLate();
  if (*due && command.promise_day && *command.promise_day <= **due) return PromiseNotLater();
  leg.apology_document = command.document;
  leg.promise_day = command.promise_day;
  change.set_reason(command.reason_code);
  change.AddFact(command.leg, Apologised{});
  return absl::OkStatus();
}

absl::Status Take(const Extend& command, Change& change) {
  if (command.document.empty() && !change.imported()) return DocumentRequired();
  if (absl::Status status = CheckAppointment(command.leg, change); !status.ok()) return status;
  Leg& leg = change.mutable_case().legs[command.leg];
  if (StateNow(leg).extended) return AlreadyExtended();
  const absl::StatusOr<std::optional<Day>> due = PresentDue(command.leg, change);
  if (!due.ok()) return due.status();
  if (!*due) return NoDueDate();
  if (TooLate(*due, change.time())) return ExtensionTooLate();
  if (command.due_day <= **due) return DueDateNotLater();
  if (absl::Status status = CheckWorkingDay(command.due_day, change); !status.ok()) return status;
  leg.extension_document = command.document;
  change.set_reason(command.reason_code);
  change.AddFact(command.leg, Extended{});
  change.AddFact(command.leg, DueFrom{command.due_day});
  return change.MoveDueDates(command.leg, change.time());
}

}  // namespace motcua::processing
