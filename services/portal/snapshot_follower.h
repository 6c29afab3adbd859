// Fetches a province's signed snapshots and believes none unchecked.
#ifndef MOTCUA_SERVICES_PORTAL_SNAPSHOT_FOLLOWER_H_
#define MOTCUA_SERVICES_PORTAL_SNAPSHOT_FOLLOWER_H_

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/signing/key.h"
#include "grpcpp/grpcpp.h"
#include "motcua/aggregator/v1/snapshot.grpc.pb.h"
#include "services/portal/fault_injector.h"
#include "services/portal/problems.h"
#include "services/portal/snapshot_book.h"

namespace motcua::portal {

// Owns a thread that looks for new snapshots again and again. Whatever is wrong with one is a
// problem of the province; the others are taken all the same.
class SnapshotFollower {
 public:
  struct Options {
    std::string province;
    std::shared_ptr<grpc::Channel> channel;
    signing::Keyring keys;  // of the province, old ones too
    SnapshotBook* book;
    Problems* problems;
    FaultInjector* faults;
    Clock clock;
    absl::Duration pause = absl::Seconds(2);  // between two looks
  };
  explicit SnapshotFollower(Options options);
  // Cancels the call under way and joins.
  ~SnapshotFollower();
  SnapshotFollower(const SnapshotFollower&) = delete;
  SnapshotFollower& operator=(const SnapshotFollower&) = delete;

 private:
  using Head = aggregator::v1::Snapshot;

  void Run();
  void Look();
  std::optional<std::vector<Head>> List();
  void Consider(const Head& message);
  void CompareWithHeld(const Head& message, const HeldSnapshot& held);
  void PassEarlier(const SnapshotHead& complete);
  void Take(const Head& message, const SnapshotHead& head);
  // The two below verify what they fetch against the signed digests.
  absl::Status CheckContent(const Head& message, std::vector<std::string>& violations);
  absl::StatusOr<PeriodSums> SumFacts(const Head& message);
  // Runs one unary call that the destructor can cancel.
  template <typename Call>
  grpc::Status Do(Call call);
  void Note(ProblemKind kind, const std::string& subject, const std::string& detail);
  void Pass(ProblemKind kind, const std::string& subject);
  // Of a call: the province is not reached, or what it keeps is damaged.
  void NoteFailure(const absl::Status& status, const std::string& subject);

  const Options options_;
  const std::unique_ptr<aggregator::v1::SnapshotService::Stub> stub_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  grpc::ClientContext* context_ = nullptr;  // of the call under way
  std::thread thread_;                      // last: it uses all of the above
};

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_SNAPSHOT_FOLLOWER_H_
