// Makes files that lie on disk known to the database, which is when they count as stored.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_RECORD_FILES_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_RECORD_FILES_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/service/mutate.h"
#include "common/service/pending_times.h"
#include "services/digitization/files/paper_file.h"

namespace motcua::digitization {

// Who records, and until when it is of use to him.
struct Recorder {
  std::string organisation;
  absl::Time deadline;  // of SteadyNow
};

// Records the files, those known before included, and calls `done` once, from any thread, with
// the row of each, or with what went wrong with any of them. Does not block.
using Recorded = std::function<void(absl::StatusOr<std::map<std::string, PaperFile>>)>;
void RecordFiles(const service::Backend& backend, service::PendingTimes& pending,
                 const Recorder& recorder, const std::vector<CheckedFile>& files, Recorded done);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_RECORD_FILES_H_
