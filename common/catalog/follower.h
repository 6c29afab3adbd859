// Keeps the newest catalogue of the province in memory.
#ifndef MOTCUA_COMMON_CATALOG_FOLLOWER_H_
#define MOTCUA_COMMON_CATALOG_FOLLOWER_H_

#include <functional>
#include <memory>

#include "common/catalog/catalog.h"
#include "common/catalog/convert.h"
#include "grpcpp/grpcpp.h"

namespace motcua::catalog {

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
