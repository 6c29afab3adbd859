// Procedures or agencies with an attribute, as of a day.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_CATALOG_COUNT_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_CATALOG_COUNT_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/catalog/catalog.h"
#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/domain/cube.h"

namespace motcua::aggregator {

// What a leaf finds in a catalogue, ready to be counted in any scope. Immutable; the catalogue may
// go.
class CatalogCount {
 public:
  CatalogCount(const v1::CatalogCountLeaf& leaf, const catalog::Catalog& catalog, Day day);

  // Agencies of the scope, or procedures that they manage.
  std::int64_t In(const Scope& scope) const;

 private:
  std::int64_t CountOf(const std::vector<std::string>& found, const Scope& scope) const;

  bool of_agencies_;
  // By agency what was found there: procedures, or the agency itself.
  std::map<std::string, std::vector<std::string>> found_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_CATALOG_COUNT_H_
