#include "services/processing/domain/contributions.h"

#include <algorithm>
#include <optional>
#include <string>

#include "services/processing/domain/lateness.h"

namespace motcua::processing {
namespace {

using statistics::CellKey;
using statistics::Channel;
using statistics::Counter;
using statistics::Deltas;

Counter CounterOfEnd(LegEnd end, std::optional<Day> due, Day day) {
  switch (end) {
    case LegEnd::kWithdrawn:
      return Counter::kWithdrawn;
    case LegEnd::kStopped:
      return Counter::kStopped;
    case LegEnd::kRefused:
      return Counter::kRefusedAfterReceipt;
    case LegEnd::kFinished:
    case LegEnd::kOpen:
      break;
  }
  if (!due) return Counter::kFinishedUndated;
  if (day < *due) return Counter::kFinishedEarly;
  return day == *due ? Counter::kFinishedOnTime : Counter::kFinishedLate;
}

// Walks one leg and adds its cells.
class LegCount {
 public:
  LegCount(const Case& dossier, const Leg& leg, Deltas& cells)
      : dossier_(dossier), leg_(leg), cells_(cells), state_(StateAtReceipt(leg)) {}

  void Run() {
    Day day = LocalDay(leg_.receive_time);
    Add(Counter::kReceived, leg_.first_holder, day, 1);
    for (const Fact& fact : leg_.facts) {
      const Day fact_day = LocalDay(fact.time);
      AddStock(day, fact_day);
      day = fact_day;
      AddFlow(fact, day);
      Apply(fact, state_);
    }
    AddStock(day, std::nullopt);
  }

 private:
  // The flow a fact makes, seen from the state before it.
  void AddFlow(const Fact& fact, Day day) {
    if (const auto* moved = std::get_if<MovedTo>(&fact.what)) {
      if (moved->agency == state_.holder) return;
      Add(Counter::kMovedOut, state_.holder, day, 1);
      Add(Counter::kMovedIn, moved->agency, day, 1);
    } else if (const auto* ended = std::get_if<Ended>(&fact.what)) {
      Add(CounterOfEnd(ended->how, state_.due, day), state_.holder, day, 1);
      if (leg_.number == 0 && ended->how == LegEnd::kFinished) AddLateness(fact.time, day);
    } else if (std::holds_alternative<Reopened>(fact.what)) {
      Add(Counter::kReopened, state_.holder, day, 1);
    }
  }

  void AddLateness(absl::Time finish_time, Day day) {
    const Lateness judged = JudgeFinish(dossier_, state_, finish_time);
    const auto add_if = [&](bool holds, Counter counter) {
      if (holds) Add(counter, leg_.first_holder, day, 1);
    };
    add_if(judged.by_own, Counter::kLateByOwn);
    add_if(judged.by_linked, Counter::kLateByLinked);
    add_if(judged.apologised_own, Counter::kLateApologisedOwn);
    add_if(judged.apologised_linked, Counter::kLateApologisedLinked);
    add_if(judged.extended_own, Counter::kLateExtendedOwn);
    add_if(judged.extended_linked, Counter::kLateExtendedLinked);
    for (const std::string& responsible : judged.late_steps) {
      Add(Counter::kLateStep, leg_.first_holder, day, 1, responsible);
    }
  }

  // The present state holds at 24:00 of the days in [from, until), without end if nullopt.
  void AddStock(Day from, std::optional<Day> until) {
    switch (CategoryAtEndOf(state_, from)) {
      case Category::kEnded:
        return;
      case Category::kWaitingSupplement:
        return AddSpan(Counter::kWaitingSupplement, from, until);
      case Category::kWaitingObligation:
        return AddSpan(Counter::kWaitingObligation, from, until);
      case Category::kWaitingOtherBody:
        return AddSpan(Counter::kWaitingOtherBody, from, until);
      case Category::kUndated:
        return AddSpan(Counter::kUndated, from, until);
      case Category::kInTime:
      case Category::kOverdue:
        return AddSpan(Counter::kOverdue, std::max(from, *state_.due), until);
    }
  }

  void AddSpan(Counter counter, Day from, std::optional<Day> until) {
    if (until && *until <= from) return;
    Add(counter, state_.holder, from, 1);
    if (until) Add(counter, state_.holder, *until, -1);
  }

  void Add(Counter counter, const std::string& agency, Day day, int value,
           const std::string& responsible = {}) {
    cells_.Add(CellKey{agency, dossier_.procedure, leg_.channel, day, counter, responsible}, value);
  }

  const Case& dossier_;
  const Leg& leg_;
  Deltas& cells_;
  LegState state_;
};

}  // namespace

Deltas Contributions(const Case& dossier) {
  Deltas cells;
  if (dossier.voided) return cells;
  for (const Leg& leg : dossier.legs) LegCount(dossier, leg, cells).Run();
  return cells;
}

}  // namespace motcua::processing
