// Reads received cells again and holds them against their digests.
#ifndef MOTCUA_COMMON_RECEIVED_VERIFY_H_
#define MOTCUA_COMMON_RECEIVED_VERIFY_H_

#include "common/base/checked.h"
#include "common/sql/connection.h"

namespace motcua::received {

// In one snapshot of the database; changes nothing. A key that was changed names its cell, a value
// its source. Throws sql::Error.
Checked Verify(sql::Connection& connection);

}  // namespace motcua::received

#endif  // MOTCUA_COMMON_RECEIVED_VERIFY_H_
