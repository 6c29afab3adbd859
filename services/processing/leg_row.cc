#include "services/processing/leg_row.h"

namespace motcua::processing {

LegRow RowOf(const Leg& leg, bool voided) {
  const LegState state = StateNow(leg);
  LegRow row;
  row.agency = state.holder;
  row.channel = static_cast<int>(leg.channel);
  row.receive_day = LocalDay(leg.receive_time);
  row.due_day = state.due.value_or(kUndatedDueDay);
  row.waiting = state.waiting ? static_cast<int>(*state.waiting) : 0;
  row.end_kind = voided ? kVoidEndKind : static_cast<int>(state.end);
  if (!state.open()) row.end_day = LocalDay(state.end_time);
  return row;
}

void AppendLegRows(const Case* stored, const Case& now,
                   std::vector<std::vector<sql::Value>>& rows) {
  for (std::size_t i = 0; i < now.legs.size(); ++i) {
    const LegRow row = RowOf(now.legs[i], now.voided);
    const bool known = stored != nullptr && i < stored->legs.size();
    if (known && RowOf(stored->legs[i], stored->voided) == row) continue;
    rows.push_back({now.code, now.legs[i].number, row.agency, row.channel, row.receive_day,
                    row.due_day, row.waiting, row.end_kind, sql::OrNull(row.end_day)});
  }
}

void WriteLegRows(sql::Connection& connection, const std::vector<std::vector<sql::Value>>& rows) {
  connection.Insert(
      "INSERT INTO leg (code, number, agency, channel, receive_day, due_day, waiting, end_kind,"
      " end_day)",
      rows,
      "ON DUPLICATE KEY UPDATE agency = VALUES(agency), channel = VALUES(channel),"
      " receive_day = VALUES(receive_day), due_day = VALUES(due_day), waiting = VALUES(waiting),"
      " end_kind = VALUES(end_kind), end_day = VALUES(end_day)");
}

std::set<std::string> FormerHolders(const Case& dossier) {
  std::set<std::string> former;
  for (const Leg& leg : dossier.legs) {
    LegState state = StateAtReceipt(leg);
    for (const Fact& fact : leg.facts) {
      if (std::holds_alternative<MovedTo>(fact.what)) former.insert(state.holder);
      Apply(fact, state);
    }
  }
  return former;
}

}  // namespace motcua::processing
