#include "tools/replay/split.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace motcua::replay {
namespace {

using enum Column;

const std::vector<std::pair<Outcome, Column>> kOutcomes = {
    {Outcome::kEarly, kResolvedEarly},  {Outcome::kOnTime, kResolvedOnTime},
    {Outcome::kInTime, kPendingInTime}, {Outcome::kOverdue, kPendingOverdue},
    {Outcome::kWaiting, kWaiting},      {Outcome::kLate, kResolvedLate},
    {Outcome::kRefused, kNotAccepted},  {Outcome::kWithdrawn, kWithdrawn},
    {Outcome::kStopped, kStopped},
};

class Departures {
 public:
  Departures(const CountsRow& row, std::vector<Remark>& remarks) : row_(row), remarks_(remarks) {}

  void Add(Column column, std::int64_t used, std::string why) {
    if (used == row_.counts.Get(column)) return;
    remarks_.push_back({Remark::Kind::kDeparture, row_.line, row_.agency, row_.field, column, "",
                        row_.counts[column], used, std::move(why)});
  }

 private:
  const CountsRow& row_;
  std::vector<Remark>& remarks_;
};

// Moves outcomes of a row from its own legs, which have all of them at first, to its linked legs.
class Legs {
 public:
  Legs(const CountsRow& row, int hosted, Split& split)
      : linked_(static_cast<int>(row.counts.Get(kReceivedLinked)) - hosted), split_(split) {
    for (const auto& [outcome, column] : kOutcomes) {
      split_.own[outcome] = static_cast<int>(row.counts.Get(column));
    }
    split_.own[Outcome::kLate] -= hosted;
  }

  // At most `most` of each outcome in turn, as far as there are linked legs; gives what is left.
  int Move(const std::vector<Outcome>& outcomes, int most = std::numeric_limits<int>::max()) {
    for (const Outcome outcome : outcomes) {
      const int taken = std::min({linked_, split_.own[outcome], most});
      split_.own[outcome] -= taken;
      split_.linked[outcome] += taken;
      linked_ -= taken;
      most -= taken;
    }
    return most;
  }
  // Linked legs do not end without their dossier: what must be linked stays open instead.
  void KeepOpen(Outcome outcome, Column column, Departures& departures) {
    const int kept = std::min(linked_, split_.own[outcome]);
    split_.own[outcome] -= kept;
    split_.linked[Outcome::kInTime] += kept;
    linked_ -= kept;
    departures.Add(column, split_.own[outcome], "linked legs do not end without their dossier");
  }

 private:
  int linked_;
  Split& split_;
};

// Linked legs that may be resolved, so that as many dossiers are as results are stated.
int MostResolved(const Counts& counts, int hosted) {
  const std::int64_t most =
      counts[kResolvedLinked]
          ? *counts[kResolvedLinked]
          : counts.Get(kResolvedEarly) + counts.Get(kResolvedOnTime) + counts.Get(kResolvedLate) -
                std::max(counts.Get(kResultsDigitized), counts.Get(kReturnedPost));
  return std::max(0, static_cast<int>(most) - hosted);
}

void SplitLegs(const CountsRow& row, int hosted, Split& split, Departures& departures) {
  Legs legs(row, hosted, split);
  const bool stated = row.counts[kResolvedLinked].has_value();
  int most = legs.Move({Outcome::kEarly, Outcome::kOnTime}, MostResolved(row.counts, hosted));
  if (stated) most = legs.Move({Outcome::kLate}, most);
  legs.Move({Outcome::kInTime, Outcome::kOverdue, Outcome::kWaiting});
  legs.Move({Outcome::kLate}, most);
  legs.Move({Outcome::kEarly, Outcome::kOnTime, Outcome::kLate});
  legs.KeepOpen(Outcome::kRefused, kNotAccepted, departures);
  legs.KeepOpen(Outcome::kWithdrawn, kWithdrawn, departures);
  legs.KeepOpen(Outcome::kStopped, kStopped, departures);
  if (!stated) return;
  departures.Add(kResolvedLinked,
                 hosted + split.linked[Outcome::kEarly] + split.linked[Outcome::kOnTime] +
                     split.linked[Outcome::kLate],
                 "what else is linked would have to be pending");
}

}  // namespace

Split SplitOutcomes(const CountsRow& row, const LinkedSteps& steps, std::vector<Remark>& remarks) {
  Departures departures(row, remarks);
  Split split;
  SplitLegs(row, steps.hosted, split, departures);

  const auto stated = [&](Column column) { return static_cast<int>(row.counts.Get(column)); };
  const int late = split.own[Outcome::kLate];
  const int carried = steps.partners ? stated(kCarriedOver) : 0;
  const int by_linked = std::min({stated(kLateLinked), late, carried + steps.hosts});
  const int by_own = std::max(std::min(stated(kLateOwn), late), late - by_linked);
  departures.Add(kLateLinked, by_linked,
                 "a late linked step needs a dossier carried over, or a late leg of another row");
  departures.Add(kLateOwn, by_own, "attributed to the receiver: see late_linked");

  LateDossiers& reasons = split.late;
  reasons.by_own = late - by_linked;
  reasons.by_linked = late - by_own;
  reasons.by_both = by_own + by_linked - late;
  reasons.apologised = std::min(stated(kApologies), late);
  reasons.extended = std::min({stated(kExtensions), late, carried});
  departures.Add(kApologies, reasons.apologised, "only late dossiers count");
  departures.Add(kExtensions, reasons.extended,
                 "an extended linked leg needs a late dossier that was carried over");
  return split;
}

}  // namespace motcua::replay
