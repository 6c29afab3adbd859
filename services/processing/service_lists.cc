// The lists of ProcessingService.
#include "common/rpc/guard.h"
#include "services/processing/hand_over_list.h"
#include "services/processing/service.h"
#include "services/processing/work_list.h"

namespace motcua::processing {

using Reactor = ProcessingService::Reactor;

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

Reactor* ProcessingService::ListUnmatchedHandOvers(Context* context,
                                                   const v1::ListUnmatchedHandOversRequest* request,
                                                   v1::ListUnmatchedHandOversResponse* response) {
  static constexpr char kMethod[] = "ListUnmatchedHandOvers";
  const absl::StatusOr<HandOverQuery> query = ParseHandOverQuery(*request);
  if (!query.ok()) return rpc::Answer(context, kMethod, [&] { return query.status(); });
  return service::Read(backend_.reads, context, kMethod,
                       [query = *query, response](sql::Connection& db) {
                         *response = ReadUnmatchedHandOvers(db, query);
                         return absl::OkStatus();
                       });
}

}  // namespace motcua::processing
