#include "services/portal/ledger.h"

#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "common/base/hash.h"

namespace motcua::portal {
namespace {

std::set<std::string> LoadEpochs(sql::Connection& connection, const char* select,
                                 const std::string& province) {
  std::set<std::string> epochs;
  sql::Rows rows = connection.Query(select, {province});
  while (rows.Next()) epochs.insert(rows.Text(1));
  return epochs;
}

HeldSnapshot ReadSnapshot(const sql::Rows& row) {
  HeldSnapshot snapshot;
  snapshot.head = {.name = "",
                   .first = static_cast<Day>(row.Int(1)),
                   .last = static_cast<Day>(row.Int(2)),
                   .number = static_cast<int>(row.Int(3)),
                   .provisional = row.Int(4) != 0};
  const SnapshotHead& head = snapshot.head;
  snapshot.head.name = SnapshotName(head.first, head.last, head.number);
  snapshot.usable = row.Int(5) != 0;
  snapshot.digest = row.Text(6);
  snapshot.key_id = row.Text(7);
  snapshot.receive_time = absl::FromUnixMicros(row.Int(8));
  return snapshot;
}

std::string RowHash(const std::string& province, const HeldSnapshot& snapshot) {
  std::string canonical;
  for (const std::string& text : {province, snapshot.head.name, snapshot.digest, snapshot.key_id}) {
    AppendSized(canonical, text);
  }
  AppendInt32(canonical, snapshot.head.provisional);
  AppendInt32(canonical, snapshot.usable);
  AppendInt64(canonical, absl::ToUnixMicros(snapshot.receive_time));
  for (const auto& [series, sum] : snapshot.sums) {
    AppendInt32(canonical, static_cast<int>(series.first));
    AppendInt32(canonical, static_cast<int>(series.second));
    AppendInt64(canonical, sum.flow);
    AppendInt64(canonical, sum.before);
  }
  return Sha256(canonical);
}

}  // namespace

std::set<std::string> LoadLeftEpochs(sql::Connection& connection, const std::string& province) {
  return LoadEpochs(connection, "SELECT epoch FROM portal_left_epoch WHERE province = ?", province);
}

void SaveLeftEpoch(sql::Connection& connection, const std::string& province,
                   const std::string& epoch) {
  connection.Update("INSERT IGNORE INTO portal_left_epoch (province, epoch) VALUES (?, ?)",
                    {province, epoch});
}

std::set<std::string> LoadAcceptedEpochs(sql::Connection& connection, const std::string& province) {
  return LoadEpochs(connection, "SELECT epoch FROM portal_accepted_epoch WHERE province = ?",
                    province);
}

void SaveAcceptedEpoch(sql::Connection& connection, const std::string& province,
                       const std::string& epoch) {
  connection.Update("INSERT IGNORE INTO portal_accepted_epoch (province, epoch) VALUES (?, ?)",
                    {province, epoch});
}

void DropAcceptedEpoch(sql::Connection& connection, const std::string& province,
                       const std::string& epoch) {
  connection.Update("DELETE FROM portal_accepted_epoch WHERE province = ? AND epoch = ?",
                    {province, epoch});
}

FaultPlan LoadFaults(sql::Connection& connection, const std::string& province) {
  sql::Rows row = connection.Query(
      "SELECT refuse_per_mille, delay_per_mille, delay_ms, duplicate_per_mille, forget_per_mille,"
      " seed FROM portal_faults WHERE province = ?",
      {province});
  if (!row.Next()) return {};
  const auto small = [&row](int column) { return static_cast<int>(row.Int(column)); };
  return {small(1), small(2), small(3), small(4), small(5), row.Int(6)};
}

void SaveFaults(sql::Connection& connection, const std::string& province, const FaultPlan& plan) {
  connection.Update(
      "REPLACE INTO portal_faults (province, refuse_per_mille, delay_per_mille, delay_ms,"
      " duplicate_per_mille, forget_per_mille, seed) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {province, std::int64_t{plan.refuse_per_mille}, std::int64_t{plan.delay_per_mille},
       std::int64_t{plan.delay_ms}, std::int64_t{plan.duplicate_per_mille},
       std::int64_t{plan.forget_per_mille}, plan.seed});
}

