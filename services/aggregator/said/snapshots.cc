#include "services/aggregator/said/snapshots.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "services/aggregator/closing/whole.h"

namespace motcua::aggregator {
namespace {

constexpr int kPageSize = 200;

auto Age(const v1::Snapshot& head) {
  return std::pair(head.close_time().seconds(), head.close_time().nanos());
}

}  // namespace

absl::StatusOr<Moment> ReadMoment(sql::Connection& connection, const signing::Keyring& keys,
                                  const SnapshotName& name) {
  const auto snapshot = ReadSnapshot(connection, keys, name);
  if (!snapshot.ok()) return snapshot.status();
  return MomentOf(*snapshot);
}

absl::StatusOr<SnapshotName> ParseSnapshot(std::string_view name, std::string_view field) {
  if (name.empty()) {
    return InvalidField(field, "FIELD_REQUIRED", "is required", "Thiếu tên bản chốt số liệu.");
  }
  const std::optional<SnapshotName> parsed = ParseSnapshotName(name);
  if (!parsed) {
    return InvalidField(field, "NAME_INVALID", "must be like `snapshots/2026-01-01_2026-01-31.1`",
                        "Tên bản chốt số liệu không hợp lệ.");
  }
  return *parsed;
}

absl::StatusOr<SnapshotName> NewestEndingOn(sql::Connection& connection,
                                            const signing::Keyring& keys, Day day) {
  std::optional<v1::Snapshot> newest;
  SnapshotName after{.days = {kFirstDay, kFirstDay}, .number = 0};
  for (bool more = true; more;) {
    const auto heads = ReadHeadsAfter(connection, keys, after, kPageSize);
    if (!heads.ok()) return heads.status();
    for (const v1::Snapshot& head : *heads) {
      after = ParseSnapshotName(head.name()).value_or(after);
      if (head.provisional() || after.days.last != day) continue;
      // They come by number: what supersedes is newer, even if the clock was set back meanwhile.
      const bool supersedes = newest && newest->period().first_day() == FormatDay(after.days.first);
      if (!newest || supersedes || Age(*newest) <= Age(head)) newest = head;
    }
    more = std::ssize(*heads) == kPageSize;
  }
  if (!newest) {
    return Refuse(
        absl::StatusCode::kNotFound, "SNAPSHOT_UNKNOWN", "previous",
        absl::StrCat("no complete snapshot ends on ", FormatDay(day)),
        absl::StrCat("Chưa có bản chốt số liệu đầy đủ của kỳ kết thúc ngày ", FormatDay(day), "."));
  }
  return *ParseSnapshotName(newest->name());
}

}  // namespace motcua::aggregator
