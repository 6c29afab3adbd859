// Every reason for which intake refuses a step, by name, in English and Vietnamese.
#ifndef MOTCUA_SERVICES_INTAKE_DOMAIN_REFUSALS_H_
#define MOTCUA_SERVICES_INTAKE_DOMAIN_REFUSALS_H_

#include <string_view>

#include "absl/status/status.h"

namespace motcua::intake {

absl::Status CatalogMissing();
absl::Status AgencyUnknown();
absl::Status AgencyNotValid();
absl::Status AgencyWithoutCode();
absl::Status ProcedureUnknown();
absl::Status ProcedureNotInForce();
absl::Status CodeMalformed();
absl::Status CodePrefixUnknown();
absl::Status DossierExists();
absl::Status DossierNotFound();
absl::Status EtagMismatch();
absl::Status StatusNotFiled();
absl::Status DossierEnded();
absl::Status FiledAfterReceipt();
absl::Status DueBeforeReceipt();
absl::Status EventBeforeFiling();
absl::Status ImportRoleRequired(std::string_view field);
absl::Status ConflictDossierUnknown();
absl::Status ConflictNotReceived();

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_DOMAIN_REFUSALS_H_