std::string SnapshotName(Day first, Day last, int number) {
  return absl::StrCat("snapshots/", FormatDay(first), "_", FormatDay(last), ".", number);
}

std::vector<LoadedSnapshot> LoadSnapshots(sql::Connection& connection,
                                          const std::string& province) {
  using Place = std::tuple<std::int64_t, std::int64_t, std::int64_t>;
  std::map<Place, HeldSnapshot> held;
  std::map<Place, std::string> hashes;
  {
    sql::Rows rows = connection.Query(
        "SELECT first_day, last_day, number, provisional, usable, digest, key_id, receive_time,"
        " row_hash FROM portal_snapshot WHERE province = ?",
        {province});
    while (rows.Next()) {
      const Place place{rows.Int(1), rows.Int(2), rows.Int(3)};
      held[place] = ReadSnapshot(rows);
      hashes[place] = rows.Text(9);
    }
  }
  sql::Rows rows = connection.Query(
      "SELECT first_day, last_day, number, counter, channel, flow, before_period"
      " FROM portal_snapshot_sum WHERE province = ?",
      {province});
  while (rows.Next()) {
    const auto snapshot = held.find({rows.Int(1), rows.Int(2), rows.Int(3)});
    if (snapshot == held.end()) continue;
    const Series series{static_cast<Counter>(rows.Int(4)), static_cast<Channel>(rows.Int(5))};
    snapshot->second.sums[series] = {rows.Int(6), rows.Int(7)};
  }
  std::vector<LoadedSnapshot> snapshots;
  for (auto& [place, snapshot] : held) {
    const bool intact = RowHash(province, snapshot) == hashes[place];
    snapshots.push_back({std::move(snapshot), intact});
  }
  return snapshots;
}

void SaveSnapshot(sql::Connection& connection, const std::string& province,
                  const HeldSnapshot& snapshot) {
  const SnapshotHead& head = snapshot.head;
  const std::vector<sql::Value> place = {province, std::int64_t{head.first},
                                         std::int64_t{head.last}, std::int64_t{head.number}};
  std::vector<sql::Value> row = place;
  row.insert(row.end(), {std::int64_t{head.provisional}, std::int64_t{snapshot.usable},
                         snapshot.digest, snapshot.key_id,
                         absl::ToUnixMicros(snapshot.receive_time), RowHash(province, snapshot)});
  std::vector<std::vector<sql::Value>> sums;
  for (const auto& [series, sum] : snapshot.sums) {
    sums.push_back(place);
    sums.back().insert(sums.back().end(),
                       {std::int64_t{static_cast<int>(series.first)},
                        std::int64_t{static_cast<int>(series.second)}, sum.flow, sum.before});
  }
  sql::Transaction transaction(connection);
  connection.Update(
      "DELETE FROM portal_snapshot_sum WHERE province = ? AND first_day = ? AND last_day = ?"
      " AND number = ?",
      place);
  connection.Update(
      "REPLACE INTO portal_snapshot (province, first_day, last_day, number, provisional, usable,"
      " digest, key_id, receive_time, row_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      row);
  if (!sums.empty()) {
    connection.Insert(
        "INSERT INTO portal_snapshot_sum (province, first_day, last_day, number, counter, channel,"
        " flow, before_period)",
        sums);
  }
  transaction.Commit();
}

Checked CheckHeldSnapshots(sql::Connection& connection) {
  std::vector<std::string> provinces;
  {
    sql::Rows rows = connection.Query("SELECT DISTINCT province FROM portal_snapshot");
    while (rows.Next()) provinces.push_back(rows.Text(1));
  }
  Checked checked;
  for (const std::string& province : provinces) {
    for (const LoadedSnapshot& loaded : LoadSnapshots(connection, province)) {
      ++checked.count;
      if (loaded.intact) continue;
      checked.Add(absl::StrCat(loaded.snapshot.head.name, " of ", province),
                  "it is not what was taken");
    }
  }
  return checked;
}

}  // namespace motcua::portal
