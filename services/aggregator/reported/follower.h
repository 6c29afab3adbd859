// Imports as a source of counters like the others, but in this very process.
#ifndef MOTCUA_SERVICES_AGGREGATOR_REPORTED_FOLLOWER_H_
#define MOTCUA_SERVICES_AGGREGATOR_REPORTED_FOLLOWER_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/sql/connections.h"
#include "common/statistics/follower.h"
#include "common/statistics/server.h"
#include "services/aggregator/knowledge.h"

namespace motcua::aggregator {

// Brings what imports count into Knowledge, under the source id kReported, and tells who waits for
// it. What a crash or a lost database left out comes with the next round. Owns a thread.
// Thread-safe.
class ReportedFollower {
 public:
  // One round is done when it returns, so that nobody is answered without what was acknowledged
  // before; throws std::runtime_error when none succeeds within five seconds. `knowledge` must
  // outlive this.
  ReportedFollower(const sql::Settings& database, statistics::CellSource imports,
                   Knowledge& knowledge);
  // Whoever still waits is told UNAVAILABLE.
  ~ReportedFollower();

  // Calls `counted` once, on any thread: OK when everything through a sequence of the imports'
  // journal stands in Knowledge, UNAVAILABLE if that takes more than five seconds.
  using Counted = std::function<void(const absl::Status&)>;
  void Await(std::int64_t sequence, Counted counted);

  statistics::FollowerState state() const;

 private:
  struct Waiting {
    std::int64_t sequence;
    absl::Time until;  // of SteadyNow
    Counted counted;
  };

  void StartOrThrow();
  void Run();
  // Fetches and applies what is new; false when it must be tried again soon.
  bool Round();
  absl::Status Apply(const statistics::Batch& batch);
  void Report(const absl::Status& status);
  void TellWaiting();

  const statistics::CellSource imports_;
  Knowledge& knowledge_;
  // Used on the thread only.
  sql::Connections connections_;
  bool anew_ = false;               // what Knowledge holds is wrong
  std::int64_t told_through_ = -1;  // revision up to which Knowledge has the imports, but for:
  std::set<std::string> later_;     // ids seen as they were after it; a crash may take that back

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  bool stopping_ = false;
  std::int64_t counted_through_ = -1;
  std::vector<Waiting> waiting_;
  statistics::FollowerState state_{false, "not on disk yet"};

  std::shared_ptr<void> subscription_;
  std::thread thread_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_REPORTED_FOLLOWER_H_
