#include "services/portal/sync/report.h"

#include <set>

#include "common/rpc/request.h"
#include "services/portal/sync/convert.h"

namespace motcua::portal::sync {
namespace {

v1::SyncState::State StreamOf(const std::optional<StreamState>& stream) {
  if (!stream) return v1::SyncState::STATE_NOT_FOLLOWED;
  if (stream->live.forked) return v1::SyncState::STATE_FORKED;
  return stream->live.connected ? v1::SyncState::STATE_FOLLOWING : v1::SyncState::STATE_UNREACHABLE;
}

}  // namespace

v1::SyncState StateOf(const std::string& province, const ProvinceRow& row,
                      const Following& following) {
  v1::SyncState state;
  state.set_name("provinces/" + province);
  const std::optional<StreamState> stream = following.state(province);
  // What a stream of an earlier generation says is of the journal that was left.
  const bool current = stream && stream->generation == row.generation;
  state.set_state(stream && !current ? v1::SyncState::STATE_UNREACHABLE : StreamOf(stream));
  if (current) state.set_error(stream->live.last_error);
  if (row.replaying() && state.state() != v1::SyncState::STATE_FORKED) {
    state.set_state(v1::SyncState::STATE_REPLAYING);
    state.set_replay_sequence(row.replay_sequence);
    state.set_replay_target(row.replay_target);
  }
  state.set_sequence(row.sequence);
  state.set_rejoins(row.generation);
  const absl::Time complete_until = following.CompleteUntil(province);
  if (current && !row.replaying() && complete_until > absl::UnixEpoch()) {
    *state.mutable_complete_until() = rpc::ToTimestamp(complete_until);
  }
  return state;
}

v1::SyncTotals ReadTotals(sql::Connection& connection, const std::string& province,
                          std::int64_t generation) {
  v1::SyncTotals totals;
  sql::Rows followed = connection.Query(
      "SELECT COUNT(*), SUM(status >= 9), SUM(fully_synced), SUM(has_gaps) FROM synced_dossier"
      " WHERE province = ? AND generation = ? AND status > 0",
      {province, generation});
  if (followed.Next()) {
    totals.set_dossiers(followed.Int(1));
    totals.set_finished(followed.Int(2));
    totals.set_fully_synced(followed.Int(3));
    totals.set_with_gaps(followed.Int(4));
  }
  sql::Rows bridged = connection.Query(
      "SELECT COUNT(*), SUM(status >= 9) FROM bridged_dossier WHERE province = ?", {province});
  if (bridged.Next()) {
    totals.set_bridged(bridged.Int(1));
    totals.set_bridged_finished(bridged.Int(2));
  }
  return totals;
}

bool ReadGaps(sql::Connection& connection, const std::string& province, std::int64_t generation,
              const std::string& after, int limit, v1::SyncReport& report) {
  std::set<std::string> codes;
  sql::Rows rows = connection.Query(
      "SELECT code FROM synced_dossier WHERE province = ? AND generation = ? AND has_gaps = 1"
      " AND code > ? ORDER BY code LIMIT ?",
      {province, generation, after, std::int64_t{limit} + 1});
  while (rows.Next()) codes.insert(rows.Text(1));
  const bool more = codes.size() > static_cast<std::size_t>(limit);
  if (more) codes.erase(std::prev(codes.end()));
  for (const auto& [code, history] : ReadHistories(connection, province, generation, codes)) {
    const Standing standing = StandingOf(history);
    v1::DossierGaps& dossier = *report.add_gaps();
    dossier.set_dossier("dossiers/" + code);
    dossier.set_status(static_cast<type::v1::DossierStatus>(standing.status));
    for (const Gap& gap : standing.gaps) *dossier.add_gaps() = ToProto(gap);
  }
  return more;
}

}  // namespace motcua::portal::sync
