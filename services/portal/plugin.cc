#include "services/portal/plugin.h"

#include <vector>

#include "services/portal/sync/working_set.h"

namespace motcua::portal {
namespace {

struct States {
  sync::WorkingSet statuses;
  std::vector<AdminCommand*> admin;
};

void Name(const sync::FollowedStatuses& command, sync::WorkingSet::Names& names) {
  std::set<std::string>& codes = names[command.province];
  for (const sync::HeardOf& heard : command.heard) codes.insert(heard.code);
}

void Name(const sync::PutStatuses& command, sync::WorkingSet::Names& names) {
  std::set<std::string>& codes = names[command.province];
  for (const sync::LooseStatus& loose : command.statuses) codes.insert(loose.code);
}

void Name(const sync::BeginReplay& command, sync::WorkingSet::Names& names) {
  names[command.province];
}

void Name(const sync::Rejoin& command, sync::WorkingSet::Names& names) { names[command.province]; }

void Name(const AdminCommand&, sync::WorkingSet::Names&) {}

States Load(sql::Connection& connection, const std::vector<PortalCommand*>& commands) {
  sync::WorkingSet::Names names;
  States states;
  for (PortalCommand* command : commands) {
    std::visit([&](const auto& what) { Name(what, names); }, *command);
    auto* const admin = std::get_if<AdminCommand>(command);
    if (admin == nullptr) continue;
    admin->decided = false;
    if (admin->load) admin->load(connection);
    states.admin.push_back(admin);
  }
  states.statuses = sync::WorkingSet(connection, names);
  return states;
}

struct Decide {
  States& states;

  absl::StatusOr<journal::Decided> operator()(AdminCommand& command) const {
    auto decided = command.decide();
    command.decided = decided.ok();
    return decided;
  }
  template <typename Command>
  absl::StatusOr<journal::Decided> operator()(Command& command) const {
    return states.statuses.Decide(command);
  }
};

void Save(sql::Connection& connection, States& states, std::int64_t revision) {
  states.statuses.Save(connection, revision);
  for (AdminCommand* command : states.admin) {
    if (command->decided && command->save) command->save(connection);
  }
}

}  // namespace

journal::Plugin MakePlugin() {
  return journal::MakePlugin<PortalCommand, States>(
      Load,
      [](States& states, PortalCommand& command) { return std::visit(Decide{states}, command); },
      Save, [] {});
}

}  // namespace motcua::portal
