// The rpcs that change a case, alone or many in a batch.
#include <string>
#include <utility>
#include <vector>

#include "common/service/batch.h"
#include "services/processing/convert.h"
#include "services/processing/requests.h"
#include "services/processing/service.h"
#include "services/processing/store.h"

namespace motcua::processing {
namespace {

using Reactor = ProcessingService::Reactor;

// Calls `visit` with the name of the rpc that does the same and its request.
template <typename Visit>
service::Entry VisitCommand(const v1::CaseCommand& command, const Visit& visit) {
  switch (command.command_case()) {
    case v1::CaseCommand::kFinishCase:
      return visit("FinishCase", command.finish_case());
    case v1::CaseCommand::kWithdrawCase:
      return visit("WithdrawCase", command.withdraw_case());
    case v1::CaseCommand::kStopCase:
      return visit("StopCase", command.stop_case());
    case v1::CaseCommand::kRefuseCase:
      return visit("RefuseCase", command.refuse_case());
    case v1::CaseCommand::kHandOverCase:
      return visit("HandOverCase", command.hand_over_case());
    case v1::CaseCommand::kFinishLeg:
      return visit("FinishLeg", command.finish_leg());
    case v1::CaseCommand::kTransferLeg:
      return visit("TransferLeg", command.transfer_leg());
    case v1::CaseCommand::kPauseCase:
      return visit("PauseCase", command.pause_case());
    case v1::CaseCommand::kResumeCase:
      return visit("ResumeCase", command.resume_case());
    case v1::CaseCommand::kApologiseCase:
      return visit("ApologiseCase", command.apologise_case());
    case v1::CaseCommand::kExtendCase:
      return visit("ExtendCase", command.extend_case());
    case v1::CaseCommand::kHandOverResult:
      return visit("HandOverResult", command.hand_over_result());
    case v1::CaseCommand::kReopenCase:
      return visit("ReopenCase", command.reopen_case());
    case v1::CaseCommand::kRefuseWithdrawal:
      return visit("RefuseWithdrawal", command.refuse_withdrawal());
    case v1::CaseCommand::kCorrectCase:
      return visit("CorrectCase", command.correct_case());
    case v1::CaseCommand::kVoidCase:
      return visit("VoidCase", command.void_case());
    case v1::CaseCommand::kAcknowledgeLeg:
      return visit("AcknowledgeLeg", command.acknowledge_leg());
    case v1::CaseCommand::kReturnLeg:
      return visit("ReturnLeg", command.return_leg());
    case v1::CaseCommand::kAssignLeg:
      return visit("AssignLeg", command.assign_leg());
    case v1::CaseCommand::COMMAND_NOT_SET:
      break;
  }
  return service::EntryWithoutCommand();
}

}  // namespace

template <typename Request>
absl::StatusOr<std::shared_ptr<CaseChange>> ProcessingService::Prepare(
    const Request& request, const rpc::Caller& caller) const {
  service::PendingTimes::Stamp arrival = pending_.Now();
  absl::StatusOr<AskedChange> asked = ParseChange(request, caller, *arrival);
  if (!asked.ok()) return asked.status();
  auto change = std::make_shared<CaseChange>();
  change->catalog = catalog_();
  if (change->catalog == nullptr) return CatalogMissing();
  change->code = std::move(asked->target.code);
  change->etag = std::move(asked->target.etag);
  change->command = std::move(asked->command);
  change->event_time = asked->target.stated_time.value_or(*arrival);
  change->imported = asked->target.stated_time.has_value();
  change->arrival = std::move(arrival);
  return change;
}

template <typename Request>
Reactor* ProcessingService::Change(Context* context, const char* method, const Request& request,
                                   v1::Case* response) {
  return service::Mutate(
      backend_, context, method, request, [=, this, &request]() -> absl::StatusOr<service::Work> {
        auto change = Prepare(request, rpc::CallerOf(*context));
        if (!change.ok()) return change.status();
        service::Work work;
        work.command = *change;
        work.answer = [change = change->get(), response](const journal::Receipt&) {
          *response = ToProto(VersionedCase{*change->after, change->version});
        };
        work.reread = [code = (*change)->code, response](sql::Connection& db,
                                                         const journal::Receipt&) {
          const absl::StatusOr<VersionedCase> found = FindCase(db, code);
          if (found.ok()) *response = ToProto(*found);
          return found.status();
        };
        return work;
      });
}

service::Entry ProcessingService::EntryOf(const v1::CaseCommand& command, const rpc::Caller& caller,
                                          v1::BatchUpdateCasesResponse::Result* result) const {
  return service::RefusedInto(
      result, VisitCommand(command, [&](const char* method, const auto& request) {
        auto parse = service::ParseNamed(
            result, [this, &request, caller] { return Prepare(request, caller); });
        return service::Entry{method, &request, std::move(parse), {}};
      }));
}

Reactor* ProcessingService::BatchUpdateCases(Context* context,
                                             const v1::BatchUpdateCasesRequest* request,
                                             v1::BatchUpdateCasesResponse* response) {
  const rpc::Caller caller = rpc::CallerOf(*context);
  std::vector<service::Entry> entries;
  entries.reserve(request->commands_size());
  for (const v1::CaseCommand& command : request->commands()) {
    entries.push_back(EntryOf(command, caller, response->add_results()));
  }
  return service::MutateBatch(backend_, context, "BatchUpdateCases", "commands",
                              std::move(entries));
}

Reactor* ProcessingService::FinishCase(Context* context, const v1::FinishCaseRequest* request,
                                       v1::Case* response) {
  return Change(context, "FinishCase", *request, response);
}

Reactor* ProcessingService::WithdrawCase(Context* context, const v1::WithdrawCaseRequest* request,
                                         v1::Case* response) {
  return Change(context, "WithdrawCase", *request, response);
}

Reactor* ProcessingService::StopCase(Context* context, const v1::StopCaseRequest* request,
                                     v1::Case* response) {
  return Change(context, "StopCase", *request, response);
}

Reactor* ProcessingService::RefuseCase(Context* context, const v1::RefuseCaseRequest* request,
                                       v1::Case* response) {
  return Change(context, "RefuseCase", *request, response);
}

Reactor* ProcessingService::HandOverCase(Context* context, const v1::HandOverCaseRequest* request,
                                         v1::Case* response) {
  return Change(context, "HandOverCase", *request, response);
}

Reactor* ProcessingService::FinishLeg(Context* context, const v1::FinishLegRequest* request,
                                      v1::Case* response) {
  return Change(context, "FinishLeg", *request, response);
}

Reactor* ProcessingService::AcknowledgeLeg(Context* context,
                                           const v1::AcknowledgeLegRequest* request,
                                           v1::Case* response) {
  return Change(context, "AcknowledgeLeg", *request, response);
}

Reactor* ProcessingService::ReturnLeg(Context* context, const v1::ReturnLegRequest* request,
                                      v1::Case* response) {
  return Change(context, "ReturnLeg", *request, response);
}

Reactor* ProcessingService::AssignLeg(Context* context, const v1::AssignLegRequest* request,
                                      v1::Case* response) {
  return Change(context, "AssignLeg", *request, response);
}

Reactor* ProcessingService::TransferLeg(Context* context, const v1::TransferLegRequest* request,
                                        v1::Case* response) {
  return Change(context, "TransferLeg", *request, response);
}

Reactor* ProcessingService::PauseCase(Context* context, const v1::PauseCaseRequest* request,
                                      v1::Case* response) {
  return Change(context, "PauseCase", *request, response);
}

Reactor* ProcessingService::ResumeCase(Context* context, const v1::ResumeCaseRequest* request,
                                       v1::Case* response) {
  return Change(context, "ResumeCase", *request, response);
}

Reactor* ProcessingService::ApologiseCase(Context* context, const v1::ApologiseCaseRequest* request,
                                          v1::Case* response) {
  return Change(context, "ApologiseCase", *request, response);
}

Reactor* ProcessingService::ExtendCase(Context* context, const v1::ExtendCaseRequest* request,
                                       v1::Case* response) {
  return Change(context, "ExtendCase", *request, response);
}

Reactor* ProcessingService::HandOverResult(Context* context,
                                           const v1::HandOverResultRequest* request,
                                           v1::Case* response) {
  return Change(context, "HandOverResult", *request, response);
}

Reactor* ProcessingService::ReopenCase(Context* context, const v1::ReopenCaseRequest* request,
                                       v1::Case* response) {
  return Change(context, "ReopenCase", *request, response);
}

Reactor* ProcessingService::RefuseWithdrawal(Context* context,
                                             const v1::RefuseWithdrawalRequest* request,
                                             v1::Case* response) {
  return Change(context, "RefuseWithdrawal", *request, response);
}

Reactor* ProcessingService::CorrectCase(Context* context, const v1::CorrectCaseRequest* request,
                                        v1::Case* response) {
  return Change(context, "CorrectCase", *request, response);
}

Reactor* ProcessingService::VoidCase(Context* context, const v1::VoidCaseRequest* request,
                                     v1::Case* response) {
  return Change(context, "VoidCase", *request, response);
}

}  // namespace motcua::processing
