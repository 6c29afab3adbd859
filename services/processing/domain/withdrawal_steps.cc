#include "services/processing/domain/refusals.h"
#include "services/processing/domain/steps.h"

namespace motcua::processing {

// Granted at once unless another agency is at work on the dossier: then an officer answers.
absl::Status Take(const NoteWithdrawal& command, Change& change) {
  change.set_reason(command.reason_code);
  Case& dossier = change.mutable_case();
  if (dossier.voided || !StateNow(change.own()).open()) {
    change.Emit(0, WithdrawalRefused{});
    return absl::OkStatus();
  }
  dossier.withdrawal_requested = HasOpenLinkedLeg(dossier);
  dossier.withdrawal_cause = command.cause_sequence;
  change.Emit(0, WithdrawalNoted{command.cause_sequence});
  if (!dossier.withdrawal_requested) EndOpenLegs(LegEnd::kWithdrawn, change);
  return absl::OkStatus();
}

absl::Status Take(const RefuseWithdrawal& command, Change& change) {
  if (!change.now().withdrawal_requested) return NoWithdrawalRequested();
  if (absl::Status status = CheckLeg(0, change); !status.ok()) return status;
  change.set_reason(command.reason_code);
  change.RefusePendingWithdrawal();
  return absl::OkStatus();
}

}  // namespace motcua::processing
