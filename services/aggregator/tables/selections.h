// What definitions select from the catalogue, kept ready for the next table.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_SELECTIONS_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_SELECTIONS_H_

#include <memory>

#include "common/catalog/catalog.h"
#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/domain/cube.h"
#include "services/aggregator/tables/catalog_cache.h"
#include "services/aggregator/tables/catalog_count.h"

namespace motcua::aggregator {

using CatalogPointer = std::shared_ptr<const catalog::Catalog>;

// Thread-safe.
class Selections {
 public:
  // As AgenciesLike.
  std::shared_ptr<const Ids> Agencies(const v1::AgencyFilter& filter,
                                      const CatalogPointer& catalog);
  // As ProceduresOf.
  std::shared_ptr<const Ids> Procedures(
      const google::protobuf::RepeatedPtrField<std::string>& fields, const CatalogPointer& catalog,
      Day day);
  // What a leaf counts.
  std::shared_ptr<const CatalogCount> Counted(const v1::CatalogCountLeaf& leaf,
                                              const CatalogPointer& catalog, Day day);

 private:
  CatalogCache<Ids> agencies_;
  CatalogCache<Ids> procedures_;
  CatalogCache<CatalogCount> counted_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_SELECTIONS_H_
