#include "services/processing/domain/change.h"

#include <algorithm>
#include <utility>

#include "absl/time/civil_time.h"
#include "common/worktime/due.h"
#include "services/processing/domain/refusals.h"

namespace motcua::processing {
namespace {

// Makes the fact behind `index` a due date; false if it was this one before.
bool SetDueBehind(std::vector<Fact>& facts, std::size_t index, const Fact& due) {
  const std::size_t next = index + 1;
  if (next == facts.size() || !std::holds_alternative<DueFrom>(facts[next].what)) {
    facts.insert(facts.begin() + next, due);
    return true;
  }
  if (facts[next] == due) return false;
  facts[next] = due;
  return true;
}

std::int64_t YearOf(absl::Time time) { return absl::ToCivilYear(time, LocalZone()).year(); }

}  // namespace

Change::Change(const Case& before, const Context& context)
    : after_(before),
      time_(context.imported ? context.event_time : std::max(context.event_time, LastTime(before))),
      imported_(context.imported),
      calendar_(context.calendar) {}

void Change::AddFact(int leg, Happening what) {
  std::vector<Fact>& facts = after_.legs[leg].facts;
  const auto place =
      std::upper_bound(facts.begin(), facts.end(), time_,
                       [](absl::Time time, const Fact& fact) { return time < fact.time; });
  const Fact fact{time_, std::move(what)};
  facts.insert(place, fact);
  Emit(leg, fact);
}

absl::Status Change::MoveDueDates(int leg, absl::Time since) {
  std::vector<Fact>& facts = after_.legs[leg].facts;
  LegState state = StateAtReceipt(after_.legs[leg]);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const LegState before = state;
    Apply(facts[i], state);
    const absl::Time time = facts[i].time;
    if (!std::holds_alternative<Resumed>(facts[i].what) || time < since) continue;
    if (!before.due || !before.waiting) continue;
    if (calendar_ == nullptr) return worktime::YearMissing(YearOf(time));
    const absl::StatusOr<worktime::Reckoning> moved = worktime::ReckonDecided(
        *calendar_, *before.due, before.pause_time, {{before.pause_time, time}});
    if (!moved.ok()) return moved.status();
    const Fact due{time, DueFrom{moved->due.day}};
    if (SetDueBehind(facts, i, due)) EmitAt(time, leg, due);
  }
  return absl::OkStatus();
}

void Change::Emit(int leg, ChangeOfCase change) { EmitAt(time_, leg, std::move(change)); }

void Change::EmitAt(absl::Time time, int leg, ChangeOfCase change) {
  events_.push_back({time, StatusOf(after_), leg, reason_code_, std::move(change)});
}

void Change::RefusePendingWithdrawal() {
  if (!after_.withdrawal_requested) return;
  after_.withdrawal_requested = false;
  Emit(0, WithdrawalRefused{});
}

absl::StatusOr<Decision> Change::Done() && {
  for (const Leg& leg : after_.legs) {
    if (leg.receive_time < own().receive_time || leg.facts.front().time < leg.receive_time) {
      return EventBeforeReceipt();
    }
  }
  if (!Consistent(after_)) return EventOutOfOrder();
  return Decision{std::move(after_), std::move(events_)};
}

}  // namespace motcua::processing
