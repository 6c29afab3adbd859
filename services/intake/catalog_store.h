// The catalogue as rows.
#ifndef MOTCUA_SERVICES_INTAKE_CATALOG_STORE_H_
#define MOTCUA_SERVICES_INTAKE_CATALOG_STORE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "common/sql/connection.h"
#include "services/intake/catalog_board.h"
#include "services/intake/domain/update_catalog.h"

namespace motcua::intake {

// 0 before the first update.
std::int64_t ReadCatalogRevision(sql::Connection& connection);

// Everything at the newest revision, null before the first. One query per table: call it in a
// transaction. Throws std::runtime_error when the rows are no catalogue.
std::shared_ptr<const PublishedCatalog> ReadCatalog(sql::Connection& connection);

// Writes what one update adds or replaces, and the revision it makes.
void SaveCatalog(sql::Connection& connection, const UpdateCatalog& update, std::int64_t revision);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_CATALOG_STORE_H_
