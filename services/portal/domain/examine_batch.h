// Whether a batch of a province's cells is believed. Pure.
#ifndef MOTCUA_SERVICES_PORTAL_DOMAIN_EXAMINE_BATCH_H_
#define MOTCUA_SERVICES_PORTAL_DOMAIN_EXAMINE_BATCH_H_

#include <optional>
#include <set>
#include <string>

#include "services/portal/domain/holding.h"
#include "services/portal/domain/problem.h"

namespace motcua::portal {

// What is held of a province when a batch of it comes.
struct Held {
  std::string province;
  std::optional<statistics::CellCursor> cursor = {};  // nullopt: nothing
  Holding cells = {};
  std::set<std::string> left_epochs = {};      // held once, and given up for another
  std::set<std::string> accepted_epochs = {};  // that an admin takes whatever they say
  std::optional<Day> published_through = {};   // last day of the newest complete snapshot
};

// nullopt: it is taken. An epoch that was accepted is refused for no more than its form.
std::optional<Objection> ExamineBatch(const Held& held, const statistics::Batch& batch);

// True when only the acceptance of its epoch let the batch through.
bool NeedsAcceptance(const Held& held, const statistics::Batch& batch);

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_DOMAIN_EXAMINE_BATCH_H_
