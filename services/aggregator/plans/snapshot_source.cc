#include "services/aggregator/plans/snapshot_source.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "services/aggregator/closing/store.h"

namespace motcua::aggregator {

SnapshotSource SnapshotsIn(sql::Settings database, signing::Keyring keys) {
  return [database = std::move(database), keys = std::move(keys)](
             const std::string& snapshot) -> absl::StatusOr<v1::SnapshotContent> {
    const auto name = ParseSnapshotName(snapshot);
    if (!name) {
      return InvalidField("snapshot", "NAME_INVALID", "is no name of a snapshot",
                          "Tên số liệu đã chốt không hợp lệ.");
    }
    sql::Connection connection(database);
    const absl::StatusOr<v1::Snapshot> head = ReadHead(connection, keys, *name);
    if (!head.ok()) return head.status();
    if (head->provisional()) {
      return Refuse(absl::StatusCode::kFailedPrecondition, "SNAPSHOT_PROVISIONAL", "",
                    absl::StrCat(snapshot, " is provisional: it may have missed something"),
                    absl::StrCat("Số liệu ", snapshot, " mới là tạm chốt."));
    }
    return ReadContent(connection, *head);
  };
}

}  // namespace motcua::aggregator
