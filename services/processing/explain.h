// How the due date of a leg came about, step by step.
#ifndef MOTCUA_SERVICES_PROCESSING_EXPLAIN_H_
#define MOTCUA_SERVICES_PROCESSING_EXPLAIN_H_

#include "absl/status/statusor.h"
#include "common/catalog/catalog.h"
#include "motcua/processing/v1/processing.pb.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

// By the catalogue's calendar and the procedure version pinned. Steps: the procedure version and
// what it allows; the due date of the receipt, as worktime::Explain gives it, or as it was decided;
// each extension, with the pauses before and after it. Errors: INVALID_ARGUMENT `LEG_UNKNOWN`;
// FAILED_PRECONDITION `NO_DUE_DATE`, `CALENDAR_YEAR_MISSING`.
absl::StatusOr<v1::DueDateExplanation> Explain(const Case& dossier, int leg,
                                               const catalog::Catalog& catalog);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_EXPLAIN_H_
