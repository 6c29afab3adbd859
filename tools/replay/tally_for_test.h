// Counts a plan as a province would: an own count, independent of the services.
#ifndef MOTCUA_TOOLS_REPLAY_TALLY_FOR_TEST_H_
#define MOTCUA_TOOLS_REPLAY_TALLY_FOR_TEST_H_

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include "tools/replay/late_agencies.h"
#include "tools/replay/plan.h"

namespace motcua::replay {

// What counts.tsv would say of each agency and field, without its children. 0 is not stated.
class Tally {
 public:
  Tally(const Plan& plan, Day first_day, Day last_day)
      : time_(plan.time),
        first_(first_day),
        last_(last_day),
        agencies_(plan.catalog.agencies()),
        procedures_(ProceduresOf(plan)),
        stored_(StoredOf(plan)) {
    for (const PlannedDossier& dossier : plan.dossiers) Count(dossier);
  }

  // Over all fields if `field` is empty.
  std::int64_t Get(const std::string& agency, const std::string& field, Column column) const {
    std::int64_t sum = 0;
    for (const auto& [key, counts] : rows_) {
      if (key.first == agency && (field.empty() || key.second == field)) sum += counts.Get(column);
    }
    return sum;
  }

 private:
  using enum Column;

  void Count(const PlannedDossier& dossier) {
    Counts& own = rows_[{dossier.agency, dossier.field}];
    CountLeg(own, ReceivedBy(dossier.channel), dossier.receive, dossier.due, dossier.outcome,
             dossier.end);
    for (const PlannedLeg& leg : dossier.linked) {
      CountLeg(rows_[{leg.agency, dossier.field}], kReceivedLinked, leg.receive, leg.due,
               leg.outcome, leg.end);
    }
    if (IsFinished(dossier.outcome)) {
      CountReasons(dossier, own);
      CountResult(dossier, own);
    }
    if (time_.DayOf(dossier.receive) < first_) {
      if (dossier.fee || !dossier.papers.scanned.empty() || dossier.papers.reuse) {
        throw std::runtime_error("a carried-over dossier bears a fee or has scans");
      }
      return;
    }
    CountFee(dossier, own);
    CountComponents(dossier, own);
  }

  static Column ReceivedBy(Channel channel) {
    if (channel == Channel::kOnline) return kReceivedOnline;
    return channel == Channel::kPost ? kReceivedPost : kReceivedInPerson;
  }

  // From the days alone where days decide, whatever the plan calls the outcome.
  void CountLeg(Counts& counts, Column received, Moment receive, Day due, Outcome outcome,
                std::optional<Moment> end) {
    const Day receive_day = time_.DayOf(receive);
    const Day end_day = end ? time_.DayOf(*end) : last_;
    if (receive_day > last_ || end_day > last_) throw std::runtime_error("after the period");
    if (outcome != Outcome::kWaiting && end_day < first_) return;
    Add(counts, receive_day < first_ ? kCarriedOver : received);
    if (received == kReceivedLinked && IsFinished(outcome)) Add(counts, kResolvedLinked);
    switch (outcome) {
      case Outcome::kEarly:
      case Outcome::kOnTime:
      case Outcome::kLate:
        Add(counts, end_day < due    ? kResolvedEarly
                    : end_day == due ? kResolvedOnTime
                                     : kResolvedLate);
        return;
      case Outcome::kRefused:
        return Add(counts, kNotAccepted);
      case Outcome::kWithdrawn:
        return Add(counts, kWithdrawn);
      case Outcome::kStopped:
        return Add(counts, kStopped);
      case Outcome::kWaiting:
        return Add(counts, kWaiting);
      case Outcome::kInTime:
      case Outcome::kOverdue:
        return Add(counts, due > last_ ? kPendingInTime : kPendingOverdue);
    }
  }

