#include "services/aggregator/plans/snapshot_source.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/sql/connections.h"
#include "services/aggregator/closing/store.h"

namespace motcua::aggregator {
namespace {

absl::StatusOr<v1::SnapshotContent> ReadComplete(sql::Connection& connection,
                                                 const signing::Keyring& keys,
                                                 const SnapshotName& name) {
  const absl::StatusOr<v1::Snapshot> head = ReadHead(connection, keys, name);
  if (!head.ok()) return head.status();
  if (head->provisional()) {
    return Refuse(absl::StatusCode::kFailedPrecondition, "SNAPSHOT_PROVISIONAL", "",
                  absl::StrCat(head->name(), " is provisional: it may have missed something"),
                  absl::StrCat("Số liệu ", head->name(), " mới là tạm chốt."));
  }
  return ReadContent(connection, *head);
}

}  // namespace

SnapshotSource SnapshotsIn(sql::Settings database, signing::Keyring keys) {
  const auto connections = std::make_shared<sql::Connections>(std::move(database));
  return [connections, keys = std::move(keys)](
             const std::string& snapshot) -> absl::StatusOr<v1::SnapshotContent> {
    const auto name = ParseSnapshotName(snapshot);
    if (!name) {
      return InvalidField("snapshot", "NAME_INVALID", "is no name of a snapshot",
                          "Tên số liệu đã chốt không hợp lệ.");
    }
    return connections->With(
        [&](sql::Connection& connection) { return ReadComplete(connection, keys, *name); });
  };
}

}  // namespace motcua::aggregator
