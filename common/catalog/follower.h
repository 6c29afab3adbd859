// Keeps the newest catalogue of the province in memory.
#ifndef MOTCUA_COMMON_CATALOG_FOLLOWER_H_
#define MOTCUA_COMMON_CATALOG_FOLLOWER_H_

#include <functional>
#include <memory>

#include "common/catalog/catalog.h"
#include "grpcpp/grpcpp.h"
#include "motcua/catalog/v1/catalog.pb.h"

namespace motcua::catalog {

// Between the contract and the value. FromProto validates like Catalog::Build.
absl::StatusOr<std::shared_ptr<const Catalog>> FromProto(const v1::Catalog& catalog);
v1::Catalog ToProto(const Catalog& catalog);
// One element, with ids taken from names; `field` is its path, for errors.
absl::StatusOr<Agency> AgencyFromProto(const v1::Agency& agency, const std::string& field);
absl::StatusOr<Procedure> ProcedureFromProto(const v1::Procedure& procedure,
                                             const std::string& field);

// Owns one thread that watches the catalogue. Thread-safe.
class CatalogFollower {
 public:
  // `changed` (may be empty) is called on the follower's thread after each new revision.
  CatalogFollower(std::shared_ptr<grpc::Channel> channel,
                  std::function<void(std::shared_ptr<const Catalog>)> changed = {});
  ~CatalogFollower();

  // The newest; null before the first.
  std::shared_ptr<const Catalog> current() const;

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace motcua::catalog

#endif  // MOTCUA_COMMON_CATALOG_FOLLOWER_H_
