// The other end of WatchCells: receives batches whole and hands them to a store.
#ifndef MOTCUA_COMMON_STATISTICS_FOLLOWER_H_
#define MOTCUA_COMMON_STATISTICS_FOLLOWER_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "common/statistics/cell_store.h"
#include "grpcpp/grpcpp.h"
#include "motcua/statistics/v1/statistics.pb.h"

namespace motcua::statistics {

struct FollowerState {
  bool connected = false;
  std::string last_error;  // empty since the last batch
};

// Owns one thread that keeps one stream, reconnecting with backoff. Thread-safe.
class CellFollower {
 public:
  struct Options {
    std::string source;
    std::shared_ptr<grpc::Channel> channel;
    v1::Projection projection;
    // Where the store stands; asked at each (re)connect. nullopt: first sync.
    std::function<std::optional<CellCursor>()> cursor;
    // Applies a whole batch (a bookmark has no cells) and checks its digest against what
    // it then holds. DATA_LOSS: nothing was applied; the follower asks for everything anew.
    // Any other error: reconnect and go on from `cursor`.
    std::function<absl::Status(const Batch&)> apply;
  };
  explicit CellFollower(Options options);
  // Cancels the stream and joins.
  ~CellFollower();

  FollowerState state() const;

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_FOLLOWER_H_
