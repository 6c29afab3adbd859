// The larger parts of requests: what is filed, what an importer states, a catalogue update.
#ifndef MOTCUA_SERVICES_INTAKE_PARSE_FILING_H_
#define MOTCUA_SERVICES_INTAKE_PARSE_FILING_H_

#include "absl/status/statusor.h"
#include "motcua/catalog/v1/catalog.pb.h"
#include "motcua/intake/v1/intake.pb.h"
#include "services/intake/domain/commands.h"
#include "services/intake/domain/person.h"
#include "services/intake/domain/update_catalog.h"
#include "services/intake/requests.h"

namespace motcua::intake {

// A filing without its times and code, and who files.
struct ParsedFiling {
  Filing filing;
  Person person;
};
absl::StatusOr<ParsedFiling> ParseFiling(const v1::Dossier& dossier);

// Time and code of a filing.
absl::Status TakeFileFacts(const v1::ImportFacts& facts, const Asked& asked, Filing& filing);
// Times, due date and code of a receipt.
absl::Status TakeReceiptFacts(const v1::ImportFacts& facts, const Asked& asked, Receive& receive);

absl::StatusOr<UpdateCatalog> ParseCatalogUpdate(
    const motcua::catalog::v1::UpdateCatalogRequest& request);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_PARSE_FILING_H_
