// Requests of ProcessingService as commands of the domain.
#ifndef MOTCUA_SERVICES_PROCESSING_REQUESTS_H_
#define MOTCUA_SERVICES_PROCESSING_REQUESTS_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/guard.h"
#include "common/rpc/request.h"
#include "motcua/processing/v1/processing.pb.h"
#include "services/processing/domain/commands.h"

namespace motcua::processing {

// A change that was asked for, checked as far as it can be without the case and the catalogue.
struct AskedChange {
  std::string code;
  std::string etag;  // empty: any
  std::optional<absl::Time> stated_time;
  Command command;
};

// What every request has. PERMISSION_DENIED `IMPORT_ROLE_REQUIRED` for an event time stated
// by anyone but an importer.
absl::StatusOr<AskedChange> ParseTarget(const std::string& name, const std::string& etag,
                                        const google::protobuf::Timestamp* event_time,
                                        const rpc::Caller& caller, absl::Time now);

// The rest of each. A correction's procedure has only its id: the version is pinned when
// the command is decided.
absl::StatusOr<Command> ParseCommand(const v1::FinishCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::WithdrawCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::StopCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::RefuseCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::HandOverCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::FinishLegRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::TransferLegRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::PauseCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::ResumeCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::ApologiseCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::ExtendCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::HandOverResultRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::ReopenCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::RefuseWithdrawalRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::CorrectCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::VoidCaseRequest& request, absl::Time now);

// One request, whole.
template <typename Request>
absl::StatusOr<AskedChange> ParseChange(const Request& request, const rpc::Caller& caller,
                                        absl::Time now) {
  absl::StatusOr<AskedChange> asked =
      ParseTarget(request.name(), request.etag(),
                  request.has_event_time() ? &request.event_time() : nullptr, caller, now);
  if (!asked.ok()) return asked;
  absl::StatusOr<Command> command = ParseCommand(request, now);
  if (!command.ok()) return command.status();
  asked->command = *std::move(command);
  return asked;
}

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_REQUESTS_H_
