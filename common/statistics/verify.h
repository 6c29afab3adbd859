// Reads a count again and holds it against its digest and against its dossiers.
#ifndef MOTCUA_COMMON_STATISTICS_VERIFY_H_
#define MOTCUA_COMMON_STATISTICS_VERIFY_H_

#include <functional>
#include <string>

#include "common/base/checked.h"
#include "common/sql/connection.h"
#include "common/statistics/cells.h"

namespace motcua::statistics {

// In one snapshot of the database. `recount` gives the cells of all dossiers; it is asked with
// `always`, or when the digest does not hold, to name the cells. Throws sql::Error.
Checked Verify(sql::Connection& connection, const std::function<Deltas(sql::Connection&)>& recount,
               bool always);

// AGENCY/PROCEDURE/CHANNEL/DAY/COUNTER, the last as its number; the responsible agency behind it
// where there is one.
std::string PlaceOf(const CellKey& key);

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_VERIFY_H_
