// CatalogService, in intake's process: the catalogue changes through intake's journal.
#ifndef MOTCUA_SERVICES_INTAKE_CATALOG_SERVICE_H_
#define MOTCUA_SERVICES_INTAKE_CATALOG_SERVICE_H_

#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "services/intake/service.h"

namespace motcua::intake {

// Thread-safe; holds no state of its own.
class CatalogService final : public motcua::catalog::v1::CatalogService::CallbackService {
 public:
  explicit CatalogService(const Parts& parts) : parts_(parts) {}

  using Context = grpc::CallbackServerContext;

  grpc::ServerUnaryReactor* UpdateCatalog(Context*,
                                          const motcua::catalog::v1::UpdateCatalogRequest*,
                                          motcua::catalog::v1::UpdateCatalogResponse*) override;
  grpc::ServerUnaryReactor* GetCatalog(Context*, const motcua::catalog::v1::GetCatalogRequest*,
                                       motcua::catalog::v1::Catalog*) override;
  grpc::ServerWriteReactor<motcua::catalog::v1::WatchCatalogResponse>* WatchCatalog(
      Context*, const motcua::catalog::v1::WatchCatalogRequest*) override;

 private:
  const Parts parts_;
};

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_CATALOG_SERVICE_H_
