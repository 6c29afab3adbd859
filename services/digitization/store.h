// The table of folders, and what is derived from it.
#ifndef MOTCUA_SERVICES_DIGITIZATION_STORE_H_
#define MOTCUA_SERVICES_DIGITIZATION_STORE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/sql/connection.h"
#include "common/sql/migrate.h"
#include "common/statistics/cells.h"
#include "common/statistics/server.h"
#include "services/digitization/convert.h"
#include "services/digitization/domain/folder.h"

namespace motcua::digitization {

extern const sql::Schema kSchema;

// A folder in a batch: as the table has it, and as the decisions so far left it.
struct LoadedFolder {
  std::shared_ptr<const Folder> stored;  // null: not in the table
  std::shared_ptr<const Folder> now;     // null: unknown still
  std::int64_t version = 0;

  bool changed() const { return stored != now; }
};
using LoadedFolders = std::map<std::string, LoadedFolder>;  // by code

// Adds an entry for every code that has none.
void LoadFolders(sql::Connection& connection, const std::set<std::string>& codes,
                 LoadedFolders& folders);
// Writes what changed, with the uses of files, rows in key order.
void SaveFolders(sql::Connection& connection, const LoadedFolders& folders);

// Null if unknown, or not received yet.
std::optional<VersionedFolder> ReadFolder(sql::Connection& connection, const std::string& code);

// Doubts as the column `doubts` has them.
int BitOf(Doubt doubt);

// Contributions of every stored folder: the recount.
statistics::Deltas CountAll(sql::Connection& connection);
// Up to `limit` folders after a code with their Contributions, for drill-down; only those that one
// of the leaf's agencies received or finished, and of the leaf's procedures.
std::vector<statistics::DossierCells> CountAfter(sql::Connection& connection,
                                                 const std::string& after, int limit,
                                                 const statistics::v1::Leaf& leaf);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_STORE_H_
