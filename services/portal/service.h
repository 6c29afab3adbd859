// PortalService: the provinces side by side.
#ifndef MOTCUA_SERVICES_PORTAL_SERVICE_H_
#define MOTCUA_SERVICES_PORTAL_SERVICE_H_

#include <memory>
#include <vector>

#include "common/sql/read_pool.h"
#include "motcua/portal/v1/portal.grpc.pb.h"
#include "services/portal/province.h"

namespace motcua::portal {

using Provinces = std::vector<std::unique_ptr<Province>>;

// Reads the portal's own database; a province that is not reached is shown as it was last known.
// Thread-safe; everything it is given must outlive it.
class PortalService final : public v1::PortalService::CallbackService {
 public:
  PortalService(const Provinces& provinces, sql::ReadPool& reads);

  grpc::ServerUnaryReactor* ListProvinces(grpc::CallbackServerContext* context,
                                          const v1::ListProvincesRequest* request,
                                          v1::ListProvincesResponse* response) override;
  grpc::ServerUnaryReactor* GetNationalTable(grpc::CallbackServerContext* context,
                                             const v1::GetNationalTableRequest* request,
                                             v1::NationalTable* response) override;

 private:
  const Provinces& provinces_;
  sql::ReadPool& reads_;
};

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_SERVICE_H_
