#include "services/processing/open_cases.h"

#include "services/processing/convert.h"
#include "services/processing/leg_tables.h"

namespace motcua::processing {

// Both tables are read in the order of their primary keys.
std::vector<Case> ReadOpenCases(sql::Connection& connection, const std::string& after, int limit) {
  sql::Rows rows = connection.Query(
      "SELECT STRAIGHT_JOIN c.code, c.procedure_id, c.procedure_version, c.timeline"
      " FROM (SELECT DISTINCT code FROM leg FORCE INDEX (PRIMARY)"
      " WHERE code > ? AND due_day <> ? ORDER BY code LIMIT ?) l"
      " JOIN dossier_case c ON c.code = l.code ORDER BY l.code",
      {after, kUndatedDueDay, limit});
  std::vector<Case> page;
  page.reserve(limit);
  while (rows.Next()) {
    Case& read = page.emplace_back();
    read.code = rows.Text(1);
    read.procedure = rows.Text(2);
    read.procedure_version = static_cast<int>(rows.Int(3));
    read.legs = LegsFrom(rows.Text(4));
  }
  return page;
}

}  // namespace motcua::processing
