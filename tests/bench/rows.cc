#include "tests/bench/rows.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "common/base/hash.h"
#include "tests/bench/load.h"

namespace motcua::bench {
namespace {

constexpr std::int64_t kTime = 1'647'302'400'000'000;
constexpr std::int64_t kDay = 19'066;

void Move(std::vector<std::vector<sql::Value>>& from, std::vector<std::vector<sql::Value>>& to) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

}  // namespace

Rows MakeRows(const std::string& code, std::int64_t sequence, const std::string& request_id) {
  const std::string agency = AgencyId(static_cast<int>(sequence % 33));
  const std::string procedure = ProcedureId(static_cast<int>(sequence / 33 % 20));
  const std::int64_t channel = 1 + sequence % 2;
  const std::string hash = Sha256(request_id);
  Rows rows;
  rows.dossiers = {{code, agency, procedure, std::int64_t{1}, channel, std::int64_t{2}, kDay, kTime,
                    kTime, kDay + 7, sql::Null(), sql::Null(), sql::Null(), hash.substr(0, 16),
                    std::int64_t{1}}};
  rows.persons = {{code, "Nguyễn Văn A", "045012345678", "", hash.substr(16)}};
  rows.events = {{sequence, code, "motcua.intake.v1.DossierEvent", std::string(80, 'x'), kTime,
                  kTime, "bench", std::int64_t{1}, hash, hash.substr(0, 16), hash, code,
                  hash.substr(0, 16)}};
  rows.cells = {{std::int64_t{1}, agency, procedure, channel, kDay, std::int64_t{1}, "",
                 std::int64_t{1}, sequence}};
  return rows;
}

void Append(Rows more, Rows& rows) {
  Move(more.dossiers, rows.dossiers);
  Move(more.persons, rows.persons);
  Move(more.events, rows.events);
  Move(more.cells, rows.cells);
}

void InsertRows(sql::Connection& connection, const Rows& rows) {
  connection.Insert("INSERT INTO dossier", rows.dossiers);
  connection.Insert("INSERT INTO person", rows.persons);
  connection.Insert("INSERT INTO event", rows.events);
  // As a batch does: one row per cell, its differences added up, in key order.
  std::map<std::vector<sql::Value>, std::int64_t> sums;
  for (const auto& cell : rows.cells) {
    sums[{cell.begin(), cell.begin() + 7}] += std::get<std::int64_t>(cell[7]);
  }
  std::vector<std::vector<sql::Value>> cells;
  for (const auto& [key, value] : sums) {
    cells.push_back(key);
    cells.back().emplace_back(value);
    cells.back().push_back(rows.cells.back()[8]);
  }
  connection.Insert("INSERT INTO cell", cells,
                    "ON DUPLICATE KEY UPDATE value = value + VALUES(value),"
                    " revision = VALUES(revision)");
}

}  // namespace motcua::bench
