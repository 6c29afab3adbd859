#include "services/processing/service.h"

#include <string>
#include <utility>

#include "common/rpc/request.h"
#include "services/processing/convert.h"
#include "services/processing/store.h"
#include "services/processing/work_list.h"

namespace motcua::processing {

using Reactor = ProcessingService::Reactor;

ProcessingService::ProcessingService(service::Backend backend, NewestCatalog catalog, Clock clock,
                                     service::PendingTimes& pending)
    : backend_(backend),
      catalog_(std::move(catalog)),
      clock_(std::move(clock)),
      pending_(pending) {}

Reactor* ProcessingService::GetCase(Context* context, const v1::GetCaseRequest* request,
                                    v1::Case* response) {
  const absl::StatusOr<std::string> code = rpc::ParseName("dossiers", request->name(), "name");
  if (!code.ok()) return rpc::Answer(context, "GetCase", [&] { return code.status(); });
  return service::Read(backend_.reads, context, "GetCase",
                       [code = *code, response](sql::Connection& db) {
                         const absl::StatusOr<VersionedCase> found = FindCase(db, code);
                         if (found.ok()) *response = ToProto(*found);
                         return found.status();
                       });
}

Reactor* ProcessingService::ListWork(Context* context, const v1::ListWorkRequest* request,
                                     v1::ListWorkResponse* response) {
  const absl::StatusOr<WorkQuery> query = ParseWorkQuery(*request, LocalDay(clock_()));
  if (!query.ok()) return rpc::Answer(context, "ListWork", [&] { return query.status(); });
  return service::Read(backend_.reads, context, "ListWork",
                       [query = *query, response](sql::Connection& db) {
                         *response = ReadWork(db, query);
                         return absl::OkStatus();
                       });
}

}  // namespace motcua::processing
