// Whether what was closed is still there, whole.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CLOSING_VERIFY_H_
#define MOTCUA_SERVICES_AGGREGATOR_CLOSING_VERIFY_H_

#include "common/base/checked.h"
#include "common/signing/key.h"
#include "common/sql/connection.h"

namespace motcua::aggregator {

// Every snapshot is read again with all it refers to, and held against the journal's log, so that
// one that is gone is missed. Throws sql::Error.
Checked CheckSnapshots(sql::Connection& connection, const signing::Keyring& keys);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CLOSING_VERIFY_H_
