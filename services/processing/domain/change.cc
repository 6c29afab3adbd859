#include "services/processing/domain/change.h"

#include <algorithm>
#include <utility>

#include "services/processing/domain/clock.h"
#include "services/processing/domain/refusals.h"

namespace motcua::processing {
namespace {

// Makes the fact behind `index` a due date; false if it was this one before.
bool SetDueBehind(std::vector<Fact>& facts, std::size_t index, const Fact& due) {
  const std::size_t next = index + 1;
  const bool is_there = next < facts.size() && facts[next].time == due.time &&
                        std::holds_alternative<DueFrom>(facts[next].what);
  if (!is_there) {
    facts.insert(facts.begin() + next, due);
    return true;
  }
  if (facts[next] == due) return false;
  facts[next] = due;
  return true;
}

}  // namespace

Change::Change(const Case& before, const Context& context)
    : after_(before),
      context_(context),
      time_(context.imported ? context.event_time
                             : std::max(context.event_time, LastTime(before))) {}

void Change::AddFact(int leg, Happening what) {
  std::vector<Fact>& facts = after_.legs[leg].facts;
  const auto place =
      std::upper_bound(facts.begin(), facts.end(), time_,
                       [](absl::Time time, const Fact& fact) { return time < fact.time; });
  const Fact fact{time_, std::move(what)};
  facts.insert(place, fact);
  Emit(leg, fact);
}

void Change::JudgeFirstDue(int leg) {
  Leg& judged = after_.legs[leg];
  const auto legal_time = LegalTimeOfLeg(after_, judged, context_.procedure);
  judged.first_due_is_legal = GivesFirstDue(judged, legal_time, context_.calendar);
}

absl::Status Change::MoveDueDates(int leg, absl::Time since) {
  std::vector<Fact>& facts = after_.legs[leg].facts;
  LegState state = StateAtReceipt(after_.legs[leg]);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    Apply(facts[i], state);
    const absl::Time time = facts[i].time;
    const bool extended = std::holds_alternative<Extended>(facts[i].what);
    if (time < since || !state.due || !(extended || MovesDue(facts[i]))) continue;
    // The new due day of an extension stands behind it already.
    const absl::StatusOr<Day> due_day = DueAfter(after_.legs[leg], i + (extended ? 2 : 1));
    if (!due_day.ok()) return due_day.status();
    const Fact due{time, DueFrom{*due_day}};
    if (!extended && SetDueBehind(facts, i, due)) EmitAt(time, leg, due);
  }
  return absl::OkStatus();
}

absl::StatusOr<Day> Change::DueAfter(const Leg& leg, std::size_t facts) const {
  if (context_.calendar == nullptr) return worktime::YearMissing(leg.facts[facts - 1].time);
  const auto legal_time = LegalTimeOfLeg(after_, leg, context_.procedure);
  const auto reckoning = ReckonLeg(leg, legal_time, *context_.calendar, facts);
  if (!reckoning.ok()) return reckoning.status();
  return (*reckoning)->due.day;
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
