// Cells of signed snapshots, as baselines.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PLANS_SNAPSHOT_CELLS_H_
#define MOTCUA_SERVICES_AGGREGATOR_PLANS_SNAPSHOT_CELLS_H_

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "motcua/aggregator/v1/snapshot.pb.h"
#include "services/aggregator/domain/ratio.h"

namespace motcua::aggregator {

// The content of a complete snapshot whose digests and signature hold; an error, with its reason,
// where there is none such. Thread-safe.
using SnapshotSource =
    std::function<absl::StatusOr<v1::SnapshotContent>(const std::string& snapshot)>;

// Reads each snapshot once: made for one request. Not thread-safe.
class SnapshotCells {
 public:
  explicit SnapshotCells(SnapshotSource source) : source_(std::move(source)) {}

  // That very cell, a rate over something. An error, with its reason, where it is not there.
  absl::StatusOr<Ratio> Cell(const std::string& snapshot, const v1::CellReference& cell);

 private:
  const SnapshotSource source_;
  std::map<std::string, absl::StatusOr<v1::SnapshotContent>> read_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PLANS_SNAPSHOT_CELLS_H_
