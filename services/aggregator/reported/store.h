// The tables of imports.
#ifndef MOTCUA_SERVICES_AGGREGATOR_REPORTED_STORE_H_
#define MOTCUA_SERVICES_AGGREGATOR_REPORTED_STORE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "common/sql/connection.h"
#include "common/statistics/cells.h"
#include "common/statistics/server.h"
#include "services/aggregator/domain/import.h"

namespace motcua::aggregator {

// Imports by id, as a batch of changes finds and leaves them.
struct LoadedImport {
  std::shared_ptr<const Import> stored;  // null: not in the table
  std::shared_ptr<const Import> now;     // null: there is none still

  bool changed() const { return stored != now; }
};
using LoadedImports = std::map<std::string, LoadedImport>;

// Every id gets an entry. What is withdrawn comes without its counts.
LoadedImports LoadImports(sql::Connection& connection, const std::set<std::string>& ids);
void SaveImports(sql::Connection& connection, const LoadedImports& imports, std::int64_t revision);

// What changed up to some revision.
struct ChangedImports {
  std::vector<Import> imports;
  std::set<std::string> later;  // ids of those that changed once more after it
};
// Imports changed in (after, through], and of `again` those that are not beyond it now.
ChangedImports ReadChangedImports(sql::Connection& connection, std::int64_t after,
                                  std::int64_t through, const std::set<std::string>& again);

// Up to `limit` after an id, by id, without their counts.
std::vector<Import> ReadImportHeads(sql::Connection& connection, const std::string& after,
                                    int limit);

// Some imports that count something, after an id, by id, with the cells they add to the leaf's
// agencies and maybe others; none when there are no more.
std::vector<statistics::DossierCells> CountImportsAfter(sql::Connection& connection,
                                                        const std::string& after, int limit,
                                                        const statistics::v1::Leaf& leaf);
// Contributions of every import: the recount.
statistics::Deltas CountAllImports(sql::Connection& connection);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_REPORTED_STORE_H_
