// The national table out of the provinces' cells.
#ifndef MOTCUA_SERVICES_PORTAL_TABLE_H_
#define MOTCUA_SERVICES_PORTAL_TABLE_H_

#include <string>
#include <vector>

#include "common/base/date.h"
#include "common/sql/connection.h"
#include "motcua/portal/v1/portal.pb.h"

namespace motcua::portal {

// One line per province, in the given order, and their sum; one snapshot of the database.
// Period and `unreachable` are left to the caller.
v1::NationalTable ReadTable(sql::Connection& connection, const std::vector<std::string>& provinces,
                            Day first, Day last);

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_TABLE_H_
