#include "services/processing/domain/clock.h"

#include <algorithm>
#include <utility>

namespace motcua::processing {
namespace {

// Right behind a fact that moves it.
bool IsReckoned(const std::vector<Fact>& facts, std::size_t due) {
  return due > 0 && MovesDue(facts[due - 1]) && facts[due - 1].time == facts[due].time;
}

}  // namespace

bool MovesDue(const Fact& fact) {
  return std::holds_alternative<Resumed>(fact.what) ||
         std::holds_alternative<Recalculated>(fact.what);
}

std::optional<worktime::LegalTime> LegalTimeOfLeg(const Case& dossier, const Leg& leg,
                                                  const catalog::Procedure* procedure) {
  if (procedure == nullptr || procedure->id != dossier.procedure ||
      procedure->version != dossier.procedure_version) {
    return std::nullopt;
  }
  if (leg.number == 0) {
    return catalog::LegalTimeOf(*procedure, leg.channel == statistics::Channel::kOnline);
  }
  if (leg.step < 1 || leg.step > static_cast<int>(procedure->route.size())) return std::nullopt;
  return catalog::LegalTimeOf(procedure->route[leg.step - 1]);
}

bool GivesFirstDue(const Leg& leg, const std::optional<worktime::LegalTime>& legal_time,
                   const worktime::Calendar* calendar) {
  const std::optional<Day> first = std::get<DueFrom>(leg.facts.front().what).day;
  if (!first || !legal_time || calendar == nullptr) return false;
  const auto reckoning = worktime::Reckon(*calendar, *legal_time, leg.receive_time);
  return reckoning.ok() && reckoning->due.day == *first;
}

std::size_t BasisOf(const Leg& leg, std::size_t facts) {
  std::size_t basis = 0;
  for (std::size_t i = 1; i < std::min(facts, leg.facts.size()); ++i) {
    const bool due = std::holds_alternative<DueFrom>(leg.facts[i].what);
    if (due && !IsReckoned(leg.facts, i)) basis = i;
  }
  return basis;
}

std::vector<worktime::Interval> PausesOf(const Leg& leg, std::size_t facts) {
  std::vector<worktime::Interval> pauses;
  absl::Time begin;
  for (std::size_t i = 0; i < std::min(facts, leg.facts.size()); ++i) {
    const Fact& fact = leg.facts[i];
    if (std::holds_alternative<Paused>(fact.what)) begin = fact.time;
    if (std::holds_alternative<Resumed>(fact.what)) pauses.push_back({begin, fact.time});
  }
  return pauses;
}

absl::StatusOr<std::optional<worktime::Reckoning>> ReckonLeg(
    const Leg& leg, const std::optional<worktime::LegalTime>& legal_time,
    const worktime::Calendar& calendar, std::size_t facts) {
  const std::size_t basis = BasisOf(leg, facts);
  const std::optional<Day> day = std::get<DueFrom>(leg.facts[basis].what).day;
  if (!day) return std::nullopt;
  const std::vector<worktime::Interval> pauses = PausesOf(leg, facts);
  const bool legal = basis == 0 && leg.first_due_is_legal && legal_time;
  absl::StatusOr<worktime::Reckoning> reckoning =
      legal ? worktime::Reckon(calendar, *legal_time, leg.receive_time, pauses)
            : worktime::ReckonDecided(calendar, *day, leg.facts[basis].time, pauses);
  if (!reckoning.ok()) return reckoning.status();
  return *std::move(reckoning);
}

}  // namespace motcua::processing
