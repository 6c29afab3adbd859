#include "common/feed/follower.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/log.h"
#include "common/feed/convert.h"
#include "common/rpc/stream_thread.h"
#include "motcua/feed/v1/feed.grpc.pb.h"

namespace motcua::feed {
namespace {

constexpr int kMostUnderWay = 2000;

absl::Time FromTimestamp(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

}  // namespace

class Follower::Core {
 public:
  explicit Core(Options options)
      : options_(std::move(options)),
        stub_(v1::ChangeFeedService::NewStub(options_.channel)),
        thread_([this](grpc::ClientContext& context) { return Watch(context); }) {}

  FollowerState state() const {
    const std::lock_guard lock(mutex_);
    return state_;
  }

 private:
  // True when at least one message was taken.
  bool Watch(grpc::ClientContext& context) {
    if (!Begin()) return false;
    v1::WatchEventsRequest request;
    if (cursor_.sequence > 0) *request.mutable_after() = ToProto(cursor_);
    const auto stream = stub_->WatchEvents(&context, request);
    v1::WatchEventsResponse message;
    bool useful = false;
    absl::Status failure;
    while (failure.ok() && stream->Read(&message)) {
      useful = true;
      Connected();
      failure = Take(message);
    }
    if (!failure.ok()) context.TryCancel();
    Drain();
    const grpc::Status ended = stream->Finish();
    if (failure.ok())
      failure =
          absl::Status(static_cast<absl::StatusCode>(ended.error_code()), ended.error_message());
    Disconnected(failure);
    return useful;
  }

  bool Begin() {
    try {
      cursor_ = options_.journal->FollowedCursor(options_.source);
    } catch (const sql::Error& error) {
      Disconnected(absl::UnavailableError(error.what()));
      return false;
    }
    const std::lock_guard lock(mutex_);
    refused_ = absl::OkStatus();
    promises_.clear();
    state_.applied_sequence = cursor_.sequence;
    return true;
  }

  // Whole commands, each checked against the chain before it is submitted.
  absl::Status Take(const v1::WatchEventsResponse& message) {
    std::vector<v1::Event> events;
    bool passed = false;  // the last command meant nothing to us, and its cursor is not stored
    for (const v1::Event& event : message.events()) {
      const absl::Status linked = Link(event);
      if (!linked.ok()) return linked;
      events.push_back(event);
      if (!event.command_end()) continue;
      std::shared_ptr<void> command = options_.to_command(events);
      events.clear();
      passed = command == nullptr;
      if (passed) continue;
      const absl::Status submitted = Submit(std::move(command));
      if (!submitted.ok()) return submitted;
    }
    if (!events.empty() || message.cursor().sequence() != cursor_.sequence ||
        message.cursor().chain_hash() != cursor_.chain_hash) {
      return absl::DataLossError("the cursor is not after the events");
    }
    if (message.has_complete_until()) Promise(FromTimestamp(message.complete_until()));
    return passed ? Submit(nullptr) : absl::OkStatus();
  }

  absl::Status Link(const v1::Event& event) {
    const journal::StoredEvent stored = FromProto(event);
    if (stored.sequence != cursor_.sequence + 1 ||
        stored.chain_hash != journal::ChainHash(cursor_.chain_hash, stored)) {
      return absl::DataLossError(absl::StrCat("the chain breaks at event ", stored.sequence));
    }
    cursor_ = {stored.sequence, stored.chain_hash};
    return absl::OkStatus();
  }

  // Stores an effect with the cursor. An error is that of an earlier command: nothing may be
  // submitted after it.
  absl::Status Submit(std::shared_ptr<void> command) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return under_way_ < kMostUnderWay || !refused_.ok(); });
      if (!refused_.ok()) return refused_;
      ++under_way_;
    }
    journal::Submission submission;
    submission.command = std::move(command);
    submission.followed = journal::Followed{options_.source, cursor_};
    submission.organisation = options_.source;
    options_.journal->Submit(
        std::move(submission),
        [this, sequence = cursor_.sequence](const absl::StatusOr<journal::Receipt>& receipt) {
          Done(sequence, receipt.status());
        });
    const std::lock_guard lock(mutex_);
    return refused_;
  }

  void Done(std::int64_t sequence, const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    --under_way_;
    if (!status.ok()) {
      refused_.Update(status);
    } else if (refused_.ok()) {
      state_.applied_sequence = sequence;
      state_.last_error.clear();
      KeepPromises();
    }
    changed_.notify_all();
  }

  // The source's promise counts once everything before it is applied.
  void Promise(absl::Time time) {
    const std::lock_guard lock(mutex_);
    promises_.push_back({cursor_.sequence, time});
    KeepPromises();
  }
  void KeepPromises() {
    while (!promises_.empty() && promises_.front().first <= state_.applied_sequence) {
      state_.complete_until = std::max(state_.complete_until, promises_.front().second);
      promises_.pop_front();
    }
  }

  void Drain() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return under_way_ == 0; });
  }

  void Connected() {
    const std::lock_guard lock(mutex_);
    state_.connected = true;
    state_.forked = false;
  }

  void Disconnected(const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    const std::string error = status.ok() ? "the stream ended" : std::string(status.message());
    const bool forked = status.code() == absl::StatusCode::kOutOfRange;
    if (error != state_.last_error && !absl::IsCancelled(status)) {
      Log(forked || absl::IsDataLoss(status) ? LogLevel::kError : LogLevel::kWarning, "feed_ended",
          {{"source", options_.source}, {"error", error}});
    }
    state_.connected = false;
    state_.forked = forked;
    state_.last_error = error;
  }

  const Options options_;
  std::unique_ptr<v1::ChangeFeedService::Stub> stub_;
  journal::Cursor cursor_;  // of the last event taken; used on the thread only

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  FollowerState state_;
  int under_way_ = 0;
  absl::Status refused_;  // the first since the stream began
  std::deque<std::pair<std::int64_t, absl::Time>> promises_;
  rpc::StreamThread thread_;  // last: it uses all of the above
};

Follower::Follower(Options options) : core_(std::make_unique<Core>(std::move(options))) {}
Follower::~Follower() = default;

FollowerState Follower::state() const { return core_->state(); }

}  // namespace motcua::feed
