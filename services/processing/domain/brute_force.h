// The counters once more, for tests: every leg is looked at on every day, without the
// rules and without the code of contributions.cc, lateness.cc and timeline.cc.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_BRUTE_FORCE_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_BRUTE_FORCE_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/statistics/cells.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

// Open legs at 24:00: not a counter, but a sum of them.
inline constexpr statistics::Counter kOpenStock{0};

inline bool IsStock(statistics::Counter counter) {
  return counter == kOpenStock || counter == statistics::Counter::kWaitingOtherBody ||
         (counter >= statistics::Counter::kOverdue && counter <= statistics::Counter::kUndated);
}

// Per key (its day is 0) one value per day: of a flow what came that day, of a stock its level at
// 24:00. Keys without any value ≠ 0 are left out.
using Table = std::map<statistics::CellKey, std::vector<std::int64_t>>;

class BruteForce {
 public:
  BruteForce(const Case& dossier, Day first, Day last)
      : dossier_(dossier), first_(first), last_(last) {}

  Table Count() {
    if (dossier_.voided) return {};
    for (const Leg& leg : dossier_.legs) {
      for (Day day = first_; day <= last_; ++day) LookAtMidnight(leg, day);
      Add(leg, statistics::Counter::kReceived, leg.first_holder, DayOf(leg.receive_time));
      for (std::size_t i = 0; i < leg.facts.size(); ++i) LookAtFact(leg, i);
    }
    return std::move(table_);
  }

 private:
  using C = statistics::Counter;

  // UTC+7.
  static Day DayOf(absl::Time time) {
    return static_cast<Day>(
        absl::FDivDuration(time + absl::Hours(7) - absl::UnixEpoch(), absl::Hours(24)));
  }

  // The last of the first `n` facts that is of one of the kinds; null if none is.
  template <typename... Kinds>
  static const Fact* Last(const Leg& leg, std::size_t n) {
    for (std::size_t i = n; i-- > 0;) {
      if ((std::holds_alternative<Kinds>(leg.facts[i].what) || ...)) return &leg.facts[i];
    }
    return nullptr;
  }
  static std::string Holder(const Leg& leg, std::size_t n) {
    const Fact* moved = Last<MovedTo>(leg, n);
    return moved == nullptr ? leg.first_holder : std::get<MovedTo>(moved->what).agency;
  }
  // Who had it at the last instant of a day.
  static std::string HolderOn(const Leg& leg, Day day) {
    std::string holder = leg.first_holder;
    for (const Fact& fact : leg.facts) {
      const auto* moved = std::get_if<MovedTo>(&fact.what);
      if (moved != nullptr && DayOf(fact.time) <= day) holder = moved->agency;
    }
    return holder;
  }
  static std::optional<Day> Due(const Leg& leg, std::size_t n) {
    return std::get<DueFrom>(Last<DueFrom>(leg, n)->what).day;
  }
  static bool Open(const Leg& leg, std::size_t n) {
    const Fact* fact = Last<Ended, Reopened>(leg, n);
    return fact == nullptr || std::holds_alternative<Reopened>(fact->what);
  }
  static const Paused* Waiting(const Leg& leg, std::size_t n) {
    const Fact* fact = Last<Paused, Resumed, Ended>(leg, n);
    return fact == nullptr ? nullptr : std::get_if<Paused>(&fact->what);
  }

  void LookAtMidnight(const Leg& leg, Day day) {
    if (DayOf(leg.receive_time) > day) return;
    std::size_t n = 0;
    while (n < leg.facts.size() && DayOf(leg.facts[n].time) <= day) ++n;
    if (!Open(leg, n)) return;
    const std::string holder = Holder(leg, n);
    Add(leg, kOpenStock, holder, day);
    if (const Paused* paused = Waiting(leg, n)) {
      constexpr C kByKind[] = {C::kWaitingSupplement, C::kWaitingObligation, C::kWaitingOtherBody};
      Add(leg, kByKind[static_cast<int>(paused->kind) - 1], holder, day);
    } else if (!Due(leg, n)) {
      Add(leg, C::kUndated, holder, day);
    } else if (day >= *Due(leg, n)) {
      Add(leg, C::kOverdue, holder, day);
    }
  }

