// PortalService: the provinces side by side, and what an administrator decides about them.
#ifndef MOTCUA_SERVICES_PORTAL_SERVICE_H_
#define MOTCUA_SERVICES_PORTAL_SERVICE_H_

#include <string>

#include "common/base/clock.h"
#include "common/service/mutate.h"
#include "motcua/portal/v1/portal.grpc.pb.h"
#include "services/portal/national.h"

namespace motcua::portal {

// Answers from memory; a province that is not reached is shown as it was last known. Thread-safe;
// everything it is given must outlive it.
class PortalService final : public v1::PortalService::CallbackService {
 public:
  PortalService(const Provinces& provinces, const Problems& problems, service::Backend backend,
                Clock clock);

  grpc::ServerUnaryReactor* ListProvinces(grpc::CallbackServerContext* context,
                                          const v1::ListProvincesRequest* request,
                                          v1::ListProvincesResponse* response) override;
  grpc::ServerUnaryReactor* GetNationalTable(grpc::CallbackServerContext* context,
                                             const v1::GetNationalTableRequest* request,
                                             v1::NationalTable* response) override;
  grpc::ServerUnaryReactor* RankProvinces(grpc::CallbackServerContext* context,
                                          const v1::RankProvincesRequest* request,
                                          v1::ProvinceRanking* response) override;
  grpc::ServerUnaryReactor* AcceptHistory(grpc::CallbackServerContext* context,
                                          const v1::AcceptHistoryRequest* request,
                                          v1::Province* response) override;
  grpc::ServerUnaryReactor* SetFaults(grpc::CallbackServerContext* context,
                                      const v1::SetFaultsRequest* request,
                                      v1::Faults* response) override;

 private:
  absl::StatusOr<Province*> Find(const std::string& id) const;
  void Fill(const Province& province, v1::Province& out) const;
  absl::StatusOr<service::Work> Accept(const v1::AcceptHistoryRequest& request,
                                       v1::Province* response);
  absl::StatusOr<service::Work> Set(const v1::SetFaultsRequest& request, v1::Faults* response);

  const Provinces& provinces_;
  const Problems& problems_;
  const service::Backend backend_;
  const Clock clock_;
};

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_SERVICE_H_
