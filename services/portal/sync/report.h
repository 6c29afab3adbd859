// What is told of the statuses of a province.
#ifndef MOTCUA_SERVICES_PORTAL_SYNC_REPORT_H_
#define MOTCUA_SERVICES_PORTAL_SYNC_REPORT_H_

#include <string>

#include "common/sql/connection.h"
#include "motcua/portal/v1/sync.pb.h"
#include "services/portal/sync/following.h"
#include "services/portal/sync/store.h"

namespace motcua::portal::sync {

v1::SyncState StateOf(const std::string& province, const ProvinceRow& row,
                      const Following& following);

v1::SyncTotals ReadTotals(sql::Connection& connection, const std::string& province,
                          std::int64_t generation);

// Up to `limit` dossiers with gaps after a code. True when there are more.
bool ReadGaps(sql::Connection& connection, const std::string& province, std::int64_t generation,
              const std::string& after, int limit, v1::SyncReport& report);

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_SYNC_REPORT_H_
