// Brings a database to the newest schema, and refuses a server that would lose data.
#ifndef MOTCUA_COMMON_SQL_MIGRATE_H_
#define MOTCUA_COMMON_SQL_MIGRATE_H_

#include <string>
#include <utility>
#include <vector>

#include "common/sql/connection.h"

namespace motcua::sql {

// File name and text of each migration, in order. Statements end with `;` at a line's end.
using Schema = std::vector<std::pair<std::string, std::string>>;

// Creates the database if it is missing, then applies each migration once, in order,
// under a named lock, so that several instances may start together. A migration
// whose text changed after it was applied stops the process. Throws Error or
// std::runtime_error.
void Migrate(const Settings& settings, const std::vector<Schema>& schemas);

// Throws std::runtime_error naming every setting that would lose acknowledged data:
// innodb_flush_log_at_trx_commit=1, innodb_snapshot_isolation=ON,
// innodb_rollback_on_timeout=ON, strict mode, utf8mb4, UTC.
void RequireServerSettings(Connection& connection);

}  // namespace motcua::sql

#endif  // MOTCUA_COMMON_SQL_MIGRATE_H_
