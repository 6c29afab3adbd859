// The newest catalogue this process knows: for handlers, and for streams that wait for the next.
#ifndef MOTCUA_SERVICES_INTAKE_CATALOG_BOARD_H_
#define MOTCUA_SERVICES_INTAKE_CATALOG_BOARD_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "common/catalog/catalog.h"
#include "motcua/catalog/v1/catalog.pb.h"

namespace motcua::intake {

// One revision as decided under and as sent. Immutable once published.
struct PublishedCatalog {
  std::shared_ptr<const catalog::Catalog> catalog;
  motcua::catalog::v1::Catalog message;
  std::vector<motcua::catalog::v1::WatchCatalogResponse> parts;
};

std::shared_ptr<const PublishedCatalog> MakePublished(
    std::shared_ptr<const catalog::Catalog> catalog);

// Thread-safe.
class CatalogBoard {
 public:
  // Null before the first revision.
  std::shared_ptr<const PublishedCatalog> current() const;
  std::int64_t revision() const;

  // Puts up a newer revision and wakes; an older or equal one is ignored.
  void Publish(std::shared_ptr<const PublishedCatalog> next);

  // Calls `wake` (which must not block) after each new revision, until the handle dies. No call
  // is under way once the handle is gone; `wake` must not drop its own handle.
  std::shared_ptr<void> OnChange(std::function<void()> wake);

 private:
  struct Waiters {
    std::mutex mutex;
    std::map<int, std::function<void()>> wakes;
    int next_id = 0;
  };

  mutable std::mutex mutex_;
  std::shared_ptr<const PublishedCatalog> current_;
  const std::shared_ptr<Waiters> waiters_ = std::make_shared<Waiters>();
};

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_CATALOG_BOARD_H_
