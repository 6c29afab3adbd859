#include "common/statistics/cell_tables.h"

#include <stdexcept>

#include "absl/strings/str_cat.h"

namespace motcua::statistics {

CellHead ReadHead(sql::Connection& connection) {
  sql::Rows rows =
      connection.Query("SELECT epoch, epoch_no, revision, digest FROM cell_head WHERE id = 1");
  if (!rows.Next()) throw std::runtime_error("cell_head has no row");
  return {rows.Text(1), rows.Int(2), rows.Int(3), Digest::FromBytes(rows.Text(4))};
}

void WriteHead(sql::Connection& connection, const CellHead& head) {
  connection.Update(
      "UPDATE cell_head SET epoch = ?, epoch_no = ?, revision = ?, digest = ? WHERE id = 1",
      {head.epoch, head.epoch_no, head.revision, head.digest.ToBytes()});
}

void WriteCells(sql::Connection& connection, std::int64_t epoch_no,
                const std::vector<CellRow>& rows, std::int64_t revision) {
  static const std::string kInsert =
      absl::StrCat("INSERT INTO cell (epoch_no, ", kKeyColumns, ", value, revision)");
  std::vector<std::vector<sql::Value>> values;
  values.reserve(rows.size());
  for (const auto& [key, value] : rows) {
    values.push_back({epoch_no, key.agency, key.procedure, static_cast<std::int64_t>(key.channel),
                      static_cast<std::int64_t>(key.day), static_cast<std::int64_t>(key.counter),
                      key.responsible_agency, value, revision});
  }
  connection.Insert(kInsert, values,
                    "ON DUPLICATE KEY UPDATE value = VALUES(value), revision = VALUES(revision)");
}

CellKey KeyOf(const sql::Rows& row) {
  CellKey key;
  key.agency = row.Text(1);
  key.procedure = row.Text(2);
  key.channel = static_cast<Channel>(row.Int(3));
  key.day = static_cast<Day>(row.Int(4));
  key.counter = static_cast<Counter>(row.Int(5));
  key.responsible_agency = row.Text(6);
  return key;
}

}  // namespace motcua::statistics
