#include <algorithm>

#include "services/processing/domain/clock.h"
#include "services/processing/domain/refusals.h"
#include "services/processing/domain/steps.h"

namespace motcua::processing {
namespace {

Receipt ReceiptOf(const Case& dossier) {
  const Leg& own = dossier.legs.front();
  return {own.receive_time, own.channel, dossier.procedure, own.first_holder,
          std::get<DueFrom>(own.facts.front().what).day};
}

bool StatesNothing(const Correct& command) {
  return !command.receive_time && !command.channel && !command.procedure &&
         command.agency.empty() && !command.due_day;
}

// The earliest thing that happened after the receipt.
absl::Time FirstWork(const Case& dossier) {
  absl::Time first = absl::InfiniteFuture();
  const Leg& own = dossier.legs.front();
  if (own.facts.size() > 1) first = own.facts[1].time;
  for (std::size_t i = 1; i < dossier.legs.size(); ++i) {
    first = std::min(first, dossier.legs[i].receive_time);
  }
  return first;
}

absl::Status Check(const Correct& command, const Change& change) {
  if (StatesNothing(command)) return NothingToCorrect();
  if (command.channel == statistics::Channel::kLinked) return LinkedChannel();
  if (!command.receive_time) return absl::OkStatus();
  if (*command.receive_time > change.time()) return ReceiptInFuture();
  return *command.receive_time > FirstWork(change.now()) ? ReceiptAfterEvents() : absl::OkStatus();
}

// The linked legs were not handed over along the route of this procedure.
void LeaveRoute(Case& dossier) {
  for (std::size_t i = 1; i < dossier.legs.size(); ++i) {
    dossier.legs[i].step = 0;
    dossier.legs[i].first_due_is_legal = false;
  }
}

void SetProcedure(const PinnedProcedure& procedure, Case& dossier) {
  const bool other =
      procedure.id != dossier.procedure || procedure.version != dossier.procedure_version;
  if (other) LeaveRoute(dossier);
  dossier.procedure = procedure.id;
  dossier.procedure_version = procedure.version;
  dossier.field = procedure.field;
}

// Once the calendar has moved it, the first due date says nothing about the law of today.
bool WasRecalculated(const Leg& leg) {
  return std::any_of(leg.facts.begin(), leg.facts.end(), [](const Fact& fact) {
    return std::holds_alternative<Recalculated>(fact.what);
  });
}

}  // namespace

absl::Status Take(const Correct& command, Change& change) {
  if (absl::Status status = Check(command, change); !status.ok()) return status;
  const Receipt before = ReceiptOf(change.now());
  Case& dossier = change.mutable_case();
  Leg& own = dossier.legs.front();
  const auto legal_time = LegalTimeOfLeg(dossier, own, change.procedure());
  if (command.receive_time) {
    own.receive_time = *command.receive_time;
    own.facts.front().time = *command.receive_time;
  }
  if (command.channel) own.channel = *command.channel;
  if (!command.agency.empty()) own.first_holder = command.agency;
  if (command.due_day) own.facts.front().what = DueFrom{command.due_day};
  if (command.procedure) SetProcedure(*command.procedure, dossier);
  change.set_reason(command.reason_code);
  change.Emit(0, Corrected{ReceiptOf(dossier), before});
  const bool reckoned_otherwise =
      command.receive_time || legal_time != LegalTimeOfLeg(dossier, own, change.procedure());
  if (!command.due_day && !reckoned_otherwise) return absl::OkStatus();
  if (command.due_day || !WasRecalculated(own)) change.JudgeFirstDue(0);
  return change.MoveDueDates(0, own.receive_time);
}

absl::Status Take(const Void& command, Change& change) {
  change.mutable_case().voided = true;
  change.set_reason(command.reason_code);
  change.Emit(0, Voided{});
  change.RefusePendingWithdrawal();
  return absl::OkStatus();
}

}  // namespace motcua::processing
