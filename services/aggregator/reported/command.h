// Imports as the journal decides them.
#ifndef MOTCUA_SERVICES_AGGREGATOR_REPORTED_COMMAND_H_
#define MOTCUA_SERVICES_AGGREGATOR_REPORTED_COMMAND_H_

#include <memory>
#include <vector>

#include "common/journal/journal.h"
#include "services/aggregator/domain/import.h"
#include "services/aggregator/reported/store.h"

namespace motcua::aggregator {

struct ImportCommand {
  ImportChange change;
  std::shared_ptr<const Import> after;  // left by the decision for the answer
};

LoadedImports LoadImports(sql::Connection& connection, const std::vector<ImportCommand*>& commands);
absl::StatusOr<journal::Decided> DecideImport(LoadedImports& imports, ImportCommand& command);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_REPORTED_COMMAND_H_
