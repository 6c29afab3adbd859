#include "services/aggregator/plugin.h"

#include <memory>
#include <vector>

#include "common/statistics/cell_store.h"
#include "common/statistics/recount.h"

namespace motcua::aggregator {
namespace {

struct States {
  LoadedImports imports;
  LoadedSnapshots snapshots;
};

States Load(sql::Connection& connection, const std::vector<Command*>& commands) {
  std::vector<ImportCommand*> imports;
  std::vector<CloseCommand*> closings;
  for (Command* command : commands) {
    if (auto* import = std::get_if<ImportCommand>(command)) imports.push_back(import);
    if (auto* closing = std::get_if<CloseCommand>(command)) closings.push_back(closing);
  }
  return {LoadImports(connection, imports), LoadSnapshots(connection, closings)};
}

absl::StatusOr<journal::Decided> DecideInBatch(States& states, Command& command) {
  if (auto* import = std::get_if<ImportCommand>(&command)) {
    return DecideImport(states.imports, *import);
  }
  return DecideClosing(states.snapshots, std::get<CloseCommand>(command));
}

}  // namespace

journal::Plugin MakePlugin() {
  const auto cells = std::make_shared<statistics::CellWriter>();
  return journal::MakePlugin<Command, States>(
      Load, DecideInBatch,
      [cells](sql::Connection& connection, States& states, std::int64_t revision) {
        SaveImports(connection, states.imports, revision);
        SaveSnapshots(connection, states.snapshots);
        cells->Write(connection, statistics::CountChanges(states.imports), revision);
      },
      [cells] { cells->Forget(); });
}

}  // namespace motcua::aggregator
