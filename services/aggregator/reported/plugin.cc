#include "services/aggregator/reported/plugin.h"

#include <set>
#include <utility>
#include <vector>

#include "common/statistics/cell_store.h"
#include "common/statistics/recount.h"
#include "services/aggregator/reported/convert.h"
#include "services/aggregator/reported/store.h"

namespace motcua::aggregator {
namespace {

LoadedImports Load(sql::Connection& connection, const std::vector<ImportCommand*>& commands) {
  std::set<std::string> ids;
  for (const ImportCommand* command : commands) ids.insert(command->change.id);
  return LoadImports(connection, ids);
}

absl::StatusOr<journal::Decided> DecideInBatch(LoadedImports& imports, ImportCommand& command) {
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

}  // namespace

journal::Plugin MakeImportPlugin() {
  const auto cells = std::make_shared<statistics::CellWriter>();
  return journal::MakePlugin<ImportCommand, LoadedImports>(
      Load, DecideInBatch,
      [cells](sql::Connection& connection, LoadedImports& imports, std::int64_t revision) {
        SaveImports(connection, imports, revision);
        cells->Write(connection, statistics::CountChanges(imports), revision);
      },
      [cells] { cells->Forget(); });
}

}  // namespace motcua::aggregator
