// The newest catalogue, kept so that a restart answers while intake is dead.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CATALOG_STORE_H_
#define MOTCUA_SERVICES_AGGREGATOR_CATALOG_STORE_H_

#include <memory>

#include "common/catalog/catalog.h"
#include "common/sql/connection.h"
#include "common/sql/migrate.h"

namespace motcua::aggregator {

extern const sql::Schema kSchema;

void SaveCatalog(sql::Connection& connection, const catalog::Catalog& catalog);
// Null if none was saved.
std::shared_ptr<const catalog::Catalog> LoadCatalog(sql::Connection& connection);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CATALOG_STORE_H_
