#include "tools/replay/linked_legs.h"

#include <algorithm>
#include <utility>

namespace motcua::replay {
namespace {

// Moments between which a linked leg can lie.
struct Window {
  Moment from = 0;
  Moment to = 0;
};

Window WindowOf(const PlannedDossier& dossier, const WorkTime& time) {
  const Moment from = std::max(dossier.receive + 1, time.first());
  return {from, StaysOpen(dossier.outcome) ? time.last() : *dossier.end - 1};
}

bool NeedsOpenDossier(Outcome outcome) { return !IsFinished(outcome) || outcome == Outcome::kLate; }

bool Fits(const LinkedDemand& demand, const PlannedDossier& dossier, const WorkTime& time) {
  if (dossier.agency == demand.agency) return false;
  if (!demand.field.empty() && !dossier.field.empty() && dossier.field != demand.field) {
    return false;
  }
  for (const PlannedLeg& leg : dossier.linked) {
    if (leg.agency == demand.agency) return false;
  }
  const Window window = WindowOf(dossier, time);
  if (demand.outcome == Outcome::kLate) return time.DayOf(window.from) < time.DayOf(window.to);
  return window.to - window.from >= 2;
}

PlannedLeg MakeLeg(const LinkedDemand& demand, const Window& window, const WorkTime& time,
                   Random& random) {
  PlannedLeg leg;
  leg.agency = demand.agency;
  leg.outcome = demand.outcome;
  if (demand.outcome == Outcome::kLate) {
    const Moment next_day = (window.from / kMinutesPerDay + 1) * kMinutesPerDay;
    leg.receive = window.from;
    leg.end = random.Between(next_day, window.to);
    leg.due = random.Between(time.DayOf(leg.receive), time.DayOf(*leg.end) - 1);
    return leg;
  }
  leg.receive = random.Between(window.from, window.to - 2);
  const Moment end = random.Between(leg.receive + 1, window.to);
  switch (demand.outcome) {
    case Outcome::kEarly:
      leg.end = end;
      leg.due = time.Working(time.DayOf(end) + random.Between(1, 5));
      break;
    case Outcome::kOnTime:
      leg.end = end;
      leg.due = time.DayOf(end);
      break;
    case Outcome::kOverdue:
      leg.due = random.Between(time.DayOf(leg.receive), time.period_end());
      break;
    case Outcome::kWaiting:
      leg.end = end;
      [[fallthrough]];
    default:
      leg.due = time.Working(time.period_end() + random.Between(1, 10));
  }
  return leg;
}

// Dossiers that may get linked legs; those in front of `unlinked_` have one already.
class Pool {
 public:
  Pool(std::vector<std::size_t> candidates, const Catalog& catalog, const WorkTime& time,
       Random& random, std::vector<PlannedDossier>& dossiers)
      : order_(std::move(candidates)),
        catalog_(catalog),
        time_(time),
        random_(random),
        dossiers_(dossiers) {
    random_.Shuffle(order_);
    unlinked_ = std::stable_partition(order_.begin(), order_.end(),
                                      [&](std::size_t i) { return !dossiers_[i].linked.empty(); }) -
                order_.begin();
  }

  bool Place(const LinkedDemand& demand) {
    return Place(demand, /*suiting=*/true) || Place(demand, /*suiting=*/false);
  }

 private:
  bool Place(const LinkedDemand& demand, bool suiting) {
    const auto fits = [&](const PlannedDossier& dossier) {
      return Fits(demand, dossier, time_) && (!suiting || Suits(demand, dossier));
    };
    for (std::size_t i = unlinked_; i < order_.size(); ++i) {
      if (!fits(dossiers_[order_[i]])) continue;
      std::swap(order_[i], order_[unlinked_]);
      Add(demand, dossiers_[order_[unlinked_++]]);
      return true;
    }
    for (std::size_t i = 0; i < unlinked_; ++i) {
      if (!fits(dossiers_[order_[i]])) continue;
      Add(demand, dossiers_[order_[i]]);
      return true;
    }
    return false;
  }

  // No procedure has to be made up for it.
  bool Suits(const LinkedDemand& demand, const PlannedDossier& dossier) const {
    return demand.field.empty() || !dossier.field.empty() ||
           catalog_.IsStated(dossier.agency, demand.field, dossier.fee_wish);
  }

  void Add(const LinkedDemand& demand, PlannedDossier& dossier) {
    if (dossier.field.empty()) dossier.field = demand.field;
    dossier.linked.push_back(MakeLeg(demand, WindowOf(dossier, time_), time_, random_));
  }

  std::vector<std::size_t> order_;
  std::size_t unlinked_ = 0;
  const Catalog& catalog_;
  const WorkTime& time_;
  Random& random_;
  std::vector<PlannedDossier>& dossiers_;
};

std::vector<std::size_t> Candidates(const std::vector<PlannedDossier>& dossiers, bool open_only) {
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < dossiers.size(); ++i) {
    const Outcome outcome = dossiers[i].outcome;
    if (StaysOpen(outcome) || (!open_only && IsFinished(outcome))) candidates.push_back(i);
  }
  return candidates;
}

}  // namespace

std::vector<LinkedDemand> PlaceLinkedLegs(std::vector<LinkedDemand> demands, const Catalog& catalog,
                                          const WorkTime& time, Random& random,
                                          std::vector<PlannedDossier>& dossiers) {
  random.Shuffle(demands);
  const auto finished = std::stable_partition(
      demands.begin(), demands.end(),
      [](const LinkedDemand& demand) { return NeedsOpenDossier(demand.outcome); });
  std::vector<LinkedDemand> left;
  const auto place = [&](auto from, auto to, bool open_only) {
    Pool pool(Candidates(dossiers, open_only), catalog, time, random, dossiers);
    for (auto demand = from; demand != to; ++demand) {
      if (!pool.Place(*demand)) left.push_back(*demand);
    }
  };
  place(demands.begin(), finished, true);
  place(finished, demands.end(), false);
  return left;
}

}  // namespace motcua::replay
