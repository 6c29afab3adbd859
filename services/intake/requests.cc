#include "services/intake/requests.h"

#include <utility>

#include "common/rpc/request.h"
#include "services/intake/domain/decide.h"
#include "services/intake/domain/refusals.h"
#include "services/intake/parse_filing.h"

namespace motcua::intake {
namespace {

std::shared_ptr<IntakeCommand> NewCommand(const Asked& asked) {
  auto command = std::make_shared<IntakeCommand>();
  command->event_time = asked.now();
  command->catalog = asked.catalog;
  command->arrival = asked.arrival;
  return command;
}

ParsedCommand FilingCommand(const Asked& asked, ParsedFiling parsed, Command what) {
  std::shared_ptr<IntakeCommand> command = NewCommand(asked);
  const catalog::Catalog* catalog =
      asked.catalog == nullptr ? nullptr : asked.catalog->catalog.get();
  const Filing& filing = *FilingOf(what);
  command->code = filing.code;
  command->series = SeriesOf(filing, catalog);
  command->person = std::move(parsed.person);
  command->what = std::move(what);
  return command;
}

// A command on the dossier a request names, at the time it states or now.
template <typename Request>
ParsedCommand ChangeCommand(const Request& request, const Asked& asked, Command what) {
  auto code = rpc::ParseName("dossiers", request.name(), "name");
  if (!code.ok()) return code.status();
  std::shared_ptr<IntakeCommand> command = NewCommand(asked);
  command->code = *std::move(code);
  command->what = std::move(what);
  if constexpr (requires { request.event_time(); }) {
    if (!request.has_event_time()) return command;
    if (!asked.caller.may_import()) return ImportRoleRequired("event_time");
    auto time = rpc::ParseTime(request.event_time(), asked.now(), "event_time");
    if (!time.ok()) return time.status();
    command->event_time = *time;
    command->imported = true;
  }
  return command;
}

}  // namespace

ParsedCommand Parse(const v1::FileDossierRequest& request, const Asked& asked) {
  absl::StatusOr<ParsedFiling> parsed = ParseFiling(request.dossier());
  if (!parsed.ok()) return parsed.status();
  parsed->filing.file_time = asked.now();
  if (request.has_import()) {
    absl::Status status = TakeFileFacts(request.import(), asked, parsed->filing);
    if (!status.ok()) return status;
  }
  Command what = File{parsed->filing};
  return FilingCommand(asked, *std::move(parsed), std::move(what));
}

ParsedCommand Parse(const v1::ReceiveDossierRequest& request, const Asked& asked) {
  absl::StatusOr<ParsedFiling> parsed = ParseFiling(request.dossier());
  if (!parsed.ok()) return parsed.status();
  Receive receive;
  receive.filing = parsed->filing;
  receive.filing.file_time = asked.now();
  receive.receive_time = asked.now();
  if (request.has_import()) {
    absl::Status status = TakeReceiptFacts(request.import(), asked, receive);
    if (!status.ok()) return status;
  }
  return FilingCommand(asked, *std::move(parsed), std::move(receive));
}

ParsedCommand Parse(const v1::AcceptDossierRequest& request, const Asked& asked) {
  return ChangeCommand(request, asked, Accept{request.etag()});
}

ParsedCommand Parse(const v1::RefuseDossierRequest& request, const Asked& asked) {
  auto reason = rpc::ParseReasonCode(request.reason_code(), true, "reason_code");
  if (!reason.ok()) return reason.status();
  return ChangeCommand(request, asked, Refuse{request.etag(), *std::move(reason)});
}

ParsedCommand Parse(const v1::RequestWithdrawalRequest& request, const Asked& asked) {
  auto reason = rpc::ParseReasonCode(request.reason_code(), false, "reason_code");
  if (!reason.ok()) return reason.status();
  return ChangeCommand(request, asked, RequestWithdrawal{request.etag(), *std::move(reason)});
}

ParsedCommand Parse(const v1::ErasePersonRequest& request, const Asked& asked) {
  return ChangeCommand(request, asked, ErasePerson{});
}

ParsedCommand Parse(const motcua::catalog::v1::UpdateCatalogRequest& request, const Asked& asked) {
  absl::StatusOr<UpdateCatalog> update = ParseCatalogUpdate(request);
  if (!update.ok()) return update.status();
  std::shared_ptr<IntakeCommand> command = NewCommand(asked);
  command->what = *std::move(update);
  return command;
}

}  // namespace motcua::intake
