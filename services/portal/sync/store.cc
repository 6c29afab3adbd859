#include "services/portal/sync/store.h"

#include "absl/strings/str_cat.h"
#include "common/sql/in_list.h"

namespace motcua::portal::sync {
namespace {

using Row = std::vector<sql::Value>;

sql::Value Code(Status status) { return static_cast<std::int64_t>(status); }
sql::Value Flag(bool flag) { return std::int64_t{flag ? 1 : 0}; }
sql::Value ChannelOrNull(const std::optional<statistics::Channel>& channel) {
  return channel ? sql::Value(static_cast<std::int64_t>(*channel)) : sql::Null();
}

// `head` … AND code IN (…) `tail` in chunks; `first` are the parameters before the list.
template <typename OnRow>
void QueryCodes(sql::Connection& connection, const std::string& head, const Row& first,
                const std::set<std::string>& codes, const std::string& tail, OnRow on_row) {
  const std::vector<std::string> all(codes.begin(), codes.end());
  for (std::size_t begin = 0; begin < all.size(); begin += sql::kChunk) {
    const std::size_t end = std::min(all.size(), begin + sql::kChunk);
    const std::vector<std::string> chunk(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                         all.begin() + static_cast<std::ptrdiff_t>(end));
    Row parameters = first;
    const std::string list = sql::InList(chunk, parameters);
    sql::Rows rows = connection.Query(absl::StrCat(head, " AND code IN ", list, tail), parameters);
    while (rows.Next()) on_row(rows);
  }
}

Heard HeardFrom(const sql::Rows& row) {
  Heard heard;
  heard.sequence = row.Int(2);
  heard.number = row.Int(3);
  heard.status = static_cast<Status>(row.Int(4));
  heard.day = static_cast<Day>(row.Int(5));
  heard.begins = row.Int(6) != 0;
  heard.agency = row.Text(7);
  heard.procedure = row.Text(8);
  if (const auto channel = row.OptionalInt(9)) {
    heard.channel = static_cast<statistics::Channel>(*channel);
  }
  return heard;
}

void WriteHeard(sql::Connection& connection, const std::string& province, std::int64_t generation,
                const Changes& changes) {
  std::vector<Row> rows;
  for (const auto& [code, events] : changes.heard) {
    for (const Heard& heard : events) {
      rows.push_back({province, generation, code, heard.sequence, heard.number, Code(heard.status),
                      std::int64_t{heard.day}, Flag(heard.begins), heard.agency, heard.procedure,
                      ChannelOrNull(heard.channel)});
    }
  }
  connection.Insert(
      "INSERT INTO synced_status (province, generation, code, sequence, number, status, day,"
      " begins, agency, procedure_id, channel)",
      rows);
}

void WriteStandings(sql::Connection& connection, const std::string& province,
                    std::int64_t generation, const Changes& changes) {
  std::vector<Row> rows;
  for (const auto& [code, standing] : changes.standings) {
    const bool has_gaps = standing.status != Status::kVoid && !standing.gaps.empty();
    rows.push_back({province, generation, code, Code(standing.status), standing.sequence,
                    std::int64_t{standing.statuses}, standing.agency, standing.procedure,
                    ChannelOrNull(standing.channel), sql::OrNull(standing.finish_day),
                    Flag(has_gaps), Flag(standing.fully_synced())});
  }
  connection.Insert(
      "INSERT INTO synced_dossier (province, generation, code, status, sequence, statuses, agency,"
      " procedure_id, channel, finish_day, has_gaps, fully_synced)",
      rows,
      "ON DUPLICATE KEY UPDATE status = VALUES(status), sequence = VALUES(sequence),"
      " statuses = VALUES(statuses), agency = VALUES(agency),"
      " procedure_id = VALUES(procedure_id), channel = VALUES(channel),"
      " finish_day = VALUES(finish_day), has_gaps = VALUES(has_gaps),"
      " fully_synced = VALUES(fully_synced)");
}

void WriteBridged(sql::Connection& connection, const std::string& province,
                  const Changes& changes) {
  std::vector<Row> rows;
  for (const auto& [code, bridged] : changes.bridged) {
    rows.push_back({province, code, Code(bridged.status), absl::ToUnixMicros(bridged.time)});
  }
  connection.Insert("INSERT INTO bridged_dossier (province, code, status, status_time)", rows,
                    "ON DUPLICATE KEY UPDATE status = VALUES(status),"
                    " status_time = VALUES(status_time)");
  for (const std::string& code : changes.no_longer_bridged) {
    connection.Update("DELETE FROM bridged_dossier WHERE province = ? AND code = ?",
                      {province, code});
  }
}

std::int64_t ValueOf(sql::Connection& connection, const std::string& province,
                     std::int64_t generation, const statistics::CellKey& key) {
  sql::Rows rows = connection.Query(
      "SELECT value FROM synced_cell WHERE province = ? AND generation = ? AND agency = ?"
      " AND procedure_id = ? AND channel = ? AND day = ?",
      {province, generation, key.agency, key.procedure, static_cast<std::int64_t>(key.channel),
       std::int64_t{key.day}});
  return rows.Next() ? rows.Int(1) : 0;
}

}  // namespace

ProvinceRows ReadProvinces(sql::Connection& connection) {
  ProvinceRows provinces;
  sql::Rows rows = connection.Query(
      "SELECT province, generation, sequence, replay, replay_sequence, replay_target, cell_epoch,"
      " cell_revision, cell_digest FROM sync_province");
  while (rows.Next()) {
    ProvinceRow& row = provinces[rows.Text(1)];
    row.generation = rows.Int(2);
    row.sequence = rows.Int(3);
    row.replay = rows.Int(4);
    row.replay_sequence = rows.Int(5);
    row.replay_target = rows.Int(6);
    row.cell_epoch = rows.Text(7);
    row.cell_revision = rows.Int(8);
    row.cell_digest = statistics::Digest::FromBytes(rows.Text(9));
  }
  return provinces;
}

void WriteProvince(sql::Connection& connection, const std::string& province,
                   const ProvinceRow& row) {
  connection.Insert(
      "INSERT INTO sync_province (province, generation, sequence, replay, replay_sequence,"
      " replay_target, cell_epoch, cell_revision, cell_digest)",
      {{province, row.generation, row.sequence, row.replay, row.replay_sequence, row.replay_target,
        row.cell_epoch, row.cell_revision, row.cell_digest.ToBytes()}},
      "ON DUPLICATE KEY UPDATE generation = VALUES(generation), sequence = VALUES(sequence),"
      " replay = VALUES(replay), replay_sequence = VALUES(replay_sequence),"
      " replay_target = VALUES(replay_target), cell_epoch = VALUES(cell_epoch),"
      " cell_revision = VALUES(cell_revision), cell_digest = VALUES(cell_digest)");
}

std::map<std::string, History> ReadHistories(sql::Connection& connection,
                                             const std::string& province, std::int64_t generation,
                                             const std::set<std::string>& codes) {
  std::map<std::string, History> histories;
  QueryCodes(connection,
             "SELECT code, sequence, number, status, day, begins, agency, procedure_id, channel"
             " FROM synced_status WHERE province = ? AND generation = ?",
             {province, generation}, codes, " ORDER BY code, sequence",
             [&](const sql::Rows& row) { histories[row.Text(1)].push_back(HeardFrom(row)); });
  return histories;
}

std::map<std::string, Bridged> ReadBridged(sql::Connection& connection, const std::string& province,
                                           const std::set<std::string>& codes) {
  std::map<std::string, Bridged> bridged;
  QueryCodes(
      connection, "SELECT code, status, status_time FROM bridged_dossier WHERE province = ?",
      {province}, codes, "", [&](const sql::Rows& row) {
        bridged[row.Text(1)] = {static_cast<Status>(row.Int(2)), absl::FromUnixMicros(row.Int(3))};
      });
  return bridged;
}

void WriteChanges(sql::Connection& connection, const std::string& province, std::int64_t generation,
                  const Changes& changes) {
  WriteHeard(connection, province, generation, changes);
  WriteStandings(connection, province, generation, changes);
  WriteBridged(connection, province, changes);
}

void WriteCells(sql::Connection& connection, const std::string& province,
                const statistics::Deltas& deltas, std::int64_t revision, ProvinceRow& row) {
  std::vector<Row> rows;
  for (const auto& [key, difference] : deltas.values()) {
    const std::int64_t before = ValueOf(connection, province, row.generation, key);
    row.cell_digest.Remove(key, before);
    row.cell_digest.Add(key, before + difference);
    rows.push_back({province, row.generation, key.agency, key.procedure,
                    static_cast<std::int64_t>(key.channel), std::int64_t{key.day},
                    before + difference, revision});
  }
  connection.Insert(
      "INSERT INTO synced_cell (province, generation, agency, procedure_id, channel, day, value,"
      " revision)",
      rows, "ON DUPLICATE KEY UPDATE value = VALUES(value), revision = VALUES(revision)");
  row.cell_revision = revision;
}

bool DeleteForgotten(sql::Connection& connection, const std::string& province,
                     std::int64_t generation, int limit) {
  bool nothing_left = true;
  for (const char* table : {"synced_status", "synced_dossier", "synced_cell"}) {
    const std::int64_t deleted = connection.Update(
        absl::StrCat("DELETE FROM ", table, " WHERE province = ? AND generation < ? LIMIT ?"),
        {province, generation, std::int64_t{limit}});
    nothing_left &= deleted < limit;
  }
  return nothing_left;
}

}  // namespace motcua::portal::sync