  void LookAtFact(const Leg& leg, std::size_t i) {
    const Fact& fact = leg.facts[i];
    const Day day = DayOf(fact.time);
    const std::string holder = Holder(leg, i);
    if (const auto* moved = std::get_if<MovedTo>(&fact.what); moved && moved->agency != holder) {
      Add(leg, C::kMovedOut, holder, day);
      Add(leg, C::kMovedIn, moved->agency, day);
    }
    if (std::holds_alternative<Reopened>(fact.what)) Add(leg, C::kReopened, holder, day);
    if (const auto* ended = std::get_if<Ended>(&fact.what)) {
      if (ended->how == LegEnd::kWithdrawn) Add(leg, C::kWithdrawn, holder, day);
      if (ended->how == LegEnd::kStopped) Add(leg, C::kStopped, holder, day);
      if (ended->how == LegEnd::kRefused) Add(leg, C::kRefusedAfterReceipt, holder, day);
      if (ended->how == LegEnd::kFinished) LookAtFinish(leg, i);
    }
  }

  void LookAtFinish(const Leg& leg, std::size_t i) {
    const Day day = DayOf(leg.facts[i].time);
    const std::optional<Day> due = Due(leg, i);
    const std::string holder = Holder(leg, i);
    if (!due) return Add(leg, C::kFinishedUndated, holder, day);
    if (day < *due) return Add(leg, C::kFinishedEarly, holder, day);
    if (day == *due) return Add(leg, C::kFinishedOnTime, holder, day);
    Add(leg, C::kFinishedLate, holder, day);
    if (leg.number == 0) LookAtLateDossier(i, *due, day);
  }

  void LookAtLateDossier(std::size_t i, Day due, Day day) {
    const Leg& own = dossier_.legs[0];
    const absl::Time finish = own.facts[i].time;
    std::set<Day> excused;
    bool apologised = false, extended = false;
    for (const Leg& leg : dossier_.legs) {
      if (leg.number == 0) continue;
      std::size_t n = 0;
      while (n < leg.facts.size() && leg.facts[n].time <= finish) ++n;
      apologised |= Last<Apologised>(leg, n) != nullptr;
      extended |= Last<Extended>(leg, n) != nullptr;
      if (n == 0 || Open(leg, n) || !Due(leg, n)) continue;
      const Day end = DayOf(Last<Ended>(leg, n)->time);
      for (Day late = *Due(leg, n) + 1; late <= end; ++late) excused.insert(late);
      if (end <= *Due(leg, n)) continue;
      Add(own, C::kLateStep, own.first_holder, day, HolderOn(leg, *Due(leg, n)));
    }
    const bool by_own = excused.empty() || day - due > static_cast<Day>(excused.size());
    if (by_own) Add(own, C::kLateStep, own.first_holder, day, HolderOn(own, due));
    if (by_own) Add(own, C::kLateByOwn, own.first_holder, day);
    if (!excused.empty()) Add(own, C::kLateByLinked, own.first_holder, day);
    if (Last<Apologised>(own, i)) Add(own, C::kLateApologisedOwn, own.first_holder, day);
    if (apologised) Add(own, C::kLateApologisedLinked, own.first_holder, day);
    if (Last<Extended>(own, i)) Add(own, C::kLateExtendedOwn, own.first_holder, day);
    if (extended) Add(own, C::kLateExtendedLinked, own.first_holder, day);
  }

  void Add(const Leg& leg, C counter, const std::string& agency, Day day,
           const std::string& responsible = {}) {
    auto& days = table_[{agency, dossier_.procedure, leg.channel, 0, counter, responsible}];
    days.resize(last_ - first_ + 1);
    ++days.at(day - first_);
  }

  const Case& dossier_;
  const Day first_;
  const Day last_;
  Table table_;
};

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_BRUTE_FORCE_H_
