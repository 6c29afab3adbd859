// The checks and choices at the counter: who receives, under which procedure version, with
// which code and due date.
#ifndef MOTCUA_SERVICES_INTAKE_DOMAIN_FILING_H_
#define MOTCUA_SERVICES_INTAKE_DOMAIN_FILING_H_

#include <optional>

#include "absl/status/statusor.h"
#include "services/intake/domain/commands.h"
#include "services/intake/domain/decide.h"

namespace motcua::intake {

// A dossier just filed (status 1), with its code. `existing` is the dossier that has the
// stated code already, or null.
absl::StatusOr<Dossier> NewDossier(const Dossier* existing, const Filing& filing,
                                   const Context& context);

// Receives a filed dossier: pins `procedure`, gives the due date unless one is stated. Whether the
// due date is the legal one. `CALENDAR_YEAR_MISSING` when the calendar does not reach so far.
absl::StatusOr<bool> MarkReceived(const catalog::Procedure& procedure, absl::Time receive_time,
                                  std::optional<Day> stated_due_day,
                                  const catalog::Catalog& catalog, Dossier& dossier);

// Sets a status and its day; true if it is another one.
bool SetStatus(Status status, absl::Time time, Dossier& dossier);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_DOMAIN_FILING_H_
