// SyncService: what is held of the statuses of each province, and how it is set right.
#ifndef MOTCUA_SERVICES_PORTAL_SYNC_SERVICE_H_
#define MOTCUA_SERVICES_PORTAL_SYNC_SERVICE_H_

#include <map>
#include <set>
#include <string>

#include "common/base/clock.h"
#include "common/service/mutate.h"
#include "motcua/portal/v1/sync.grpc.pb.h"
#include "services/portal/plugin.h"
#include "services/portal/sync/following.h"

namespace motcua::portal::sync {

// Thread-safe; `following` must outlive it.
class SyncService final : public v1::SyncService::CallbackService {
 public:
  struct Options {
    std::set<std::string> provinces;  // that may be asked for
    // What the codes of a province's dossiers begin with, such as H50; a province without an entry
    // may use any code.
    std::map<std::string, std::string> prefixes;
    Clock clock;
  };
  SyncService(service::Backend backend, const Following& following, Options options);

  grpc::ServerUnaryReactor* GetSyncReport(grpc::CallbackServerContext* context,
                                          const v1::GetSyncReportRequest* request,
                                          v1::SyncReport* response) override;
  grpc::ServerUnaryReactor* ReplayStatuses(grpc::CallbackServerContext* context,
                                           const v1::ReplayStatusesRequest* request,
                                           v1::SyncState* response) override;
  grpc::ServerUnaryReactor* Rejoin(grpc::CallbackServerContext* context,
                                   const v1::RejoinRequest* request,
                                   v1::SyncState* response) override;
  grpc::ServerUnaryReactor* PutStatuses(grpc::CallbackServerContext* context,
                                        const v1::PutStatusesRequest* request,
                                        v1::PutStatusesResponse* response) override;

 private:
  absl::StatusOr<std::string> ParseProvince(const std::string& name) const;
  absl::StatusOr<service::Work> ParseReplay(const v1::ReplayStatusesRequest& request,
                                            v1::SyncState* response) const;
  absl::StatusOr<service::Work> ParseRejoin(const v1::RejoinRequest& request,
                                            v1::SyncState* response) const;
  absl::StatusOr<service::Work> ParsePut(const v1::PutStatusesRequest& request,
                                         const rpc::Caller& caller,
                                         v1::PutStatusesResponse* response) const;
  // As the answer of a change: the state as it is now.
  service::Work Answered(PortalCommand command, const std::string& province,
                         v1::SyncState* response) const;

  const service::Backend backend_;
  const Following& following_;
  const Options options_;
};

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_SYNC_SERVICE_H_
