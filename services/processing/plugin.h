// What the journal asks of processing: load, decide, save.
#ifndef MOTCUA_SERVICES_PROCESSING_PLUGIN_H_
#define MOTCUA_SERVICES_PROCESSING_PLUGIN_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/catalog/catalog.h"
#include "common/journal/journal.h"
#include "common/service/pending_times.h"
#include "services/processing/domain/commands.h"
#include "services/processing/domain/recalculation.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

// The journal's command type here: one change of one case, or of a recalculation, with everything
// it is decided by.
struct CaseChange {
  std::string code;
  std::string etag;  // the case must still have it; empty: any
  Command command;
  // Of a recalculation instead; `code` is empty then.
  std::optional<RecalculationCommand> recalculation;
  absl::Time event_time;
  bool imported = false;                            // `event_time` was stated by an importer
  std::shared_ptr<const catalog::Catalog> catalog;  // never null
  service::PendingTimes::Stamp arrival;             // of a followed event: null
  absl::Status fault;  // of a followed event that cannot be read: makes it a conflict

  // Left by the decision for the answer.
  std::shared_ptr<const Case> after;
  std::int64_t version = 0;
  Recalculation recalculated;
};

// Also keeps the cells: what a batch changed is counted as Contributions after minus before.
journal::Plugin MakePlugin();

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_PLUGIN_H_
