// Snapshots in the database. Whatever is read is held against digests and signature first:
// DATA_LOSS `SNAPSHOT_DAMAGED` names the snapshot and what differs. Database failures are thrown as
// sql::Error.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CLOSING_STORE_H_
#define MOTCUA_SERVICES_AGGREGATOR_CLOSING_STORE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/signing/key.h"
#include "common/sql/connection.h"
#include "services/aggregator/closing/name.h"
#include "services/aggregator/closing/whole.h"

namespace motcua::aggregator {

// Below, NOT_FOUND `SNAPSHOT_UNKNOWN`, unless a row that is damaged may be the one asked for.
absl::StatusOr<v1::Snapshot> ReadHead(sql::Connection& connection, const signing::Keyring& keys,
                                      const SnapshotName& name);
absl::StatusOr<v1::SnapshotContent> ReadContent(sql::Connection& connection,
                                                const v1::Snapshot& head);
absl::StatusOr<catalog::v1::Catalog> ReadCatalog(sql::Connection& connection,
                                                 const v1::Snapshot& head);
// `page` counts from 0 and is one of `head.fact_pages`.
absl::StatusOr<v1::SnapshotFacts> ReadFactPage(sql::Connection& connection,
                                               const v1::Snapshot& head, int page);
absl::StatusOr<WholeSnapshot> ReadSnapshot(sql::Connection& connection,
                                           const signing::Keyring& keys, const SnapshotName& name);

// Heads of a period by number, 1 to n without a gap; none if it was never closed.
absl::StatusOr<std::vector<v1::Snapshot>> ReadHeadsOf(sql::Connection& connection,
                                                      const signing::Keyring& keys, Days days);
// Up to `limit` heads after a name, by first day, last day and number.
absl::StatusOr<std::vector<v1::Snapshot>> ReadHeadsAfter(sql::Connection& connection,
                                                         const signing::Keyring& keys,
                                                         const SnapshotName& after, int limit);

// Stores what a head refers to, before the head is there. RESOURCE_EXHAUSTED `SNAPSHOT_TOO_LARGE`:
// the database takes no packet of that size.
absl::Status SaveParts(sql::Connection& connection, const WholeSnapshot& snapshot);
// Whether all parts that a head refers to are there.
bool HasParts(sql::Connection& connection, const v1::Snapshot& head);
void SaveHead(sql::Connection& connection, const v1::Snapshot& head);
// OK if the log knows of no snapshot after the newest of a period: one that was deleted would give
// its number to other figures, validly signed.
absl::Status CheckNewest(sql::Connection& connection, const SnapshotName& newest);
// The newest number of a period, 0 if there is none; nothing is checked.
std::int32_t NewestNumber(sql::Connection& connection, Days days);

// Deletes the parts that no head refers to, left by closings that were refused or cut off; nothing
// if a head is damaged. Not while a closing is under way in this process; one of another process
// is refused then and may be repeated.
void SweepParts(sql::Connection& connection, const signing::Keyring& keys);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CLOSING_STORE_H_
