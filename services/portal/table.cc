#include "services/portal/table.h"

#include <cstdint>
#include <map>

#include "common/statistics/cells.h"

namespace motcua::portal {
namespace {

using statistics::Channel;
using statistics::Counter;

// Adds the sums of one counter and channel: in the period, before it, and through its end.
void Add(Counter counter, Channel channel, std::int64_t in_period, std::int64_t before,
         v1::ProvinceLine& line) {
  const std::int64_t through = before + in_period;
  const int sign = statistics::OpenSign(counter);
  line.set_carried_over(line.carried_over() + sign * before);
  line.set_open(line.open() + sign * through);
  switch (counter) {
    case Counter::kReceived:
      line.set_received(line.received() + in_period);
      if (channel == Channel::kOnline) {
        line.set_received_online(line.received_online() + in_period);
      }
      return;
    case Counter::kFinishedEarly:
      return line.set_finished_early(line.finished_early() + in_period);
    case Counter::kFinishedOnTime:
      return line.set_finished_on_time(line.finished_on_time() + in_period);
    case Counter::kFinishedLate:
      return line.set_finished_late(line.finished_late() + in_period);
    case Counter::kFinishedUndated:
      return line.set_finished_undated(line.finished_undated() + in_period);
    case Counter::kWithdrawn:
    case Counter::kStopped:
    case Counter::kRefusedAfterReceipt:
      return line.set_ended_otherwise(line.ended_otherwise() + in_period);
    case Counter::kOverdue:
      return line.set_overdue(line.overdue() + through);
    default:
      return;
  }
}

}  // namespace

v1::NationalTable ReadTable(sql::Connection& connection, const std::vector<std::string>& provinces,
                            Day first, Day last) {
  v1::NationalTable table;
  std::map<std::string, v1::ProvinceLine*> lines;
  for (const std::string& province : provinces) {
    lines[province] = table.add_provinces();
    lines[province]->set_province("provinces/" + province);
  }
  sql::Rows rows = connection.Query(
      "SELECT source, counter, channel, CAST(SUM(IF(day >= ?, value, 0)) AS SIGNED),"
      " CAST(SUM(IF(day < ?, value, 0)) AS SIGNED)"
      " FROM received_cell WHERE day <= ? GROUP BY source, counter, channel",
      {std::int64_t{first}, std::int64_t{first}, std::int64_t{last}});
  while (rows.Next()) {
    const auto line = lines.find(rows.Text(1));
    if (line == lines.end()) continue;
    const auto counter = static_cast<Counter>(rows.Int(2));
    const auto channel = static_cast<Channel>(rows.Int(3));
    for (v1::ProvinceLine* to : {line->second, table.mutable_total()}) {
      Add(counter, channel, rows.Int(4), rows.Int(5), *to);
    }
  }
  return table;
}

}  // namespace motcua::portal
