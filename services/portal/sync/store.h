// The tables of statuses.
#ifndef MOTCUA_SERVICES_PORTAL_SYNC_STORE_H_
#define MOTCUA_SERVICES_PORTAL_SYNC_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/sql/connection.h"
#include "common/sql/migrate.h"
#include "common/statistics/cells.h"
#include "services/portal/domain/bridge.h"
#include "services/portal/domain/synced_dossier.h"

namespace motcua::portal {

// Every table of the portal beside those of received cells and of the journal.
extern const sql::Schema kSchema;

namespace sync {

// How a province's statuses are followed.
struct ProvinceRow {
  std::int64_t generation = 0;  // times they were forgotten, to be read anew
  std::int64_t sequence = 0;    // of intake's journal, up to which they were heard
  std::int64_t replay = 0;      // replays begun
  std::int64_t replay_sequence = 0;
  std::int64_t replay_target = 0;  // 0: none is under way
  std::string cell_epoch;
  std::int64_t cell_revision = 0;
  statistics::Digest cell_digest;

  bool replaying() const { return replay_target > 0; }
};
using ProvinceRows = std::map<std::string, ProvinceRow>;

// A dossier of a province.
using DossierKey = std::pair<std::string, std::string>;  // province, code

// Those that were ever heard of.
ProvinceRows ReadProvinces(sql::Connection& connection);
void WriteProvince(sql::Connection& connection, const std::string& province,
                   const ProvinceRow& row);

// The histories of some dossiers of a province; only of those there are.
std::map<std::string, History> ReadHistories(sql::Connection& connection,
                                             const std::string& province, std::int64_t generation,
                                             const std::set<std::string>& codes);
std::map<std::string, Bridged> ReadBridged(sql::Connection& connection, const std::string& province,
                                           const std::set<std::string>& codes);

// What changed of one province, written at once.
struct Changes {
  std::map<std::string, std::vector<Heard>> heard;  // new events, by code
  std::map<std::string, Standing> standings;        // of the same dossiers
  std::map<std::string, Bridged> bridged;
  std::set<std::string> no_longer_bridged;
};
void WriteChanges(sql::Connection& connection, const std::string& province, std::int64_t generation,
                  const Changes& changes);

// Adds the differences; `row` gets the new digest and revision, and is written by the caller.
void WriteCells(sql::Connection& connection, const std::string& province,
                const statistics::Deltas& deltas, std::int64_t revision, ProvinceRow& row);

// Deletes up to `limit` rows of each table of earlier generations; true when nothing was left.
bool DeleteForgotten(sql::Connection& connection, const std::string& province,
                     std::int64_t generation, int limit);

}  // namespace sync
}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_SYNC_STORE_H_
