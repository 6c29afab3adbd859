// Values made from the catalogue, kept because making them costs more than using them.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_CATALOG_CACHE_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_CATALOG_CACHE_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "common/base/date.h"
#include "common/catalog/catalog.h"

namespace motcua::aggregator {

// By key and day, of one catalogue; bounded. Thread-safe.
template <typename Value>
class CatalogCache {
 public:
  // What `make()` gave when it was asked first with this catalogue, key and day.
  template <typename Make>
  std::shared_ptr<const Value> Of(const std::shared_ptr<const catalog::Catalog>& catalog,
                                  std::string key, Day day, Make make) {
    const std::lock_guard lock(mutex_);
    if (catalog_ != catalog || values_.size() >= kMost) values_.clear();
    catalog_ = catalog;
    std::shared_ptr<const Value>& value = values_[{std::move(key), day}];
    if (value == nullptr) value = std::make_shared<const Value>(make());
    return value;
  }

 private:
  static constexpr std::size_t kMost = 256;

  std::mutex mutex_;
  std::shared_ptr<const catalog::Catalog> catalog_;  // the values are of
  std::map<std::pair<std::string, Day>, std::shared_ptr<const Value>> values_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_CATALOG_CACHE_H_
