// A few threads with a connection each, for reads. Bounded: a full queue refuses.
#ifndef MOTCUA_COMMON_SQL_READ_POOL_H_
#define MOTCUA_COMMON_SQL_READ_POOL_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "common/sql/connection.h"

namespace motcua::sql {

// Thread-safe. A connection that broke is replaced; the task that met it is told.
class ReadPool {
 public:
  ReadPool(const Settings& settings, int threads = 4, std::size_t queue_capacity = 1024);
  // Runs what is queued, then ends.
  ~ReadPool();

  // Runs `task` on a pool thread. `failed` is called instead, or after an exception of the
  // task: UNAVAILABLE for a lost connection, RESOURCE_EXHAUSTED for a full queue, else INTERNAL.
  void Submit(std::function<void(Connection&)> task, std::function<void(absl::Status)> failed);

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace motcua::sql

#endif  // MOTCUA_COMMON_SQL_READ_POOL_H_
