// Every reason for which a case refuses a step, by name, in English and Vietnamese.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_REFUSALS_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_REFUSALS_H_

#include "absl/status/status.h"

namespace motcua::processing {

absl::Status CaseNotFound();
absl::Status CaseVoid();
absl::Status CaseEnded();
absl::Status CaseOpen();
absl::Status CaseWaiting();
absl::Status CaseNotWaiting();
absl::Status CaseNotFinished();
absl::Status ResultAlreadyHandedOver();
absl::Status LinkedLegOpen();
absl::Status LegUnknown(const char* field);
absl::Status LegEnded();
absl::Status LegIsOwn();
absl::Status LegExists();
absl::Status AlreadyAcknowledged();
absl::Status AlreadyReturned();
absl::Status SameAgency();
absl::Status StepUnknown();
absl::Status StepTaken();
absl::Status StepNotReady();
absl::Status StepOfAnotherAgency();
absl::Status StepMayNotPause();
absl::Status SecondSupplementNeedsReason();
absl::Status DocumentRequired();
absl::Status PromiseRequired();
absl::Status PromiseNotLater();
absl::Status ApologyTooLate();
absl::Status AlreadyApologised();
absl::Status NoDueDate();
absl::Status ExtensionTooLate();
absl::Status AlreadyExtended();
absl::Status DueDateNotLater();
absl::Status DueDateOnDayOff();
absl::Status NoWithdrawalRequested();
absl::Status NothingToCorrect();
absl::Status LinkedChannel();
absl::Status ReceiptAfterEvents();
absl::Status ReceiptInFuture();
absl::Status EventBeforeReceipt();
absl::Status EventOutOfOrder();
absl::Status ConflictCaseExists();
absl::Status ConflictCaseUnknown();

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_REFUSALS_H_
