// A snapshot with all that its digests cover.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CLOSING_WHOLE_H_
#define MOTCUA_SERVICES_AGGREGATOR_CLOSING_WHOLE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "motcua/aggregator/v1/snapshot.pb.h"
#include "motcua/catalog/v1/catalog.pb.h"
#include "services/aggregator/said/moment.h"

namespace motcua::aggregator {

struct WholeSnapshot {
  v1::Snapshot head;
  v1::SnapshotContent content;
  std::vector<v1::SnapshotFacts> fact_pages;
  catalog::v1::Catalog catalog;
};

// The period as the snapshot saw it. DATA_LOSS `SNAPSHOT_DAMAGED`: its catalogue is none, which a
// newer program may find of what an older one closed.
absl::StatusOr<Moment> MomentOf(const WholeSnapshot& snapshot);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CLOSING_WHOLE_H_
