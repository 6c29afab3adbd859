#include "services/portal/sync/working_set.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/hash.h"
#include "services/portal/sync/convert.h"

namespace motcua::portal::sync {
namespace {

absl::Status ReplayUnderWay() {
  return Refuse(absl::StatusCode::kFailedPrecondition, "REPLAY_UNDER_WAY", "",
                "a replay of the province is under way", "Đang đọc lại nhật ký của tỉnh này");
}

absl::Status NotForked() {
  return Refuse(absl::StatusCode::kFailedPrecondition, "NOT_FORKED", "",
                "the province's journal continues what is held here",
                "Nhật ký của tỉnh vẫn liên tục, không cần nối lại");
}

absl::Status StatusUnknown() {
  return Refuse(absl::StatusCode::kInvalidArgument, "STATUS_UNKNOWN", "",
                "the province tells of a status or channel that nobody knows",
                "Tỉnh gửi trạng thái hoặc kênh tiếp nhận không có trong danh mục");
}

// A province may be faulty, or newer than this portal.
bool IsKnown(const HeardOf& heard) {
  const auto status = static_cast<int>(heard.heard.status);
  const auto channel = static_cast<int>(heard.heard.channel.value_or(statistics::Channel::kOnline));
  return status >= 0 && status < kStatuses &&
         channel >= static_cast<int>(statistics::Channel::kOnline) &&
         channel <= static_cast<int>(statistics::Channel::kLinked);
}

}  // namespace

WorkingSet::WorkingSet(sql::Connection& connection, const Names& names) {
  if (names.empty()) return;
  const ProvinceRows rows = ReadProvinces(connection);
  for (const auto& [id, codes] : names) {
    Province& province = provinces_[id];
    const auto row = rows.find(id);
    if (row == rows.end()) {
      province.row.cell_epoch = RandomId();
    } else {
      province.row = row->second;
    }
    province.histories = ReadHistories(connection, id, province.row.generation, codes);
    for (auto& [code, bridged] : ReadBridged(connection, id, codes)) {
      province.bridged[code] = bridged;
    }
  }
}

std::optional<Standing> WorkingSet::Hear(const HeardOf& heard, Province& province) {
  History& history = province.histories[heard.code];
  statistics::Deltas before;
  if (!history.empty()) before = Contributions(StandingOf(history));
  if (!Add(heard.heard, history)) return std::nullopt;
  Standing standing = StandingOf(history);
  province.cells.Add(Contributions(standing));
  province.cells.Add(before, -1);
  province.changes.heard[heard.code].push_back(heard.heard);
  province.changes.standings[heard.code] = standing;
  std::optional<Bridged>& bridged = province.bridged[heard.code];
  if (bridged) province.changes.no_longer_bridged.insert(heard.code);
  province.changes.bridged.erase(heard.code);
  bridged.reset();
  return standing;
}

absl::StatusOr<journal::Decided> WorkingSet::Decide(FollowedStatuses& command) {
  Province& province = provinces_.at(command.province);
  ProvinceRow& row = province.row;
  journal::Decided decided;
  const bool left_behind =
      command.generation != row.generation ||
      (command.replay > 0 && (command.replay != row.replay || !row.replaying()));
  if (left_behind) return decided;
  // Becomes a stored conflict; the dossier's next event shows the gap.
  if (!std::ranges::all_of(command.heard, IsKnown)) return StatusUnknown();
  province.changed = true;
  for (const HeardOf& heard : command.heard) {
    const auto standing = Hear(heard, province);
    if (!standing) continue;
    decided.events.push_back(SyncedEvent(command.province, heard.code, *standing, command.time));
  }
  if (command.replay == 0) {
    row.sequence = std::max(row.sequence, command.through);
    return decided;
  }
  row.replay_sequence = command.through;
  if (command.through >= row.replay_target) {
    decided.events.push_back(ReplayEndedEvent(command.province, row.replay_target, command.time));
    row.replay_target = 0;
  }
  return decided;
}

absl::StatusOr<journal::Decided> WorkingSet::Decide(PutStatuses& command) {
  Province& province = provinces_.at(command.province);
  province.changed = true;
  command.outcomes.clear();
  for (const LooseStatus& loose : command.statuses) {
    const auto history = province.histories.find(loose.code);
    std::optional<Status> followed;
    if (history != province.histories.end() && !history->second.empty()) {
      followed = history->second.back().status;
    }
    std::optional<Bridged>& held = province.bridged[loose.code];
    command.outcomes.push_back(Put(loose, followed, held));
    if (held) province.changes.bridged[loose.code] = *held;
  }
  return journal::Decided{"provinces/" + command.province, {PutEvent(command)}};
}

absl::StatusOr<journal::Decided> WorkingSet::Decide(BeginReplay& command) {
  Province& province = provinces_.at(command.province);
  ProvinceRow& row = province.row;
  if (row.replaying()) return ReplayUnderWay();
  province.changed = true;
  ++row.replay;
  row.replay_sequence = 0;
  row.replay_target = row.sequence;  // later events are followed; 0: there is nothing to replay
  journal::Decided decided{"provinces/" + command.province, {}};
  decided.events.push_back(ReplayBegunEvent(command.province, row.sequence, command.time));
  return decided;
}

absl::StatusOr<journal::Decided> WorkingSet::Decide(Rejoin& command) {
  Province& province = provinces_.at(command.province);
  ProvinceRow& row = province.row;
  if (command.generation != row.generation) return NotForked();
  province.changed = true;
  const std::int64_t left_at = row.sequence;
  ProvinceRow anew;
  anew.generation = row.generation + 1;
  anew.replay = row.replay;
  anew.cell_epoch = RandomId();
  row = anew;
  // What this transaction heard in the old generation is forgotten with it.
  province.histories.clear();
  province.changes.heard.clear();
  province.changes.standings.clear();
  province.cells = {};
  journal::Decided decided{"provinces/" + command.province, {}};
  decided.events.push_back(RejoinedEvent(command.province, anew.generation, left_at, command.time));
  return decided;
}

void WorkingSet::Save(sql::Connection& connection, std::int64_t revision) {
  for (auto& [id, province] : provinces_) {
    if (!province.changed) continue;
    WriteChanges(connection, id, province.row.generation, province.changes);
    if (!province.cells.values().empty()) {
      WriteCells(connection, id, province.cells, revision, province.row);
    }
    WriteProvince(connection, id, province.row);
  }
}

}  // namespace motcua::portal::sync