  void CountReasons(const PlannedDossier& dossier, Counts& own) {
    const Day finished = time_.DayOf(*dossier.end);
    if (finished <= dossier.due) return;
    std::set<Day> overrun_days;
    bool extended = false;
    for (const PlannedLeg& leg : dossier.linked) {
      extended |= leg.extension.has_value();
      if (!leg.end || time_.DayOf(*leg.end) <= leg.due) continue;
      AddLateStep(leg.agency, own);
      for (Day day = leg.due + 1; day <= time_.DayOf(*leg.end); ++day) overrun_days.insert(day);
    }
    const int overrun = static_cast<int>(overrun_days.size());
    if (overrun > 0) Add(own, kLateLinked);
    if (overrun == 0 || finished > dossier.due + overrun) {
      Add(own, kLateOwn);
      AddLateStep(dossier.agency, own);
    }
    if (dossier.apologised) Add(own, kApologies);
    if (extended) Add(own, kExtensions);
  }

  void AddLateStep(const std::string& agency, Counts& own) {
    if (const auto column = LateColumnOf(agencies_, agency)) Add(own, *column);
  }

  void CountFee(const PlannedDossier& dossier, Counts& own) {
    const catalog::Procedure& procedure = procedures_.at(dossier.procedure);
    const std::int64_t due = procedure.fee_dong + procedure.charge_dong;
    const bool obligation = dossier.fee && dossier.fee->obligation;
    if (due == 0 && !obligation) return;
    Add(own, kFeeDossiers);
    if (!dossier.fee) return;
    const PlannedFee& fee = *dossier.fee;
    if (!obligation && fee.dong != due)
      throw std::runtime_error("another fee than the procedure's");
    Inside(dossier, fee.begin, fee.begin + 6);
    if (fee.national_portal) Add(own, kPaidNationalPortal);
    if (fee.province_gateway) Add(own, kPaidProvinceGateway);
    if (fee.recorded) Add(own, kRecordedProvinceSystem);
  }

  void CountComponents(const PlannedDossier& dossier, Counts& own) {
    const PlannedPapers& papers = dossier.papers;
    std::set<std::string> digitized(papers.scanned.begin(), papers.scanned.end());
    if (!digitized.empty()) Within(dossier.receive + 1, papers.scan);
    if (papers.reuse) {
      Within(stored_.at(dossier.citizen) + 1, *papers.reuse);
      if (!digitized.insert(kPaper).second) throw std::runtime_error("scanned and reused");
      Add(own, kComponentsReused);
    }
    if (!digitized.empty()) Add(own, kComponentsAny);
    if (digitized.size() == procedures_.at(dossier.procedure).components.size()) {
      Add(own, kComponentsFull);
    }
  }

  void CountResult(const PlannedDossier& dossier, Counts& own) {
    if (dossier.papers.result) {
      Within(*dossier.end, *dossier.papers.result);
      Add(own, kResultsDigitized);
    }
    if (dossier.returned_by_post) {
      Within(*dossier.end, *dossier.returned_by_post);
      Add(own, kReturnedPost);
    }
  }

  // When each citizen's first paper was in store.
  static std::map<int, Moment> StoredOf(const Plan& plan) {
    std::map<int, Moment> stored;
    for (const PlannedDossier& dossier : plan.dossiers) {
      if (!dossier.papers.stored) continue;
      if (!dossier.papers.result || *dossier.papers.stored <= *dossier.papers.result) {
        throw std::runtime_error("stored before it was digitized");
      }
      stored.emplace(dossier.citizen, *dossier.papers.stored);
    }
    return stored;
  }
  static std::map<std::string, catalog::Procedure> ProceduresOf(const Plan& plan) {
    std::map<std::string, catalog::Procedure> procedures;
    for (const catalog::Procedure& procedure : plan.catalog.procedures()) {
      procedures[procedure.id] = procedure;
    }
    return procedures;
  }

  void Within(Moment from, Moment moment) const {
    if (moment < from || moment > time_.last()) throw std::runtime_error("at the wrong time");
  }
  void Inside(const PlannedDossier& dossier, Moment from, Moment to) const {
    Within(dossier.receive + 1, from);
    Within(from, to);
    if (dossier.end && to > *dossier.end) throw std::runtime_error("after the end");
  }

  static void Add(Counts& counts, Column column) { counts[column] = counts.Get(column) + 1; }

  const WorkTime& time_;
  const Day first_;
  const Day last_;
  const std::vector<catalog::Agency> agencies_;
  const std::map<std::string, catalog::Procedure> procedures_;
  const std::map<int, Moment> stored_;
  std::map<std::pair<std::string, std::string>, Counts> rows_;
};

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_TALLY_FOR_TEST_H_
