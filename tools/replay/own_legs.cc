#include "tools/replay/own_legs.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace motcua::replay {
namespace {

using enum Column;

// Minutes that every leg has at least, so that linked legs fit inside.
constexpr int kLeastMinutes = 8;
// Working days before the period in which dossiers with an earlier linked step are received,
// handed over, and given back.
constexpr int kOldReceived[] = {40, 34};
constexpr int kOldHandedOver[] = {32, 30};
constexpr int kOldGivenBack[] = {4, 1};
// Working days before the period from which other carried-over dossiers come.
constexpr int kCarriedFrom = 30;

Moment OnDayBefore(const int (&days)[2], const WorkTime& time, Random& random) {
  const Moment day = time.Before(random.Between(days[1], days[0]));
  return day + random.Between(0, kMinutesPerDay - 1);
}

// Plans one row.
class OwnLegs {
 public:
  OwnLegs(const CountsRow& row, const Split& split, const WorkTime& time, const LateSteps& steps,
          Random& random)
      : row_(row), split_(split), time_(time), steps_(steps), random_(random) {}

  std::vector<PlannedDossier> Plan() {
    // Carried-over dossiers stand first, so late ones are among them as far as they go.
    AddDossiers(ChannelOfMost(), row_.counts.Get(kCarriedOver), true);
    AddDossiers(Channel::kInPerson, row_.counts.Get(kReceivedInPerson), false);
    AddDossiers(Channel::kOnline, row_.counts.Get(kReceivedOnline), false);
    AddDossiers(Channel::kPost, row_.counts.Get(kReceivedPost), false);
    PlanLate();
    PlanOthers();
    return std::move(dossiers_);
  }

 private:
  Channel ChannelOfMost() const {
    const std::int64_t online = row_.counts.Get(kReceivedOnline);
    return online > row_.counts.Get(kReceivedInPerson) ? Channel::kOnline : Channel::kInPerson;
  }

  void AddDossiers(Channel channel, std::int64_t count, bool carried) {
    for (std::int64_t i = 0; i < count; ++i) {
      PlannedDossier dossier;
      dossier.agency = row_.agency;
      dossier.field = row_.field;
      dossier.channel = channel;
      dossier.receive = carried ? random_.Between(time_.Before(kCarriedFrom), time_.first() - 1)
                                : random_.Between(time_.first(), time_.last() - 2 * kLeastMinutes);
      dossiers_.push_back(std::move(dossier));
    }
  }

  void PlanLate() {
    const LateDossiers& late = split_.late;
    for (int i = 0; i < late.total(); ++i) {
      PlannedDossier& dossier = dossiers_[i];
      dossier.outcome = Outcome::kLate;
      // Apologies by the receiver first where it was late itself.
      dossier.apologised = i >= late.total() - late.apologised;
      AddLegs(i, dossier);
      const bool late_step =
          !dossier.linked.empty() && dossier.linked.back().outcome == Outcome::kLate;
      if (late_step) {
        FinishAfterLateStep(i < late.by_linked, dossier);
      } else {
        FinishLate(dossier);
      }
    }
  }

  // The legs of the i-th late dossier: its late steps, or one that was extended and in time.
  void AddLegs(int i, PlannedDossier& dossier) {
    const Stations late_at = i < split_.late.with_late_step() ? StationsOf(i, dossier) : Stations{};
    bool extended = i < split_.late.extended;
    if (late_at.empty() && !extended) return;
    if (dossier.receive >= time_.first()) return AddLegsInPeriod(late_at, dossier);
    dossier.receive = OnDayBefore(kOldReceived, time_, random_);
    if (late_at.empty()) AddOldLeg(random_.Pick(steps_.partners), false, true, dossier);
    for (const std::string& agency : late_at) {
      AddOldLeg(agency, true, std::exchange(extended, false), dossier);
    }
  }

  Stations StationsOf(int i, PlannedDossier& dossier) {
    if (steps_.stations) return (*steps_.stations)[i];
    if (dossier.receive < time_.first()) return {random_.Pick(steps_.partners)};
    const Host& host = steps_.hosts[i - row_.counts.Get(kCarriedOver)];
    if (dossier.field.empty()) dossier.field = host.field;
    return {host.agency};
  }

  // Linked legs of the period, handed over together and given back on the working day after their
  // due date.
  void AddLegsInPeriod(const Stations& late_at, PlannedDossier& dossier) {
    const int days = (time_.last() - time_.first()) / kMinutesPerDay;
    const Moment day = time_.first() + random_.Between(0, days / 3 - 1) * kMinutesPerDay;
    dossier.receive = day + random_.Between(0, kMinutesPerDay / 2);
    for (const std::string& agency : late_at) {
      PlannedLeg leg;
      leg.agency = agency;
      leg.receive = dossier.receive + kLeastMinutes;
      leg.due = time_.DayOf(leg.receive);
      leg.end = day + kMinutesPerDay + random_.Between(0, kMinutesPerDay - 1);
      leg.outcome = Outcome::kLate;
      dossier.linked.push_back(std::move(leg));
    }
  }

