// What the aggregator's journal decides: documents taken in, periods closed.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PLUGIN_H_
#define MOTCUA_SERVICES_AGGREGATOR_PLUGIN_H_

#include <variant>

#include "common/journal/journal.h"
#include "services/aggregator/closing/command.h"
#include "services/aggregator/reported/command.h"

namespace motcua::aggregator {

// The journal's command type here.
using Command = std::variant<ImportCommand, CloseCommand>;

// Also keeps the cells of imports: what a batch changed is counted as Contributions after minus
// before. The journal's receipt names `imports/{id}` or `snapshots/{snapshot}`.
journal::Plugin MakePlugin();

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PLUGIN_H_
