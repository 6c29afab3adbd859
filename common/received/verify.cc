#include "common/received/verify.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/hash.h"
#include "common/received/rows.h"
#include "common/statistics/verify.h"

namespace motcua::received {
namespace {

using statistics::CellKey;
using statistics::Digest;

constexpr std::int64_t kPage = 20'000;
constexpr char kSelect[] =
    "SELECT cell_id, agency, procedure_id, channel, day, counter, responsible_agency, value,"
    " own_revision FROM received_cell WHERE source = ? AND cell_id > ? ORDER BY cell_id LIMIT ?";

struct Found {
  Digest digest;
  std::int64_t cell_count = 0;  // of value ≠ 0
};

CellKey KeyOf(const sql::Rows& row) {
  return {row.Text(2),
          row.Text(3),
          static_cast<statistics::Channel>(row.Int(4)),
          static_cast<Day>(row.Int(5)),
          static_cast<statistics::Counter>(row.Int(6)),
          row.Text(7)};
}

void CheckRow(const std::string& source, const sql::Rows& row, std::int64_t head_revision,
              Found& found, Checked& checked) {
  const CellKey key = KeyOf(row);
  const std::int64_t value = row.Int(8);
  ++checked.count;
  found.digest.Add(key, value);
  found.cell_count += value != 0;
  const std::string place = "cell of " + source + " " + statistics::PlaceOf(key);
  if (row.Text(1) != CellId(source, key)) checked.Add(place, "its key is not what was stored");
  if (row.Int(9) < 0 || row.Int(9) > head_revision) {
    checked.Add(place, absl::StrCat("changed at revision ", row.Int(9), " of ", head_revision));
  }
}

Found ReadSource(sql::Connection& connection, const std::string& source, std::int64_t head_revision,
                 Checked& checked) {
  Found found;
  std::string after;
  for (bool more = true; more;) {
    more = false;
    sql::Rows rows = connection.Query(kSelect, {source, after, kPage});
    while (rows.Next()) {
      more = true;
      after = rows.Text(1);
      CheckRow(source, rows, head_revision, found, checked);
    }
  }
  return found;
}

std::vector<std::string> Sources(sql::Connection& connection) {
  std::vector<std::string> sources;
  sql::Rows rows = connection.Query(
      "SELECT source FROM received_source UNION SELECT DISTINCT source FROM received_cell"
      " ORDER BY source");
  while (rows.Next()) sources.push_back(rows.Text(1));
  return sources;
}

std::int64_t HeadRevision(sql::Connection& connection) {
  sql::Rows rows = connection.Query("SELECT revision FROM received_head WHERE id = 1");
  return rows.Next() ? rows.Int(1) : 0;
}

}  // namespace

Checked Verify(sql::Connection& connection) {
  const sql::Transaction snapshot(connection);  // which the first read, of the head, opens
  const std::int64_t head_revision = HeadRevision(connection);
  Checked checked;
  for (const std::string& source : Sources(connection)) {
    const Found found = ReadSource(connection, source, head_revision, checked);
    const auto held = FindSource(connection, source);
    const std::string place = "source " + source;
    if (!held) {
      checked.Add(place, "there are cells of it, and nothing tells where it stands");
      continue;
    }
    if (found.digest != held->digest) {
      checked.Add(place, absl::StrCat("its digest is ", HexEncode(held->digest.ToBytes()),
                                      ", the cells give ", HexEncode(found.digest.ToBytes())));
    }
    if (found.cell_count != held->standing.cell_count) {
      checked.Add(place, absl::StrCat(held->standing.cell_count, " cells are said, ",
                                      found.cell_count, " are there"));
    }
  }
  return checked;
}

}  // namespace motcua::received
