// What the streams of files share.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_TRANSFER_PARTS_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_TRANSFER_PARTS_H_

#include "absl/time/time.h"
#include "common/rpc/ticker.h"
#include "common/rpc/workers.h"
#include "common/service/mutate.h"
#include "common/service/pending_times.h"
#include "services/digitization/files/file_store.h"
#include "services/digitization/files/uploads.h"

namespace motcua::digitization {

// Outlives every stream.
struct TransferParts {
  service::Backend backend;
  service::PendingTimes& pending;
  FileStore& store;
  Uploads& uploads;
  rpc::Ticker& ticker;
  rpc::Workers& workers;
  absl::Duration patience;  // with a stream on which nothing moves
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_TRANSFER_PARTS_H_
