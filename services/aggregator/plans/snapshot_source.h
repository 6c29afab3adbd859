// Closed periods of this province as baselines of plans.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PLANS_SNAPSHOT_SOURCE_H_
#define MOTCUA_SERVICES_AGGREGATOR_PLANS_SNAPSHOT_SOURCE_H_

#include "common/signing/key.h"
#include "common/sql/connection.h"
#include "services/aggregator/plans/snapshot_cells.h"

namespace motcua::aggregator {

// Errors as ReadHead and ReadContent; INVALID_ARGUMENT `NAME_INVALID`; FAILED_PRECONDITION
// `SNAPSHOT_PROVISIONAL`: it may have missed something; UNAVAILABLE `DATABASE_UNAVAILABLE`.
SnapshotSource SnapshotsIn(sql::Settings database, signing::Keyring keys);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PLANS_SNAPSHOT_SOURCE_H_
