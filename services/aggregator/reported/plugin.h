// What the journal asks of imports: load, decide, save.
#ifndef MOTCUA_SERVICES_AGGREGATOR_REPORTED_PLUGIN_H_
#define MOTCUA_SERVICES_AGGREGATOR_REPORTED_PLUGIN_H_

#include <memory>

#include "common/journal/journal.h"
#include "services/aggregator/domain/import.h"

namespace motcua::aggregator {

// The journal's command type here.
struct ImportCommand {
  ImportChange change;
  std::shared_ptr<const Import> after;  // left by the decision for the answer
};

// Also keeps the cells: what a batch changed is counted as Contributions after minus before. The
// journal's receipt names `imports/{id}`.
journal::Plugin MakeImportPlugin();

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_REPORTED_PLUGIN_H_
