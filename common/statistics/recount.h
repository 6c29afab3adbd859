// What the cells of a source must be, from its dossiers.
#ifndef MOTCUA_COMMON_STATISTICS_RECOUNT_H_
#define MOTCUA_COMMON_STATISTICS_RECOUNT_H_

#include "common/sql/connection.h"
#include "common/statistics/server.h"

namespace motcua::statistics {

// The sum over all dossiers, read in pages.
Deltas CountAll(sql::Connection& connection, const Dossiers& dossiers);

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_RECOUNT_H_
