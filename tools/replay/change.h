// The columns of a row that add up, and changes to it that are told.
#ifndef MOTCUA_TOOLS_REPLAY_CHANGE_H_
#define MOTCUA_TOOLS_REPLAY_CHANGE_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tools/replay/remark.h"
#include "tools/replay/scenario.h"

namespace motcua::replay {

using Columns = std::vector<Column>;

// I3: what came in is what went out or is still there. The first columns of each list are the
// first to be chosen when they are not stated.
inline const Columns kCameIn = {Column::kReceivedInPerson, Column::kReceivedPost,
                                Column::kCarriedOver, Column::kReceivedOnline,
                                Column::kReceivedLinked};
// (resolved_late stands last: its parts may fix it.)
inline const Columns kWentOut = {
    Column::kPendingInTime,  Column::kResolvedEarly, Column::kResolvedOnTime,
    Column::kPendingOverdue, Column::kWaiting,       Column::kWithdrawn,
    Column::kStopped,        Column::kNotAccepted,   Column::kResolvedLate};

inline std::int64_t Sum(const Counts& counts, const Columns& columns) {
  std::int64_t sum = 0;
  for (const Column column : columns) sum += counts.Get(column);
  return sum;
}

inline bool AllStated(const Counts& counts, const Columns& columns) {
  return std::all_of(columns.begin(), columns.end(),
                     [&](Column column) { return counts[column].has_value(); });
}

// Changes one number of a row and says so. Borrows both.
class Change {
 public:
  Change(CountsRow& row, std::vector<Remark>& remarks) : row_(row), remarks_(remarks) {}

  void Depart(Column column, std::int64_t value, std::string identity, std::string why) {
    Set(Remark::Kind::kDeparture, column, value, std::move(identity), std::move(why));
  }
  void Choose(Column column, std::int64_t value, std::string why) {
    Set(Remark::Kind::kChosen, column, value, "", std::move(why));
  }
  // The number stands for something that processing never sees.
  void Leave(Column column, std::string why) {
    const std::int64_t left = row_.counts.Get(column);
    Set(Remark::Kind::kNotReplayed, column, 0, "", std::move(why));
    remarks_.back().used = left;
  }

 private:
  void Set(Remark::Kind kind, Column column, std::int64_t value, std::string identity,
           std::string why) {
    remarks_.push_back({kind, row_.line, row_.agency, row_.field, column, std::move(identity),
                        row_.counts[column], value, std::move(why)});
    row_.counts[column] = value;
  }

  CountsRow& row_;
  std::vector<Remark>& remarks_;
};

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_CHANGE_H_
