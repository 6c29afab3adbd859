// Requests of ProcessingService as commands of the domain.
#ifndef MOTCUA_SERVICES_PROCESSING_REQUESTS_H_
#define MOTCUA_SERVICES_PROCESSING_REQUESTS_H_

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/guard.h"
#include "common/service/target.h"
#include "motcua/processing/v1/processing.pb.h"
#include "services/processing/domain/commands.h"

namespace motcua::processing {

// A change that was asked for, checked as far as it can be without the case and the catalogue.
struct AskedChange {
  service::Target target;
  Command command;
};

// At most 63 of a–z, 0–9, -, . and _; empty: nobody.
absl::StatusOr<std::string> ParseOfficer(std::string_view officer, std::string_view field);

// A correction's procedure has only its id: the version is pinned when
// the command is decided.
absl::StatusOr<Command> ParseCommand(const v1::FinishCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::WithdrawCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::StopCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::RefuseCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::HandOverCaseRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::FinishLegRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::AcknowledgeLegRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::ReturnLegRequest& request, absl::Time now);
absl::StatusOr<Command> ParseCommand(const v1::AssignLegRequest& request, absl::Time now);
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
  absl::StatusOr<service::Target> target = service::ParseTarget(request, caller, now);
  if (!target.ok()) return target.status();
  absl::StatusOr<Command> command = ParseCommand(request, now);
  if (!command.ok()) return command.status();
  return AskedChange{*std::move(target), *std::move(command)};
}

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_REQUESTS_H_
