// Requests of IntakeService and CatalogService as commands: every field checked, every name
// resolved. Errors name the field.
#ifndef MOTCUA_SERVICES_INTAKE_REQUESTS_H_
#define MOTCUA_SERVICES_INTAKE_REQUESTS_H_

#include <memory>

#include "absl/status/statusor.h"
#include "common/rpc/guard.h"
#include "motcua/catalog/v1/catalog.pb.h"
#include "motcua/intake/v1/intake.pb.h"
#include "services/intake/command.h"

namespace motcua::intake {

// What is captured when a request arrives.
struct Asked {
  rpc::Caller caller;
  service::PendingTimes::Stamp arrival;
  std::shared_ptr<const PublishedCatalog> catalog;

  absl::Time now() const { return *arrival; }
};

using ParsedCommand = absl::StatusOr<std::shared_ptr<IntakeCommand>>;

ParsedCommand Parse(const v1::FileDossierRequest& request, const Asked& asked);
ParsedCommand Parse(const v1::ReceiveDossierRequest& request, const Asked& asked);
ParsedCommand Parse(const v1::AcceptDossierRequest& request, const Asked& asked);
ParsedCommand Parse(const v1::RefuseDossierRequest& request, const Asked& asked);
ParsedCommand Parse(const v1::RequestWithdrawalRequest& request, const Asked& asked);
ParsedCommand Parse(const v1::ErasePersonRequest& request, const Asked& asked);
ParsedCommand Parse(const motcua::catalog::v1::UpdateCatalogRequest& request, const Asked& asked);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_REQUESTS_H_
