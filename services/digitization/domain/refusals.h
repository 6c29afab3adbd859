// Every reason for which a folder refuses a step, by name, in English and Vietnamese.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_REFUSALS_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_REFUSALS_H_

#include "absl/status/status.h"

namespace motcua::digitization {

absl::Status FolderNotFound();
absl::Status FolderVoid();
absl::Status FolderErased();
absl::Status EventBeforeReceipt();
absl::Status EventOutOfOrder();
absl::Status CatalogBehind();
absl::Status ComponentUnknown();
absl::Status ComponentMissing();
absl::Status FileUnknown();
absl::Status FileStoredBefore();
absl::Status SignatureRequired();
absl::Status SignatureInvalid();
absl::Status StepsInvalid();
absl::Status StepOutOfOrder();
absl::Status DocumentUnknown();
absl::Status DocumentExpired();
absl::Status DocumentOfAnotherOwner();
absl::Status DocumentUnverified();
absl::Status NotFinished();
absl::Status EventBeforeFinish();
absl::Status TooManyVersions();
absl::Status ValidToPast();
absl::Status ResultMissing();
absl::Status ResultDoubtful();
absl::Status ResultUnverified();
absl::Status ConflictFolderExists();

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_REFUSALS_H_
