// What the portal's journal is asked: statuses followed and put, replay, rejoin, and the admin's
// own commands.
#ifndef MOTCUA_SERVICES_PORTAL_PLUGIN_H_
#define MOTCUA_SERVICES_PORTAL_PLUGIN_H_

#include <functional>
#include <variant>

#include "absl/status/statusor.h"
#include "common/journal/journal.h"
#include "common/sql/connection.h"
#include "services/portal/sync/commands.h"

namespace motcua::portal {

// A change of something other than statuses (faults, an accepted history …): it brings its own
// three steps, run on the writer thread inside the transaction, possibly several times. Rare ones:
// each costs its own queries, and those of one transaction do not see each other's decisions.
struct AdminCommand {
  std::function<void(sql::Connection&)> load;  // may be empty
  // With at least one event, so that the request id is kept.
  std::function<absl::StatusOr<journal::Decided>()> decide;
  std::function<void(sql::Connection&)> save;  // only of what was decided; may be empty
  // Set by the plug-in.
  bool decided = false;
};

// The journal's command type here.
using PortalCommand = std::variant<sync::FollowedStatuses, sync::PutStatuses, sync::BeginReplay,
                                   sync::Rejoin, AdminCommand>;

journal::Plugin MakePlugin();

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_PLUGIN_H_
