#include "common/statistics/summary.h"

#include <algorithm>

#include "common/statistics/cell_tables.h"

namespace motcua::statistics {
namespace {

std::vector<std::string> CountedAgencies(sql::Connection& connection, std::int64_t epoch_no) {
  std::vector<std::string> agencies;
  sql::Rows rows =
      connection.Query("SELECT DISTINCT agency FROM cell WHERE epoch_no = ?", {epoch_no});
  while (rows.Next()) agencies.push_back(rows.Text(1));
  return agencies;
}

v1::AgencySummary SummaryOf(sql::Connection& connection, std::int64_t epoch_no,
                            const std::string& agency, std::int64_t first, std::int64_t last) {
  v1::AgencySummary summary;
  summary.set_agency("agencies/" + agency);
  sql::Rows rows = connection.Query(
      "SELECT counter, channel, CAST(SUM(IF(day >= ?, value, 0)) AS SIGNED),"
      " CAST(SUM(IF(day < ?, value, 0)) AS SIGNED), CAST(SUM(value) AS SIGNED)"
      " FROM cell WHERE epoch_no = ? AND agency = ? AND day <= ?"
      " GROUP BY counter, channel ORDER BY counter, channel",
      {first, first, epoch_no, agency, last});
  while (rows.Next()) {
    const int sign = OpenSign(static_cast<Counter>(rows.Int(1)));
    summary.set_carried_over(summary.carried_over() + sign * rows.Int(4));
    summary.set_open(summary.open() + sign * rows.Int(5));
    if (rows.Int(3) == 0) continue;
    v1::CounterSum& sum = *summary.add_sums();
    sum.set_counter(static_cast<v1::Counter>(rows.Int(1)));
    sum.set_channel(static_cast<type::v1::Channel>(rows.Int(2)));
    sum.set_value(rows.Int(3));
  }
  return summary;
}

}  // namespace

v1::GetSummaryResponse ReadSummary(sql::Connection& connection, Day first, Day last,
                                   const std::vector<std::string>& agencies) {
  const sql::Transaction snapshot(connection);
  const CellHead head = ReadHead(connection);
  std::vector<std::string> ids =
      agencies.empty() ? CountedAgencies(connection, head.epoch_no) : agencies;
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  v1::GetSummaryResponse response;
  for (const std::string& id : ids) {
    v1::AgencySummary summary = SummaryOf(connection, head.epoch_no, id, first, last);
    const bool counted =
        summary.sums_size() > 0 || summary.carried_over() != 0 || summary.open() != 0;
    if (counted || !agencies.empty()) *response.add_agencies() = std::move(summary);
  }
  response.mutable_cursor()->set_epoch(head.epoch);
  response.mutable_cursor()->set_revision(head.revision);
  return response;
}

}  // namespace motcua::statistics
