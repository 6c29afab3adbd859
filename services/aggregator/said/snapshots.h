// Snapshots as moments to compare.
#ifndef MOTCUA_SERVICES_AGGREGATOR_SAID_SNAPSHOTS_H_
#define MOTCUA_SERVICES_AGGREGATOR_SAID_SNAPSHOTS_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "services/aggregator/closing/name.h"
#include "services/aggregator/closing/store.h"
#include "services/aggregator/said/moment.h"

namespace motcua::aggregator {

// As ReadSnapshot and MomentOf.
absl::StatusOr<Moment> ReadMoment(sql::Connection& connection, const signing::Keyring& keys,
                                  const SnapshotName& name);

// INVALID_ARGUMENT `FIELD_REQUIRED`, `NAME_INVALID`.
absl::StatusOr<SnapshotName> ParseSnapshot(std::string_view name, std::string_view field);

// Of the complete snapshots that end on a day and are not superseded by another such the one that
// was closed last. NOT_FOUND `SNAPSHOT_UNKNOWN`.
absl::StatusOr<SnapshotName> NewestEndingOn(sql::Connection& connection,
                                            const signing::Keyring& keys, Day day);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_SAID_SNAPSHOTS_H_
