#include "services/processing/domain/timeline.h"

#include <algorithm>
#include <utility>

namespace motcua::processing {
namespace {

// What each happening does to a state.
struct Effect {
  LegState& state;
  absl::Time time;

  void operator()(const DueFrom& due) const { state.due = due.day; }
  void operator()(const Paused& paused) const {
    state.waiting = paused.kind;
    state.pause_time = time;
  }
  void operator()(const Resumed&) const { state.waiting.reset(); }
  void operator()(const MovedTo& moved) const {
    if (moved.agency == state.holder) return;
    state.giver = std::exchange(state.holder, moved.agency);
    state.given_time = time;
    state.acknowledged = !state.linked;
  }
  void operator()(const Ended& ended) const {
    state.end = ended.how;
    state.end_time = time;
    state.waiting.reset();
    if (ended.how == LegEnd::kFinished) state.acknowledged = true;
  }
  void operator()(const Reopened&) const { state.end = LegEnd::kOpen; }
  void operator()(const Apologised&) const { state.apologised = true; }
  void operator()(const Extended&) const { state.extended = true; }
  void operator()(const Acknowledged&) const { state.acknowledged = true; }
  void operator()(const Assigned&) const {}
  void operator()(const Recalculated&) const {}
};

Category CategoryOf(PauseKind waiting) {
  switch (waiting) {
    case PauseKind::kSupplement:
      return Category::kWaitingSupplement;
    case PauseKind::kObligation:
      return Category::kWaitingObligation;
    case PauseKind::kOtherBody:
      break;
  }
  return Category::kWaitingOtherBody;
}

bool EachFactPossible(const Leg& leg) {
  LegState state = StateAtReceipt(leg);
  for (const Fact& fact : leg.facts) {
    if (fact.time < leg.receive_time || !Possible(fact, state)) return false;
    Apply(fact, state);
  }
  return true;
}

// Whoever reckons a due date anew does not work on the dossier.
bool OfDueDate(const Fact& fact) {
  return std::holds_alternative<DueFrom>(fact.what) ||
         std::holds_alternative<Recalculated>(fact.what);
}

// A linked leg is handed over by an open dossier and ends before, or with, the own leg. What
// shares an instant may have happened in any order.
bool Inside(const Leg& linked, const Leg& own) {
  if (linked.receive_time < own.receive_time) return false;
  const LegState handing_over = StateAt(own, linked.receive_time);
  if (!handing_over.open() && handing_over.end_time < linked.receive_time) return false;
  const LegState last = StateNow(linked);
  return std::none_of(own.facts.begin(), own.facts.end(), [&](const Fact& fact) {
    return std::holds_alternative<Ended>(fact.what) && fact.time > linked.receive_time &&
           (last.open() || last.end_time > fact.time);
  });
}

}  // namespace

LegState StateAtReceipt(const Leg& leg) {
  LegState state;
  state.holder = leg.first_holder;
  state.linked = leg.number != 0;
  state.acknowledged = !state.linked;
  state.giver = leg.sender;
  state.given_time = leg.receive_time;
  return state;
}

void Apply(const Fact& fact, LegState& state) { std::visit(Effect{state, fact.time}, fact.what); }

bool Possible(const Fact& fact, const LegState& state) {
  if (std::holds_alternative<Reopened>(fact.what)) return !state.open();
  if (!state.open()) return false;
  if (std::holds_alternative<Paused>(fact.what)) return !state.waiting;
  if (std::holds_alternative<Resumed>(fact.what)) return state.waiting.has_value();
  if (std::holds_alternative<Acknowledged>(fact.what)) return !state.acknowledged;
  const Ended* ended = std::get_if<Ended>(&fact.what);
  return ended == nullptr || ended->how != LegEnd::kFinished || !state.waiting;
}

LegState StateNow(const Leg& leg) { return StateAt(leg, absl::InfiniteFuture()); }

LegState StateAt(const Leg& leg, absl::Time time) {
  LegState state = StateAtReceipt(leg);
  for (const Fact& fact : leg.facts) {
    if (fact.time > time) break;
    Apply(fact, state);
  }
  return state;
}

std::optional<LegState> StateAtEndOf(const Leg& leg, Day day) {
  const absl::Time midnight = StartOfDay(day + 1);
  if (leg.receive_time >= midnight) return std::nullopt;
  LegState state = StateAtReceipt(leg);
  for (const Fact& fact : leg.facts) {
    if (fact.time >= midnight) break;
    Apply(fact, state);
  }
  return state;
}

Category CategoryAtEndOf(const LegState& state, Day day) {
  if (!state.open()) return Category::kEnded;
  if (state.waiting) return CategoryOf(*state.waiting);
  if (!state.due) return Category::kUndated;
  return day >= *state.due ? Category::kOverdue : Category::kInTime;
}

bool Consistent(const Case& dossier) {
  return std::all_of(dossier.legs.begin(), dossier.legs.end(), [&](const Leg& leg) {
    return EachFactPossible(leg) && (leg.number == 0 || Inside(leg, dossier.legs.front()));
  });
}

Status StatusOf(const Case& dossier) {
  if (dossier.voided) return Status::kVoid;
  const Leg& own = dossier.legs.front();
  const LegState state = StateNow(own);
  switch (state.end) {
    case LegEnd::kFinished:
      return dossier.hand_over_time ? Status::kResultHandedOver : Status::kFinished;
    case LegEnd::kWithdrawn:
      return Status::kWithdrawn;
    case LegEnd::kStopped:
      return Status::kStopped;
    case LegEnd::kRefused:
      return Status::kRefused;
    case LegEnd::kOpen:
      break;
  }
  if (state.waiting == PauseKind::kSupplement) return Status::kSupplementRequested;
  if (state.waiting == PauseKind::kObligation) return Status::kObligationRequested;
  const bool untouched =
      dossier.legs.size() == 1 && std::all_of(own.facts.begin(), own.facts.end(), OfDueDate);
  return untouched ? Status::kReceived : Status::kInProcessing;
}

absl::Time LastTime(const Case& dossier) {
  absl::Time last = absl::InfinitePast();
  for (const Leg& leg : dossier.legs) {
    last = std::max(last, leg.receive_time);
    if (!leg.facts.empty()) last = std::max(last, leg.facts.back().time);
  }
  if (dossier.hand_over_time) last = std::max(last, *dossier.hand_over_time);
  return last;
}

}  // namespace motcua::processing
