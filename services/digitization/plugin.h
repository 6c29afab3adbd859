// What the journal asks of digitization: load, decide, save.
#ifndef MOTCUA_SERVICES_DIGITIZATION_PLUGIN_H_
#define MOTCUA_SERVICES_DIGITIZATION_PLUGIN_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/catalog/catalog.h"
#include "common/journal/journal.h"
#include "common/service/pending_times.h"
#include "services/digitization/domain/commands.h"
#include "services/digitization/domain/configuration.h"
#include "services/digitization/domain/document.h"
#include "services/digitization/domain/folder.h"

namespace motcua::digitization {

// The journal's command type here: one change of one folder, or a file to record, with everything
// it is decided by.
struct FolderChange {
  std::string code;  // of the dossier; empty for RecordFile
  std::string etag;  // the folder must still have it; empty: any
  Command command;
  absl::Time event_time;
  bool imported = false;                            // `event_time` was stated by an importer
  std::string organisation;                         // who asks; signs off steps
  std::shared_ptr<const catalog::Catalog> catalog;  // null for RecordFile
  service::PendingTimes::Stamp arrival;             // of a followed event: null
  absl::Status fault;  // of a followed event that cannot be read: makes it a conflict

  // Left by the decision for the answer.
  std::shared_ptr<const Folder> after;
  std::int64_t version = 0;
  std::shared_ptr<const Document> document;  // that StoreDocument made
};

// Also keeps the cells: what a batch changed is counted as Contributions after minus before.
journal::Plugin MakePlugin(const Configuration& configuration);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_PLUGIN_H_
