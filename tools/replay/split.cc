#include "tools/replay/split.h"

#include <algorithm>
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

bool EndsWithItsDossier(Outcome outcome) {
  return outcome == Outcome::kRefused || outcome == Outcome::kWithdrawn ||
         outcome == Outcome::kStopped;
}

void SplitLegs(const CountsRow& row, int hosted, Split& split, Departures& departures) {
  int linked = static_cast<int>(row.counts.Get(kReceivedLinked)) - hosted;
  for (const auto& [outcome, column] : kOutcomes) {
    int own = static_cast<int>(row.counts.Get(column)) - (outcome == Outcome::kLate ? hosted : 0);
    if (EndsWithItsDossier(outcome)) {
      const int kept = std::max(0, own - linked);
      departures.Add(column, kept, "linked legs do not end without their dossier");
      split.linked[Outcome::kInTime] += own - kept;
      linked -= own - kept;
      own = kept;
    } else {
      const int taken = std::min(linked, own);
      split.linked[outcome] += taken;
      linked -= taken;
      own -= taken;
    }
    split.own[outcome] = own;
  }
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
