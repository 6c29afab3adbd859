#include "services/processing/domain/lateness.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace motcua::processing {
namespace {

using DayInterval = std::pair<Day, Day>;  // (first, second]

// Days covered by at least one interval.
int DaysCovered(std::vector<DayInterval> intervals) {
  std::sort(intervals.begin(), intervals.end());
  int days = 0;
  Day covered_until = kFirstDay;
  for (const auto& [after, through] : intervals) {
    days += std::max(0, through - std::max(after, covered_until));
    covered_until = std::max(covered_until, through);
  }
  return days;
}

// Who held a leg at 24:00 of its last due day; its first holder if it was handed over later.
std::string HolderWhenDue(const Leg& leg, Day due) {
  const std::optional<LegState> state = StateAtEndOf(leg, due);
  return state ? state->holder : leg.first_holder;
}

}  // namespace

Lateness JudgeFinish(const Case& dossier, const LegState& own, absl::Time finish_time) {
  Lateness judged;
  const Day finish_day = LocalDay(finish_time);
  judged.late = own.due && finish_day > *own.due;
  if (!judged.late) return judged;

  std::vector<DayInterval> overruns;
  for (std::size_t i = 1; i < dossier.legs.size(); ++i) {
    const Leg& leg = dossier.legs[i];
    if (leg.receive_time > finish_time) continue;
    const LegState linked = StateAt(leg, finish_time);
    judged.apologised_linked |= linked.apologised;
    judged.extended_linked |= linked.extended;
    if (linked.open() || !linked.due) continue;
    const Day end_day = LocalDay(linked.end_time);
    if (end_day <= *linked.due) continue;
    overruns.emplace_back(*linked.due, end_day);
    judged.late_steps.push_back(HolderWhenDue(leg, *linked.due));
  }
  judged.by_linked = !overruns.empty();
  judged.by_own = finish_day > *own.due + DaysCovered(std::move(overruns));
  if (judged.by_own) judged.late_steps.push_back(HolderWhenDue(dossier.legs.front(), *own.due));
  judged.apologised_own = own.apologised;
  judged.extended_own = own.extended;
  return judged;
}

}  // namespace motcua::processing
