// Requests of DigitizationService as commands of the domain. INVALID_ARGUMENT names the field.
#ifndef MOTCUA_SERVICES_DIGITIZATION_REQUESTS_H_
#define MOTCUA_SERVICES_DIGITIZATION_REQUESTS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/guard.h"
#include "common/service/target.h"
#include "motcua/digitization/v1/digitization.pb.h"
#include "services/digitization/domain/commands.h"
#include "services/digitization/owner_key.h"
#include "services/digitization/reading/ocr_fields.h"

namespace motcua::digitization {

// A change that was asked for, checked as far as it can be without the folder and the catalogue.
struct AskedChange {
  service::Target target;
  Command command;
};

// Signatures are not verified yet; a stored document gets a new id.
absl::StatusOr<Command> ParseCommand(const v1::AttachComponentRequest& request,
                                     const OwnerKeys& owners);
absl::StatusOr<Command> ParseCommand(const v1::SignOffStepRequest& request,
                                     const OwnerKeys& owners);
absl::StatusOr<Command> ParseCommand(const v1::ReuseDocumentRequest& request,
                                     const OwnerKeys& owners);
absl::StatusOr<Command> ParseCommand(const v1::AttachResultRequest& request,
                                     const OwnerKeys& owners);
absl::StatusOr<Command> ParseCommand(const v1::StoreDocumentRequest& request,
                                     const OwnerKeys& owners);

// One request, whole.
template <typename Request>
absl::StatusOr<AskedChange> ParseChange(const Request& request, const rpc::Caller& caller,
                                        absl::Time now, const OwnerKeys& owners) {
  absl::StatusOr<service::Target> target = service::ParseTarget(request, caller, now);
  if (!target.ok()) return target.status();
  absl::StatusOr<Command> command = ParseCommand(request, owners);
  if (!command.ok()) return command.status();
  return AskedChange{*std::move(target), *std::move(command)};
}

// `owner_identity` as a key. FAILED_PRECONDITION `DOCUMENT_STORE_NOT_CONFIGURED` without a secret.
absl::StatusOr<std::string> ParseOwner(const std::string& identity, const OwnerKeys& owners);
// Empty: any kind.
absl::StatusOr<std::string> ParseOptionalKind(const std::string& kind);

// What ExtractFields looks for.
struct AskedFields {
  std::string code;
  std::string component;
  std::vector<FieldLabel> labels;
};
absl::StatusOr<AskedFields> ParseFields(const v1::ExtractFieldsRequest& request);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_REQUESTS_H_
