#include "common/feed/follower.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/log.h"
#include "common/feed/convert.h"
#include "common/feed/progress.h"
#include "common/rpc/request.h"
#include "common/rpc/stream_thread.h"
#include "motcua/feed/v1/feed.grpc.pb.h"

namespace motcua::feed {
namespace {

absl::Status StatusOf(const grpc::Status& status) {
  return {static_cast<absl::StatusCode>(status.error_code()), status.error_message()};
}

}  // namespace

class Follower::Core {
 public:
  explicit Core(Options options)
      : options_(std::move(options)),
        stub_(v1::ChangeFeedService::NewStub(options_.channel)),
        thread_([this](grpc::ClientContext& context) { return Watch(context); }) {}

  ~Core() { progress_->Stop(); }

  FollowedSource followed() const { return {options_.source, progress_->state()}; }

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
      failure = Take(message);
      if (!failure.ok()) break;
      useful = true;
      progress_->Connected();
    }
    if (!failure.ok()) context.TryCancel();
    progress_->Drain();
    const grpc::Status ended = stream->Finish();
    Disconnected(failure.ok() ? StatusOf(ended) : failure);
    return useful;
  }

  bool Begin() {
    try {
      cursor_ = options_.journal->FollowedCursor(options_.source);
    } catch (const sql::Error& error) {
      Disconnected(absl::UnavailableError(error.what()));
      return false;
    }
    progress_->Begin(cursor_);
    return true;
  }

  // Whole commands, each checked against the chain before it is submitted.
  absl::Status Take(const v1::WatchEventsResponse& message) {
    const bool asks = options_.admit != nullptr && !message.events().empty();
    const absl::Status let_in = asks ? options_.admit() : absl::OkStatus();
    if (!let_in.ok()) return let_in;
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
    if (message.has_complete_until()) {
      progress_->Promise(cursor_.sequence, rpc::FromTimestamp(message.complete_until()));
    }
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

  // Stores an effect with the cursor.
  absl::Status Submit(std::shared_ptr<void> command) {
    const absl::Status admitted = progress_->Admit();
    if (!admitted.ok()) return admitted;
    journal::Submission submission;
    submission.command = std::move(command);
    submission.followed = journal::Followed{options_.source, cursor_};
    submission.organisation = options_.source;
    options_.journal->Submit(
        std::move(submission),
        [progress = progress_, cursor = cursor_](const absl::StatusOr<journal::Receipt>& receipt) {
          progress->Done(cursor, receipt.status());
        });
    return progress_->refused();
  }

  void Disconnected(const absl::Status& status) {
    const bool news = progress_->Disconnected(status);
    if (!news || absl::IsCancelled(status)) return;
    const bool serious = absl::IsOutOfRange(status) || absl::IsDataLoss(status);
    Log(serious ? LogLevel::kError : LogLevel::kWarning, "feed_ended",
        {{"source", options_.source}, {"error", std::string(status.message())}});
  }

  const Options options_;
  std::unique_ptr<v1::ChangeFeedService::Stub> stub_;
  journal::Cursor cursor_;  // of the last event taken; used on the thread only

  const std::shared_ptr<Progress> progress_ = std::make_shared<Progress>();
  rpc::StreamThread thread_;  // last: it uses all of the above
};

Follower::Follower(Options options) : core_(std::make_unique<Core>(std::move(options))) {}
Follower::~Follower() = default;

FollowerState Follower::state() const { return core_->followed().state; }

FollowedSource Follower::followed() const { return core_->followed(); }

}  // namespace motcua::feed
