// Values made from the catalogue, kept because making them costs more than using them.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_CATALOG_CACHE_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_CATALOG_CACHE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>

#include "common/base/date.h"
#include "common/catalog/catalog.h"

namespace motcua::aggregator {

// By key and day, of the trees of one catalogue; bounded. Thread-safe.
template <typename Value>
class CatalogCache {
 public:
  // What `make()` gave when it was asked first with this catalogue, key and day.
  template <typename Make>
  std::shared_ptr<const Value> Of(const std::shared_ptr<const catalog::Catalog>& catalog,
                                  std::string key, Day day, Make make) {
    const std::lock_guard lock(mutex_);
    if (revision_ != catalog->revision() || values_.size() >= kMost) values_.clear();
    revision_ = catalog->revision();
    std::shared_ptr<const Value>& value = values_[{catalog, std::move(key), day}];
    if (value == nullptr) value = std::make_shared<const Value>(make());
    return value;
  }

 private:
  static constexpr std::size_t kMost = 256;

  std::mutex mutex_;
  std::int64_t revision_ = 0;  // of the catalogue
  using Key = std::tuple<std::shared_ptr<const catalog::Catalog>, std::string, Day>;
  std::map<Key, std::shared_ptr<const Value>> values_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_CATALOG_CACHE_H_