  // A linked leg that was over before the period.
  void AddOldLeg(const std::string& agency, bool late, bool extended, PlannedDossier& dossier) {
    PlannedLeg leg;
    leg.agency = agency;
    leg.receive = OnDayBefore(kOldHandedOver, time_, random_);
    leg.end = OnDayBefore(kOldGivenBack, time_, random_);
    const Day end_day = time_.DayOf(*leg.end);
    leg.outcome = late ? Outcome::kLate : Outcome::kEarly;
    leg.due = late ? end_day - random_.Between(3, 15) : end_day + 2;
    if (extended) leg.extension = Extension{leg.receive + 1, leg.due - 2};
    dossier.linked.push_back(std::move(leg));
  }

  void FinishLate(PlannedDossier& dossier) {
    // An apology is written at least one day before the due date, so there must be such a day.
    const int days = dossier.apologised ? 2 : 1;
    if (dossier.receive >= time_.first()) {
      dossier.receive = random_.Between(time_.first(), time_.last() - days * kMinutesPerDay);
      const Moment day = (dossier.receive / kMinutesPerDay + days) * kMinutesPerDay;
      dossier.end = random_.Between(std::min(day, time_.last()), time_.last());
    } else {
      const Moment begin = time_.first() + kLeastMinutes + (days - 1) * kMinutesPerDay;
      dossier.end = random_.Between(std::min(begin, time_.last()), time_.last());
    }
    const Day finished = time_.DayOf(*dossier.end);
    const Day received = time_.DayOf(dossier.receive);
    const Day earliest = std::max(received + days - 1, finished - 20);
    dossier.due = random_.Between(std::min(earliest, finished - 1), finished - 1);
  }

  // Days that a late step, at least, took too long.
  int OverrunOf(const std::vector<PlannedLeg>& steps) const {
    std::set<Day> days;
    for (const PlannedLeg& step : steps) {
      for (Day day = step.due + 1; day <= time_.DayOf(*step.end); ++day) days.insert(day);
    }
    return static_cast<int>(days.size());
  }

  // Within the overrun of the linked steps when they alone made the dossier late, beyond it when
  // the receiver was late as well.
  void FinishAfterLateStep(bool by_linked_alone, PlannedDossier& dossier) {
    const int overrun = OverrunOf(dossier.linked);
    const bool is_new = dossier.receive >= time_.first();
    // Two working days after steps in the period: then there is a due date that fits.
    const Moment given_back = *dossier.linked.back().end;
    const Moment begin =
        is_new ? (given_back / kMinutesPerDay + 2) * kMinutesPerDay : time_.first() + kLeastMinutes;
    dossier.end = random_.Between(begin, time_.last());
    if (by_linked_alone) {
      dossier.due = time_.DayOf(*dossier.end) - random_.Between(1, overrun);
    } else if (is_new) {
      dossier.due = time_.DayOf(dossier.receive) + 1;
    } else {
      dossier.due = time_.DayOf(time_.first()) - overrun - random_.Between(1, 4);
    }
  }

  void PlanOthers() {
    std::vector<Outcome> outcomes;
    for (const auto& [outcome, count] : split_.own) {
      if (outcome != Outcome::kLate) outcomes.insert(outcomes.end(), count, outcome);
    }
    random_.Shuffle(outcomes);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      PlannedDossier& dossier = dossiers_[split_.late.total() + i];
      dossier.outcome = outcomes[i];
      PlanEnd(dossier);
    }
  }

  void PlanEnd(PlannedDossier& dossier) {
    const Moment begin = std::max(dossier.receive, time_.first());
    const Moment end = random_.Between(begin + kLeastMinutes, time_.last());
    const Day received = time_.DayOf(dossier.receive);
    switch (dossier.outcome) {
      case Outcome::kEarly:
        dossier.end = end;
        dossier.due = time_.Working(time_.DayOf(end) + random_.Between(1, 15));
        return;
      case Outcome::kOnTime:
        dossier.end = end;
        dossier.due = time_.DayOf(end);
        return;
      case Outcome::kInTime:
        dossier.due = time_.Working(time_.period_end() + random_.Between(1, 30));
        return;
      case Outcome::kOverdue:
        dossier.due = random_.Between(received, time_.period_end());
        return;
      case Outcome::kRefused:
      case Outcome::kWithdrawn:
      case Outcome::kStopped:
      case Outcome::kWaiting:
      case Outcome::kLate:
        dossier.end = end;
        dossier.due = time_.Working(time_.period_end() + random_.Between(1, 30));
        return;
    }
  }

  const CountsRow& row_;
  const Split& split_;
  const WorkTime& time_;
  const LateSteps& steps_;
  Random& random_;
  std::vector<PlannedDossier> dossiers_;
};

}  // namespace

void PlanOwnLegs(const CountsRow& row, const Split& split, const WorkTime& time,
                 const LateSteps& steps, Random& random, std::vector<PlannedDossier>& dossiers) {
  std::vector<PlannedDossier> planned = OwnLegs(row, split, time, steps, random).Plan();
  std::move(planned.begin(), planned.end(), std::back_inserter(dossiers));
}

}  // namespace motcua::replay
