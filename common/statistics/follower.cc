#include "common/statistics/follower.h"

#include <mutex>
#include <utility>

#include "common/base/log.h"
#include "common/rpc/stream_thread.h"
#include "common/statistics/convert.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"

namespace motcua::statistics {

class CellFollower::Core {
 public:
  explicit Core(Options options)
      : options_(std::move(options)),
        stub_(v1::StatisticsService::NewStub(options_.channel)),
        thread_([this](grpc::ClientContext& context) { return Watch(context); }) {}

  FollowerState state() const {
    const std::lock_guard lock(mutex_);
    return state_;
  }

 private:
  // True when at least one batch was applied.
  bool Watch(grpc::ClientContext& context) {
    v1::WatchCellsRequest request;
    *request.mutable_projection() = options_.projection;
    const auto cursor = anew_ ? std::nullopt : options_.cursor();
    if (cursor.has_value()) {
      request.mutable_after()->set_epoch(cursor->epoch);
      request.mutable_after()->set_revision(cursor->revision);
    }
    const auto stream = stub_->WatchCells(&context, request);
    v1::WatchCellsResponse part;
    Batch staged;
    bool useful = false;
    absl::Status failure;
    while (failure.ok() && stream->Read(&part)) {
      Append(part, staged);
      if (!part.end_of_batch()) continue;
      failure = Apply(std::exchange(staged, Batch()));
      useful |= failure.ok();
    }
    if (!failure.ok()) context.TryCancel();
    const grpc::Status ended = stream->Finish();
    Disconnected(failure.ok() ? ended.error_message() : std::string(failure.message()));
    return useful;
  }

  absl::Status Apply(const Batch& batch) {
    const absl::Status applied = options_.apply(batch);
    if (!applied.ok()) {
      anew_ = applied.code() == absl::StatusCode::kDataLoss;
      Log(LogLevel::kError, "batch_refused",
          {{"source", options_.source}, {"error", std::string(applied.message())}});
      return applied;
    }
    anew_ = false;
    const std::lock_guard lock(mutex_);
    state_ = {true, ""};
    return applied;
  }

  void Disconnected(std::string error) {
    const std::lock_guard lock(mutex_);
    state_ = {false, error.empty() ? "the stream ended" : std::move(error)};
  }

  const Options options_;
  std::unique_ptr<v1::StatisticsService::Stub> stub_;
  bool anew_ = false;  // what the store holds is wrong; used on the thread only
  mutable std::mutex mutex_;
  FollowerState state_;
  rpc::StreamThread thread_;  // last: it uses all of the above
};

CellFollower::CellFollower(Options options) : core_(std::make_unique<Core>(std::move(options))) {}
CellFollower::~CellFollower() = default;

FollowerState CellFollower::state() const { return core_->state(); }

}  // namespace motcua::statistics
