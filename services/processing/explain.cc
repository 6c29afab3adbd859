#include "services/processing/explain.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/request.h"
#include "common/worktime/explain.h"
#include "services/processing/domain/clock.h"
#include "services/processing/domain/refusals.h"
#include "services/processing/explain_text.h"

namespace motcua::processing {
namespace {

// Kinds of worktime's steps, as the API names them.
struct KindOf {
  std::string operator()(const worktime::Received&) const { return "received"; }
  std::string operator()(const worktime::ClockStarts&) const { return "clock_starts"; }
  std::string operator()(const worktime::WorkCounted&) const { return "work_counted"; }
  std::string operator()(const worktime::DaysCounted&) const { return "days_counted"; }
  std::string operator()(const worktime::DaysSkipped&) const { return "days_skipped"; }
  std::string operator()(const worktime::LegalTimeEnds&) const { return "legal_time_ends"; }
  std::string operator()(const worktime::ClockStands&) const { return "clock_stands"; }
  std::string operator()(const worktime::DueIs&) const { return "due"; }
};

// Lays the steps of one leg. Serves one call.
class Account {
 public:
  Account(const Case& dossier, const Leg& leg, const catalog::Catalog& catalog)
      : leg_(leg),
        procedure_(catalog.FindProcedure(dossier.procedure, dossier.procedure_version)),
        legal_time_(LegalTimeOfLeg(dossier, leg, procedure_)),
        calendar_(*catalog.calendar()) {
    Add("procedure_version", OfProcedure(dossier, leg, procedure_, legal_time_));
  }

  // Everything that was decided, one after the other, each with what moved it.
  absl::Status LayAll() {
    std::size_t from = 0;
    for (std::size_t until = 1; until <= leg_.facts.size(); ++until) {
      const bool last = until == leg_.facts.size();
      if (!last && BasisOf(leg_, until + 1) != until) continue;
      if (absl::Status laid = Lay(from, until); !laid.ok()) return laid;
      from = until;
    }
    if (const auto kind = StateNow(leg_).waiting) {
      Add("waiting", OfWaiting(LastPause(leg_.facts.back().time)->time, *kind));
    }
    return absl::OkStatus();
  }

  const std::optional<worktime::Reckoning>& reckoning() const { return reckoning_; }
  std::vector<v1::DueDateExplanation::Step> Take() && { return std::move(steps_); }

 private:
  // The due day given by fact `basis`, and how the facts up to `until` moved it.
  absl::Status Lay(std::size_t basis, std::size_t until) {
    auto reckoned = ReckonLeg(leg_, legal_time_, calendar_, until);
    if (!reckoned.ok()) return reckoned.status();
    reckoning_ = *std::move(reckoned);
    if (!reckoning_) return absl::OkStatus();
    const bool decided = reckoning_->rule == worktime::StartRule::kDecided;
    if (decided) AddDecided(basis);
    const auto steps = worktime::Explain(calendar_, *reckoning_);
    if (!steps.ok()) return steps.status();
    for (const worktime::Step& step : *steps) {
      const bool said = std::holds_alternative<worktime::ClockStarts>(step) ||
                        std::holds_alternative<worktime::LegalTimeEnds>(step);
      if (decided && said) continue;
      if (std::holds_alternative<worktime::DueIs>(step)) AddRecalculations(basis, until);
      Add(step);
    }
    return absl::OkStatus();
  }

  void AddDecided(std::size_t basis) {
    const Fact& fact = leg_.facts[basis];
    const Day day = *std::get<DueFrom>(fact.what).day;
    if (basis == 0) {
      Add("decided", AtReceipt(leg_, day));
    } else {
      Add("extended", OfExtension(fact.time, leg_.extension_document, day));
    }
  }

  void AddRecalculations(std::size_t from, std::size_t until) {
    for (std::size_t i = from; i < until; ++i) {
      const auto* recalculated = std::get_if<Recalculated>(&leg_.facts[i].what);
      if (recalculated == nullptr) continue;
      Add("recalculated", OfRecalculation(leg_.facts[i].time, recalculated->number));
    }
  }

  void Add(const worktime::Step& step) {
    StepText text = {worktime::TextVi(step), worktime::TextEn(step)};
    if (const auto* stands = std::get_if<worktime::ClockStands>(&step)) {
      const StepText why = OfPauseKind(std::get<Paused>(LastPause(stands->pause.from)->what).kind);
      absl::StrAppend(&text.vi, " (", why.vi, ")");
      absl::StrAppend(&text.en, " (", why.en, ")");
    }
    auto& added = Add(std::visit(KindOf{}, step), text);
    const auto* counted = std::get_if<worktime::WorkCounted>(&step);
    if (counted != nullptr) added.set_work_seconds(absl::ToInt64Seconds(counted->work));
  }

  // The last pause that had begun by then; there is one.
  std::vector<Fact>::const_reverse_iterator LastPause(absl::Time time) const {
    return std::find_if(leg_.facts.rbegin(), leg_.facts.rend(), [&](const Fact& fact) {
      return fact.time <= time && std::holds_alternative<Paused>(fact.what);
    });
  }

  v1::DueDateExplanation::Step& Add(const std::string& kind, const StepText& text) {
    v1::DueDateExplanation::Step& step = steps_.emplace_back();
    step.set_kind(kind);
    step.set_text_vi(text.vi);
    step.set_text_en(text.en);
    return step;
  }

  const Leg& leg_;
  const catalog::Procedure* procedure_;
  const std::optional<worktime::LegalTime> legal_time_;
  const worktime::Calendar& calendar_;
  std::optional<worktime::Reckoning> reckoning_;  // of all facts laid so far
  std::vector<v1::DueDateExplanation::Step> steps_;
};

// When the time of the recorded day ends: to the minute for hours, else with that day's work.
absl::StatusOr<absl::Time> EndOf(Day due, const worktime::Reckoning& reckoning,
                                 const worktime::Calendar& calendar) {
  if (reckoning.due.day == due) return reckoning.due.time;
  return calendar.EndOfWork(due);
}

}  // namespace

absl::StatusOr<v1::DueDateExplanation> Explain(const Case& dossier, int number,
                                               const catalog::Catalog& catalog) {
  if (number < 0 || number >= static_cast<int>(dossier.legs.size())) return LegUnknown("leg");
  const Leg& leg = dossier.legs[number];
  const std::optional<Day> due = StateNow(leg).due;
  if (!due) return NoDueDate();
  if (catalog.calendar() == nullptr) return worktime::YearMissing(leg.receive_time);
  Account account(dossier, leg, catalog);
  if (absl::Status laid = account.LayAll(); !laid.ok()) return laid;
  if (!account.reckoning()) return NoDueDate();
  const auto end = EndOf(*due, *account.reckoning(), *catalog.calendar());
  if (!end.ok()) return end.status();

  v1::DueDateExplanation out;
  out.set_name("dossiers/" + dossier.code);
  out.set_leg(number);
  out.set_due_date(FormatDay(*due));
  *out.mutable_due_time() = rpc::ToTimestamp(*end);
  out.set_procedure("procedures/" + dossier.procedure);
  out.set_procedure_version(dossier.procedure_version);
  out.set_catalog_revision(catalog.revision());
  const Day reckoned = account.reckoning()->due.day;
  if (reckoned != *due) out.set_reckoned_due_date(FormatDay(reckoned));
  for (auto& step : std::move(account).Take()) *out.add_steps() = std::move(step);
  return out;
}

}  // namespace motcua::processing
