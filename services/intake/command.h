// A command of intake on its way through the journal.
#ifndef MOTCUA_SERVICES_INTAKE_COMMAND_H_
#define MOTCUA_SERVICES_INTAKE_COMMAND_H_

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "common/service/pending_times.h"
#include "services/intake/catalog_board.h"
#include "services/intake/domain/commands.h"
#include "services/intake/domain/person.h"
#include "services/intake/domain/update_catalog.h"

namespace motcua::intake {

// Asked on any thread, then only touched by the journal and, after it, by the answer.
struct IntakeCommand {
  std::variant<Command, UpdateCatalog> what;
  std::string code;              // of the dossier it names; empty when it is given here
  std::string series;            // of the code of a new dossier
  std::optional<Person> person;  // of a new dossier
  absl::Time event_time;
  bool imported = false;                            // `event_time` was stated
  std::shared_ptr<const PublishedCatalog> catalog;  // null before the first
  service::PendingTimes::Stamp arrival;             // null when followed

  // Left by the decision for the answer.
  Dossier after;
  std::shared_ptr<const PublishedCatalog> next_catalog;
};

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_COMMAND_H_
