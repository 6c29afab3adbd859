// A service on a free port without TLS, and a consumer that keeps cells: for the tests of this
// folder.
#ifndef MOTCUA_COMMON_STATISTICS_SERVED_FOR_TEST_H_
#define MOTCUA_COMMON_STATISTICS_SERVED_FOR_TEST_H_

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "common/rpc/serve.h"
#include "common/statistics/follower.h"
#include "common/statistics/tally_for_test.h"

namespace motcua::statistics {

class Served {
 public:
  explicit Served(grpc::Service& service)
      : server_({"127.0.0.1:0", {}, absl::Milliseconds(200)}, {&service}) {}
  std::shared_ptr<grpc::Channel> Dial() {
    return grpc::CreateChannel("127.0.0.1:" + std::to_string(server_.port()),
                               grpc::InsecureChannelCredentials());
  }

 private:
  rpc::Server server_;
};

// Applies batches as a consumer must and remembers every state it was in. Thread-safe.
class Keeper {
 public:
  struct State {
    std::int64_t through;
    Deltas cells;
  };

  std::optional<CellCursor> cursor() {
    const std::lock_guard lock(mutex_);
    return cursor_;
  }

  absl::Status Apply(const Batch& batch) {
    const std::lock_guard lock(mutex_);
    if (batch.full) cells_.clear();
    for (const auto& [key, value] : batch.cells) {
      cells_[key] = value;
      if (value == 0) cells_.erase(key);
    }
    Deltas now;
    for (const auto& [key, value] : cells_) now.Add(key, value);
    if (DigestOf(now) != batch.digest) ++wrong_digests_;
    states_.push_back({batch.through, std::move(now)});
    epochs_.insert(batch.epoch);
    cursor_ = CellCursor{batch.epoch, batch.through};
    complete_until_ = batch.complete_until;
    changed_.notify_all();
    return absl::OkStatus();
  }

  // False when the revision does not come within a minute.
  bool WaitFor(std::int64_t revision) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::minutes(1),
                             [&] { return cursor_.has_value() && cursor_->revision >= revision; });
  }
  bool WaitForBatches(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::minutes(1),
                             [&] { return states_.size() >= count; });
  }

  // Only after the follower is gone.
  const std::vector<State>& states() const { return states_; }
  const std::set<std::string>& epochs() const { return epochs_; }
  int wrong_digests() const { return wrong_digests_; }
  absl::Time complete_until() const { return complete_until_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<CellKey, std::int64_t> cells_;
  std::optional<CellCursor> cursor_;
  std::vector<State> states_;
  std::set<std::string> epochs_;
  int wrong_digests_ = 0;
  absl::Time complete_until_;
};

inline CellFollower::Options Following(std::shared_ptr<grpc::Channel> channel, Keeper& keeper) {
  CellFollower::Options options;
  options.source = "test";
  options.channel = std::move(channel);
  options.cursor = [&keeper] { return keeper.cursor(); };
  options.apply = [&keeper](const Batch& batch) { return keeper.Apply(batch); };
  return options;
}

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_SERVED_FOR_TEST_H_
