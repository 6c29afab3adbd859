// The tables of processing: cases as they are, and what is derived from them.
#ifndef MOTCUA_SERVICES_PROCESSING_STORE_H_
#define MOTCUA_SERVICES_PROCESSING_STORE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/sql/connection.h"
#include "common/sql/migrate.h"
#include "common/statistics/cells.h"
#include "common/statistics/server.h"
#include "services/processing/convert.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

extern const sql::Schema kSchema;

// A case in a batch: as the table has it, and as the decisions so far left it.
struct LoadedCase {
  std::shared_ptr<const Case> stored;  // null: not in the table
  std::shared_ptr<const Case> now;     // null: unknown still
  std::int64_t version = 0;

  bool changed() const { return stored != now; }
};
using LoadedCases = std::map<std::string, LoadedCase>;  // by code

// An entry for every code asked for.
LoadedCases LoadCases(sql::Connection& connection, const std::set<std::string>& codes);
// Writes what changed, rows in key order, and the tables that follow from it.
void SaveCases(sql::Connection& connection, const LoadedCases& cases);

// Null if unknown.
std::optional<VersionedCase> ReadCase(sql::Connection& connection, const std::string& code);
// NOT_FOUND `CASE_NOT_FOUND` if unknown.
absl::StatusOr<VersionedCase> FindCase(sql::Connection& connection, const std::string& code);
// Up to `limit` cases after a code, by code.
std::vector<VersionedCase> ReadCases(sql::Connection& connection, const std::string& after,
                                     int limit);

// Contributions of every stored case: the recount.
statistics::Deltas CountAll(sql::Connection& connection);
// Up to `limit` cases after a code with their Contributions, for drill-down; only those that one
// of the leaf's agencies holds or held, and of the leaf's procedures.
std::vector<statistics::DossierCells> CountAfter(sql::Connection& connection,
                                                 const std::string& after, int limit,
                                                 const statistics::v1::Leaf& leaf);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_STORE_H_
