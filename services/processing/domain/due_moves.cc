#include "services/processing/domain/due_moves.h"

#include <utility>

#include "services/processing/domain/clock.h"

namespace motcua::processing {
namespace {

std::optional<Day> ReckonedDay(const Leg& leg, const std::optional<worktime::LegalTime>& legal_time,
                               const worktime::Calendar& calendar) {
  const bool by_law = leg.first_due_is_legal && BasisOf(leg) == 0;
  if (by_law && !legal_time) return std::nullopt;
  const auto reckoning = ReckonLeg(leg, legal_time, calendar);
  if (!reckoning.ok() || !reckoning->has_value()) return std::nullopt;
  return (*reckoning)->due.day;
}

}  // namespace

std::vector<ReckonedLeg> ReckonOpenLegs(const Case& dossier, const catalog::Catalog& catalog,
                                        const worktime::Calendar& calendar) {
  std::vector<ReckonedLeg> legs;
  if (dossier.voided) return legs;
  const catalog::Procedure* const procedure =
      catalog.FindProcedure(dossier.procedure, dossier.procedure_version);
  for (const Leg& leg : dossier.legs) {
    LegState state = StateNow(leg);
    if (!state.open() || !state.due) continue;
    legs.push_back({leg.number, std::move(state.holder), state.waiting.has_value(), *state.due,
                    ReckonedDay(leg, LegalTimeOfLeg(dossier, leg, procedure), calendar)});
  }
  return legs;
}

}  // namespace motcua::processing
