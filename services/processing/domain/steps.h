// One function per command: checks it against the case and makes its change.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_STEPS_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_STEPS_H_

#include <string>

#include "absl/status/status.h"
#include "services/processing/domain/change.h"
#include "services/processing/domain/commands.h"

namespace motcua::processing {

// The case is known; only NoteWithdrawal meets a void one. A refusal leaves `change` in any state.

// end_steps.cc: ends and what follows them.
absl::Status Take(const Finish& command, Change& change);
absl::Status Take(const Withdraw& command, Change& change);
absl::Status Take(const Stop& command, Change& change);
absl::Status Take(const RefuseAfterReceipt& command, Change& change);
absl::Status Take(const FinishLeg& command, Change& change);
absl::Status Take(const HandOverResult& command, Change& change);
absl::Status Take(const Reopen& command, Change& change);

// hand_over_steps.cc: who holds a leg.
absl::Status Take(const HandOver& command, Change& change);
absl::Status Take(const Acknowledge& command, Change& change);
absl::Status Take(const Return& command, Change& change);
absl::Status Take(const Transfer& command, Change& change);

// work_steps.cc: who works on a leg, and when its clock stands.
absl::Status Take(const Assign& command, Change& change);
absl::Status Take(const Pause& command, Change& change);
absl::Status Take(const Resume& command, Change& change);

// appointment_steps.cc: what the applicant is told when it takes longer.
absl::Status Take(const Apologise& command, Change& change);
absl::Status Take(const Extend& command, Change& change);

// withdrawal_steps.cc: requests that come from intake.
absl::Status Take(const NoteWithdrawal& command, Change& change);
absl::Status Take(const RefuseWithdrawal& command, Change& change);

// correction_steps.cc: what should have been recorded.
absl::Status Take(const Correct& command, Change& change);
absl::Status Take(const Void& command, Change& change);

// recalculation_steps.cc: the moves of a changed calendar.
absl::Status Take(const Recalculate& command, Change& change);

// Refuses a leg that is unknown or was not yet received; that has ended; that is the own one.
absl::Status CheckLeg(int leg, const Change& change, const char* field = "leg");
absl::Status CheckOpenLeg(int leg, const Change& change);
absl::Status CheckOpenLinkedLeg(int leg, const Change& change);
// Refuses a due day on a day off, but for what importers take over.
absl::Status CheckWorkingDay(Day due_day, const Change& change);
// Names the officer of a leg (empty: nobody), unless one was named later.
void SetOfficer(const std::string& officer, int leg, Change& change);
bool HasOpenLinkedLeg(const Case& dossier);
// Ends every open leg, the own leg last.
void EndOpenLegs(LegEnd how, Change& change);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_STEPS_H_
