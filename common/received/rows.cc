#include "common/received/rows.h"

#include <algorithm>
#include <numeric>
#include <span>

#include "common/base/hash.h"
#include "common/sql/in_list.h"

namespace motcua::received {
namespace {

using statistics::CellCursor;
using statistics::CellValue;

constexpr std::size_t kRowsAtOnce = 10'000;  // what is held twice while it is written

std::int64_t ToMicros(absl::Time time) {
  return std::max<std::int64_t>(0, absl::ToUnixMicros(time));
}

absl::Time FromMicros(std::int64_t micros) {
  return micros == 0 ? absl::InfinitePast() : absl::FromUnixMicros(micros);
}

}  // namespace

std::string CellId(const std::string& source, const statistics::CellKey& key) {
  std::string canonical;
  AppendSized(canonical, source);
  AppendSized(canonical, key.agency);
  AppendSized(canonical, key.procedure);
  AppendSized(canonical, key.responsible_agency);
  AppendInt32(canonical, static_cast<int>(key.channel));
  AppendInt32(canonical, key.day);
  AppendInt32(canonical, static_cast<int>(key.counter));
  return Sha256(canonical).substr(0, 16);
}

CellCursor LockHead(sql::Connection& connection) {
  constexpr char kSelect[] = "SELECT epoch, revision FROM received_head WHERE id = 1 FOR UPDATE";
  sql::Rows head = connection.Query(kSelect);
  if (head.Next()) return {head.Text(1), head.Int(2)};
  connection.Update("INSERT INTO received_head (id, epoch, revision) VALUES (1, ?, 0)",
                    {RandomId()});
  sql::Rows made = connection.Query(kSelect);
  made.Next();
  return {made.Text(1), made.Int(2)};
}

void SaveHead(sql::Connection& connection, const CellCursor& head) {
  connection.Update("UPDATE received_head SET epoch = ?, revision = ? WHERE id = 1",
                    {head.epoch, head.revision});
}

std::optional<SourceRow> FindSource(sql::Connection& connection, const std::string& source) {
  sql::Rows row = connection.Query(
      "SELECT epoch, revision, digest, complete_until, apply_time, cell_count"
      " FROM received_source WHERE source = ?",
      {source});
  if (!row.Next()) return std::nullopt;
  return SourceRow{.standing = {.cursor = {row.Text(1), row.Int(2)},
                                .complete_until = FromMicros(row.Int(4)),
                                .apply_time = FromMicros(row.Int(5)),
                                .cell_count = row.Int(6),
                                .digest = row.Text(3)},
                   .digest = statistics::Digest::FromBytes(row.Text(3))};
}

void SaveSource(sql::Connection& connection, const std::string& source, const SourceRow& row) {
  const Standing& standing = row.standing;
  connection.Update(
      "REPLACE INTO received_source"
      " (source, epoch, revision, digest, complete_until, apply_time, cell_count)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)",
      {source, standing.cursor.epoch, standing.cursor.revision, row.digest.ToBytes(),
       ToMicros(standing.complete_until), ToMicros(standing.apply_time), standing.cell_count});
}

std::map<std::string, std::int64_t> HeldValues(sql::Connection& connection,
                                               const std::string& source,
                                               const std::vector<std::string>& cell_ids) {
  std::map<std::string, std::int64_t> held;
  for (auto rest = std::span(cell_ids); !rest.empty();) {
    const auto some = rest.first(std::min(sql::kChunk, rest.size()));
    rest = rest.subspan(some.size());
    std::vector<sql::Value> parameters = {source};
    sql::Rows rows = connection.Query(
        "SELECT cell_id, value FROM received_cell WHERE source = ? AND cell_id IN " +
            sql::InList(some, parameters),
        parameters);
    while (rows.Next()) held[rows.Text(1)] = rows.Int(2);
  }
  return held;
}

void SaveCells(sql::Connection& connection, const std::string& source,
               const std::vector<CellValue>& cells, const std::vector<std::string>& cell_ids,
               std::int64_t own_revision) {
  // In the order of the table, for a whole province comes at once.
  std::vector<std::size_t> order(cells.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return cell_ids[a] < cell_ids[b]; });
  std::vector<std::vector<sql::Value>> rows;
  for (auto next = order.begin(); next != order.end();) {
    const auto& [key, value] = cells[*next];
    rows.push_back({cell_ids[*next], source, key.agency, key.procedure,
                    std::int64_t{static_cast<int>(key.channel)}, std::int64_t{key.day},
                    std::int64_t{static_cast<int>(key.counter)}, key.responsible_agency, value,
                    own_revision});
    if (++next != order.end() && rows.size() < kRowsAtOnce) continue;
    connection.Insert(
        "INSERT INTO received_cell (cell_id, source, agency, procedure_id, channel, day, counter,"
        " responsible_agency, value, own_revision)",
        rows, "ON DUPLICATE KEY UPDATE value = VALUES(value), own_revision = VALUES(own_revision)");
    rows.clear();
  }
}

}  // namespace motcua::received
