// The changing methods of IntakeService.
#include <memory>
#include <utility>
#include <vector>

#include "services/intake/convert.h"
#include "services/intake/domain/refusals.h"
#include "services/intake/service.h"
#include "services/intake/store.h"

namespace motcua::intake {
namespace {

// The command, answered by the dossier after it; under a repeated request id by the dossier now.
absl::StatusOr<service::Work> WorkOf(ParsedCommand parsed, v1::Dossier* response) {
  if (!parsed.ok()) return parsed.status();
  const std::shared_ptr<IntakeCommand> command = *std::move(parsed);
  return service::Work{
      command, [command, response](const journal::Receipt&) { ToProto(command->after, response); },
      [response](sql::Connection& connection, const journal::Receipt& receipt) {
        const auto dossier = ReadDossier(connection, receipt.resource);
        if (!dossier) return DossierNotFound();
        ToProto(*dossier, response);
        return absl::OkStatus();
      }};
}

}  // namespace

template <typename Request>
grpc::ServerUnaryReactor* IntakeService::Change(Context* context, const char* method,
                                                const Request* request, v1::Dossier* response) {
  return service::Mutate(parts_.backend, context, method, *request,
                         [&] { return WorkOf(Parse(*request, parts_.Ask(*context)), response); });
}

grpc::ServerUnaryReactor* IntakeService::FileDossier(Context* context,
                                                     const v1::FileDossierRequest* request,
                                                     v1::Dossier* response) {
  return Change(context, "FileDossier", request, response);
}

grpc::ServerUnaryReactor* IntakeService::ReceiveDossier(Context* context,
                                                        const v1::ReceiveDossierRequest* request,
                                                        v1::Dossier* response) {
  return Change(context, "ReceiveDossier", request, response);
}

grpc::ServerUnaryReactor* IntakeService::AcceptDossier(Context* context,
                                                       const v1::AcceptDossierRequest* request,
                                                       v1::Dossier* response) {
  return Change(context, "AcceptDossier", request, response);
}

grpc::ServerUnaryReactor* IntakeService::RefuseDossier(Context* context,
                                                       const v1::RefuseDossierRequest* request,
                                                       v1::Dossier* response) {
  return Change(context, "RefuseDossier", request, response);
}

grpc::ServerUnaryReactor* IntakeService::RequestWithdrawal(
    Context* context, const v1::RequestWithdrawalRequest* request, v1::Dossier* response) {
  return Change(context, "RequestWithdrawal", request, response);
}

grpc::ServerUnaryReactor* IntakeService::ErasePerson(Context* context,
                                                     const v1::ErasePersonRequest* request,
                                                     v1::Dossier* response) {
  return Change(context, "ErasePerson", request, response);
}

grpc::ServerUnaryReactor* IntakeService::BatchReceiveDossiers(
    Context* context, const v1::BatchReceiveDossiersRequest* request,
    v1::BatchReceiveDossiersResponse* response) {
  const Asked asked = parts_.Ask(*context);
  std::vector<service::Entry> entries;
  entries.reserve(request->requests_size());
  for (const v1::ReceiveDossierRequest& entry : request->requests()) {
    v1::BatchReceiveDossiersResponse::Result* const result = response->add_results();
    entries.push_back(
        {"ReceiveDossier", &entry,
         [&entry, asked, result] { return WorkOf(Parse(entry, asked), result->mutable_dossier()); },
         [result](const absl::Status& status) {
           service::FillRefusal(status, result->mutable_refusal());
         }});
  }
  return service::MutateBatch(parts_.backend, context, "BatchReceiveDossiers", "requests",
                              std::move(entries));
}

}  // namespace motcua::intake
