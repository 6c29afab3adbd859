// Fully synced results as a statistics source: what the portal publishes back to each province.
#ifndef MOTCUA_SERVICES_PORTAL_SYNC_CELLS_H_
#define MOTCUA_SERVICES_PORTAL_SYNC_CELLS_H_

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "absl/time/time.h"
#include "common/journal/journal.h"
#include "common/sql/connection.h"
#include "common/statistics/server.h"
#include "grpcpp/grpcpp.h"

namespace motcua::portal::sync {

// The cells of one province, under the source id `portal`. A rejoin begins a new epoch. `journal`
// must outlive it.
statistics::CellSource SyncedCells(const std::string& province, const sql::Settings& database,
                                   journal::Journal& journal,
                                   std::function<absl::Time()> complete_until);

// One StatisticsService for all provinces: a caller is served the cells of the province that its
// certificate names as its organisation, and of no other; any other caller gets PERMISSION_DENIED
// `PROVINCE_NOT_YOURS`. A server without TLS (unit tests) knows no organisations: it serves the
// first province. Must outlive its server.
std::unique_ptr<grpc::Service> MakeSyncedResultsService(
    const std::set<std::string>& provinces,
    const std::function<statistics::CellSource(const std::string& province)>& source_of);

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_SYNC_CELLS_H_
