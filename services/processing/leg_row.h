// A leg as the work list sees it: the row of table `leg`.
#ifndef MOTCUA_SERVICES_PROCESSING_LEG_ROW_H_
#define MOTCUA_SERVICES_PROCESSING_LEG_ROW_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/base/date.h"
#include "common/sql/connection.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

// Stands for "no due date", so that undated legs sort last.
inline constexpr Day kUndatedDueDay = std::numeric_limits<Day>::max();
// `end_kind` of the legs of a void case.
inline constexpr int kVoidEndKind = 9;

struct LegRow {
  std::string agency;  // holder
  int channel = 0;
  Day receive_day = 0;
  Day due_day = kUndatedDueDay;
  int waiting = 0;  // PauseKind, 0: the clock runs
  int end_kind = 0;
  std::optional<Day> end_day;

  bool operator==(const LegRow&) const = default;
};

LegRow RowOf(const Leg& leg, bool voided);

// Writes the rows of a case that differ from what is stored (null: nothing is).
void AppendLegRows(const Case* stored, const Case& now, std::vector<std::vector<sql::Value>>& rows);
void WriteLegRows(sql::Connection& connection, const std::vector<std::vector<sql::Value>>& rows);

// Agencies that held a leg of the case before its present holder did.
std::set<std::string> FormerHolders(const Case& dossier);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_LEG_ROW_H_
