#include "services/aggregator/closing/command.h"

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/aggregator/closing/store.h"

namespace motcua::aggregator {
namespace {

std::pair<Day, Day> PeriodOf(const SnapshotName& name) { return {name.days.first, name.days.last}; }

// Also where a sweep of another instance was faster.
absl::Status Overtaken(const std::string& name) {
  return Refuse(absl::StatusCode::kAborted, "SNAPSHOT_EXISTS", "period",
                absl::StrCat("another closing of the period was faster than ", name),
                "Kỳ này vừa được chốt bởi một yêu cầu khác; hãy xem kết quả trước.");
}

journal::Event EventOf(const v1::Snapshot& snapshot) {
  v1::SnapshotClosed event;
  event.set_name(snapshot.name());
  event.set_digest(snapshot.signature().digest());
  event.set_provisional(snapshot.provisional());
  event.set_supersedes(snapshot.supersedes());
  return {snapshot.name(), event.GetDescriptor()->full_name(), event.SerializeAsString(),
          rpc::FromTimestamp(snapshot.close_time())};
}

}  // namespace

LoadedSnapshots LoadSnapshots(sql::Connection& connection,
                              const std::vector<CloseCommand*>& commands) {
  LoadedSnapshots loaded;
  for (const CloseCommand* command : commands) {
    if (!command->snapshot.ok()) continue;
    const SnapshotName name = *ParseSnapshotName(command->snapshot->name());
    loaded.newest[PeriodOf(name)] = NewestNumber(connection, name.days);
    if (HasParts(connection, *command->snapshot)) {
      loaded.ready.insert(command->snapshot->signature().digest());
    }
  }
  return loaded;
}

absl::StatusOr<journal::Decided> DecideClosing(LoadedSnapshots& snapshots,
                                               const CloseCommand& command) {
  if (!command.snapshot.ok()) return command.snapshot.status();
  const v1::Snapshot& snapshot = *command.snapshot;
  std::int32_t& newest = snapshots.newest.at(PeriodOf(*ParseSnapshotName(snapshot.name())));
  if (snapshot.number() != newest + 1 || !snapshots.ready.contains(snapshot.signature().digest())) {
    return Overtaken(snapshot.name());
  }
  newest = snapshot.number();
  snapshots.added.push_back(snapshot);
  return journal::Decided{snapshot.name(), {EventOf(snapshot)}};
}

void SaveSnapshots(sql::Connection& connection, const LoadedSnapshots& snapshots) {
  for (const v1::Snapshot& snapshot : snapshots.added) SaveHead(connection, snapshot);
}

}  // namespace motcua::aggregator
