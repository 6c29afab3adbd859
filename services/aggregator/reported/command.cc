#include "services/aggregator/reported/command.h"

#include <set>
#include <utility>

#include "services/aggregator/reported/convert.h"

namespace motcua::aggregator {

LoadedImports LoadImports(sql::Connection& connection,
                          const std::vector<ImportCommand*>& commands) {
  std::set<std::string> ids;
  for (const ImportCommand* command : commands) ids.insert(command->change.id);
  return LoadImports(connection, ids);
}

absl::StatusOr<journal::Decided> DecideImport(LoadedImports& imports, ImportCommand& command) {
  LoadedImport& loaded = imports.at(command.change.id);
  absl::StatusOr<Import> after = Decide(loaded.now.get(), command.change);
  if (!after.ok()) return after.status();
  journal::Decided decided{"imports/" + command.change.id, {}};
  if (loaded.now == nullptr || *after != *loaded.now) {
    decided.events.push_back(ToJournalEvent(command.change));
    loaded.now = std::make_shared<const Import>(*std::move(after));
  }
  command.after = loaded.now;
  return decided;
}

}  // namespace motcua::aggregator
