#include <algorithm>
#include <string>

#include "services/processing/domain/refusals.h"
#include "services/processing/domain/steps.h"

namespace motcua::processing {
namespace {

// Ends without a result: waiting clocks and open linked legs do not hinder it.
absl::Status EndAll(LegEnd how, const std::string& reason_code, Change& change) {
  if (!StateNow(change.own()).open()) return CaseEnded();
  change.set_reason(reason_code);
  EndOpenLegs(how, change);
  return absl::OkStatus();
}

}  // namespace

bool HasOpenLinkedLeg(const Case& dossier) {
  return std::any_of(dossier.legs.begin() + 1, dossier.legs.end(),
                     [](const Leg& leg) { return StateNow(leg).open(); });
}

void EndOpenLegs(LegEnd how, Change& change) {
  for (int leg = static_cast<int>(change.now().legs.size()) - 1; leg >= 0; --leg) {
    if (StateNow(change.now().legs[leg]).open()) change.AddFact(leg, Ended{how});
  }
}

absl::Status Take(const Finish&, Change& change) {
  const LegState state = StateNow(change.own());
  if (!state.open()) return CaseEnded();
  if (HasOpenLinkedLeg(change.now())) return LinkedLegOpen();
  if (state.waiting) return CaseWaiting();
  change.AddFact(0, Ended{LegEnd::kFinished});
  change.RefusePendingWithdrawal();
  return absl::OkStatus();
}

absl::Status Take(const Withdraw& command, Change& change) {
  change.mutable_case().withdrawal_requested = false;  // it is granted
  return EndAll(LegEnd::kWithdrawn, command.reason_code, change);
}

absl::Status Take(const Stop& command, Change& change) {
  absl::Status status = EndAll(LegEnd::kStopped, command.reason_code, change);
  if (status.ok()) change.RefusePendingWithdrawal();
  return status;
}

absl::Status Take(const RefuseAfterReceipt& command, Change& change) {
  absl::Status status = EndAll(LegEnd::kRefused, command.reason_code, change);
  if (status.ok()) change.RefusePendingWithdrawal();
  return status;
}

absl::Status Take(const FinishLeg& command, Change& change) {
  if (absl::Status status = CheckOpenLinkedLeg(command.leg, change); !status.ok()) return status;
  if (StateNow(change.now().legs[command.leg]).waiting) return CaseWaiting();
  change.AddFact(command.leg, Ended{LegEnd::kFinished});
  return absl::OkStatus();
}

absl::Status Take(const HandOverResult& command, Change& change) {
  const LegState state = StateNow(change.own());
  if (state.end != LegEnd::kFinished) return CaseNotFinished();
  if (change.now().hand_over_time) return ResultAlreadyHandedOver();
  if (change.time() < state.end_time) return EventOutOfOrder();
  change.mutable_case().hand_over_time = change.time();
  change.Emit(0, ResultHandedOver{command.by_post});
  return absl::OkStatus();
}

absl::Status Take(const Reopen& command, Change& change) {
  if (StateNow(change.own()).open()) return CaseOpen();
  Case& dossier = change.mutable_case();
  if (dossier.hand_over_time && change.time() < *dossier.hand_over_time) return EventOutOfOrder();
  dossier.hand_over_time.reset();
  change.set_reason(command.reason_code);
  change.AddFact(0, Reopened{});
  return absl::OkStatus();
}

}  // namespace motcua::processing
