#include "common/statistics/verify.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "common/base/hash.h"
#include "common/statistics/cell_tables.h"

namespace motcua::statistics {
namespace {

using Values = std::map<CellKey, std::int64_t>;

// A key that was changed may be one of no agency, day or counter there is.
std::string TextOfDay(Day day) {
  return kFirstDay <= day && day <= kLastDay ? FormatDay(day) : absl::StrCat("day ", day);
}

Values ReadValues(sql::Connection& connection, const CellHead& head, Checked& checked) {
  static const std::string kQuery =
      absl::StrCat("SELECT ", kKeyColumns, ", value, revision FROM cell WHERE epoch_no = ?");
  Values values;
  sql::Rows rows = connection.Query(kQuery, {head.epoch_no});
  for (; rows.Next(); ++checked.count) {
    const CellKey key = KeyOf(rows);
    if (rows.Int(7) != 0) values[key] = rows.Int(7);
    if (rows.Int(8) < 0 || rows.Int(8) > head.revision) {
      checked.Add("cell " + PlaceOf(key), absl::StrCat("changed at revision ", rows.Int(8),
                                                       ", the count has ", head.revision));
    }
  }
  return values;
}

// Cells of another epoch are read by nobody: one that changed into one is missing here.
void CheckEpochs(sql::Connection& connection, const CellHead& head, Checked& checked) {
  sql::Rows rows = connection.Query(
      "SELECT epoch_no, COUNT(*) FROM cell WHERE epoch_no <> ? GROUP BY epoch_no", {head.epoch_no});
  while (rows.Next()) {
    checked.Add(absl::StrCat("epoch ", rows.Int(1)),
                absl::StrCat(rows.Int(2), " cells of an epoch that is not in force"));
  }
}

void Compare(const Values& held, const Values& counted, Checked& checked) {
  const auto value_in = [](const Values& values, const CellKey& key) {
    const auto found = values.find(key);
    return found == values.end() ? 0 : found->second;
  };
  for (const auto& [key, value] : held) {
    const std::int64_t should = value_in(counted, key);
    if (value == should) continue;
    checked.Add("cell " + PlaceOf(key),
                absl::StrCat("holds ", value, ", its dossiers give ", should));
  }
  for (const auto& [key, should] : counted) {
    if (held.contains(key)) continue;
    checked.Add("cell " + PlaceOf(key), absl::StrCat("is missing, its dossiers give ", should));
  }
}

}  // namespace

std::string PlaceOf(const CellKey& key) {
  return absl::StrCat(key.agency, "/", key.procedure, "/", static_cast<int>(key.channel), "/",
                      TextOfDay(key.day), "/", static_cast<int>(key.counter),
                      key.responsible_agency.empty() ? "" : "/", key.responsible_agency);
}

Checked Verify(sql::Connection& connection, const std::function<Deltas(sql::Connection&)>& recount,
               bool always) {
  const sql::Transaction snapshot(connection);  // which the first read, of the head, opens
  Checked checked;
  if (!connection.Query("SELECT 1 FROM cell_head WHERE id = 1").Next()) {
    checked.Add("cell_head", "it is missing");
    return checked;
  }
  const CellHead head = ReadHead(connection);
  const Values held = ReadValues(connection, head, checked);
  CheckEpochs(connection, head, checked);
  Digest digest;
  for (const auto& [key, value] : held) digest.Add(key, value);
  if (digest != head.digest) {
    checked.Add("cell_head", absl::StrCat("its digest is ", HexEncode(head.digest.ToBytes()),
                                          ", the cells give ", HexEncode(digest.ToBytes())));
  } else if (!always) {
    return checked;
  }
  Compare(held, recount(connection).values(), checked);
  return checked;
}

}  // namespace motcua::statistics
