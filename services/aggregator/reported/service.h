// ReportedService: numbers that no source counts from dossiers.
#ifndef MOTCUA_SERVICES_AGGREGATOR_REPORTED_SERVICE_H_
#define MOTCUA_SERVICES_AGGREGATOR_REPORTED_SERVICE_H_

#include "common/base/clock.h"
#include "common/service/mutate.h"
#include "motcua/aggregator/v1/reported.grpc.pb.h"
#include "services/aggregator/knowledge.h"
#include "services/aggregator/reported/follower.h"

namespace motcua::aggregator {

// Thread-safe. What it is given must outlive it.
class ReportedService final : public v1::ReportedService::CallbackService {
 public:
  ReportedService(service::Backend backend, const Knowledge& knowledge, ReportedFollower& follower,
                  Clock clock);

  grpc::ServerUnaryReactor* ImportCounts(grpc::CallbackServerContext* context,
                                         const v1::ImportCountsRequest* request,
                                         v1::Import* response) override;
  grpc::ServerUnaryReactor* WithdrawImport(grpc::CallbackServerContext* context,
                                           const v1::WithdrawImportRequest* request,
                                           v1::Import* response) override;
  grpc::ServerUnaryReactor* ListImports(grpc::CallbackServerContext* context,
                                        const v1::ListImportsRequest* request,
                                        v1::ListImportsResponse* response) override;

 private:
  template <typename Request>
  grpc::ServerUnaryReactor* Change(grpc::CallbackServerContext* context, const char* method,
                                   const Request& request, v1::Import* response);

  const service::Backend backend_;
  const Knowledge& knowledge_;
  ReportedFollower& follower_;
  const Clock clock_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_REPORTED_SERVICE_H_
