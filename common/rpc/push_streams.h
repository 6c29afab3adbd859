// Streams a server pushes: what is new, bookmarks when idle, and an end for slow readers.
#ifndef MOTCUA_COMMON_RPC_PUSH_STREAMS_H_
#define MOTCUA_COMMON_RPC_PUSH_STREAMS_H_

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/rpc/guard.h"
#include "common/rpc/ticker.h"
#include "common/rpc/workers.h"
#include "grpc/grpc.h"
#include "grpcpp/grpcpp.h"

namespace motcua::rpc {

struct PushOptions {
  int workers = 2;
  absl::Duration pause = absl::Milliseconds(20);  // between rounds of one stream
  absl::Duration bookmark = absl::Seconds(1);     // longest silence
  absl::Duration patience = absl::Seconds(30);    // with a reader that takes nothing
};

// Holds any number of streams of one method. Each alternates between asking, on a worker
// thread, what comes next, and one outstanding write. Thread-safe; outlives its streams, which
// end with their server.
template <typename Response>
class PushStreams {
 public:
  struct Step {
    std::optional<Response> message;  // none: the round is over
    bool more = false;                // ask again as soon as the message is written
  };
  // What one reader gets next. A round begins after Wake, or with `bookmark_due`, when it should
  // give at least a bookmark. May block a little. An error ends the stream.
  using Next = std::function<absl::StatusOr<Step>(bool bookmark_due)>;

  explicit PushStreams(PushOptions options) : options_(options), workers_(options.workers) {}

  // The reactor of a new stream; its first round begins at once, with a bookmark due.
  grpc::ServerWriteReactor<Response>* Open(grpc::CallbackServerContext* context, Next next) {
    const auto stream = std::make_shared<Stream>(*this, context, std::move(next));
    stream->Begin();
    return stream.get();
  }

  // There may be something new for every stream.
  void Wake() {
    ++news_;
    ticker_.Wake();
  }

 private:
  class Stream;

  const PushOptions options_;
  std::atomic<std::int64_t> news_ = 0;
  Ticker ticker_;
  Workers workers_;  // last: what they run uses the above
};

// Exactly one of worker, write and ticker may act on it at a time: state_ says which. It keeps
// itself alive until OnDone, and worker and ticker keep it alive while they act.
template <typename Response>
class PushStreams<Response>::Stream final : public grpc::ServerWriteReactor<Response>,
                                            public std::enable_shared_from_this<Stream> {
 public:
  Stream(PushStreams& streams, grpc::CallbackServerContext* context, Next next)
      : streams_(streams), context_(context), next_(std::move(next)) {}

  void Begin() {
    const std::lock_guard lock(mutex_);
    self_ = this->shared_from_this();
    looked_after_ = streams_.ticker_.Add([weak = this->weak_from_this()](absl::Time now) {
      const auto stream = weak.lock();
      return stream == nullptr ? absl::InfiniteFuture() : stream->Look(now);
    });
    StartRound(SteadyNow(), true);
  }

  void OnWriteDone(bool ok) override {
    const std::lock_guard lock(mutex_);
    if (!ok || cancelled_) return End(Ended());
    last_sent_ = SteadyNow();
    if (more_) return Ask(false);
    Rest();
  }

  void OnCancel() override {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
    if (state_ == State::kResting) End(Ended());
  }

  void OnDone() override {
    std::shared_ptr<Stream> self;  // dies after the lock
    const std::lock_guard lock(mutex_);
    looked_after_.reset();
    self = std::move(self_);
  }

 private:
  enum class State { kResting, kAsking, kWriting, kEnded };

  // On the ticker's thread.
  absl::Time Look(absl::Time now) {
    const std::lock_guard lock(mutex_);
    if (state_ == State::kWriting) return LookAtWrite(now);
    if (state_ != State::kResting) return absl::InfiniteFuture();
    const absl::Time bookmark = last_sent_ + streams_.options_.bookmark;
    const absl::Time due =
        seen_ == streams_.news_ ? bookmark : round_began_ + streams_.options_.pause;
    if (now < due) return due;
    StartRound(now, now >= bookmark);
    return absl::InfiniteFuture();
  }

  absl::Time LookAtWrite(absl::Time now) {
    const absl::Time limit = write_began_ + streams_.options_.patience;
    if (now < limit || cut_off_) return limit;
    cut_off_ = true;
    // Finish would wait behind the message nobody reads; TryCancel would not say why.
    grpc_call_cancel_with_status(context_->c_call(), GRPC_STATUS_RESOURCE_EXHAUSTED,
                                 "the reader is too slow", nullptr);
    return absl::InfiniteFuture();
  }

  void StartRound(absl::Time now, bool bookmark_due) {
    round_began_ = now;
    seen_ = streams_.news_;
    Ask(bookmark_due);
  }

  void Ask(bool bookmark_due) {
    state_ = State::kAsking;
    const bool queued = streams_.workers_.Run(
        [self = this->shared_from_this(), bookmark_due] { self->Produce(bookmark_due); });
    if (!queued) End(ToGrpc(Overloaded()));
  }

  // On a worker's thread.
  void Produce(bool bookmark_due) {
    absl::StatusOr<Step> step = AskNext(bookmark_due);
    const std::lock_guard lock(mutex_);
    if (cancelled_) return End(Ended());
    if (!step.ok()) return End(ToGrpc(step.status()));
    if (!step->message.has_value()) return Rest();
    state_ = State::kWriting;
    message_ = *std::move(step->message);
    more_ = step->more;
    write_began_ = SteadyNow();
    this->StartWrite(&message_);
  }

  absl::StatusOr<Step> AskNext(bool bookmark_due) {
    try {
      return next_(bookmark_due);
    } catch (const std::exception& error) {
      Log(LogLevel::kError, "stream_failed", {{"error", error.what()}});
      return absl::InternalError("");
    }
  }

  void Rest() {
    state_ = State::kResting;
    if (seen_ != streams_.news_) streams_.ticker_.Wake();
  }

  void End(const grpc::Status& status) {
    state_ = State::kEnded;
    this->Finish(status);
  }

  grpc::Status Ended() const {
    if (!cut_off_) return {grpc::StatusCode::CANCELLED, "cancelled"};
    return ToGrpc(Overloaded());
  }

  PushStreams& streams_;
  grpc::CallbackServerContext* const context_;
  const Next next_;  // called by one worker at a time

  std::mutex mutex_;
  std::shared_ptr<Stream> self_;
  std::shared_ptr<void> looked_after_;
  State state_ = State::kResting;
  bool cancelled_ = false;
  bool cut_off_ = false;
  Response message_;  // being written
  bool more_ = false;
  std::int64_t seen_ = 0;  // of PushStreams::news_, when the round began
  absl::Time round_began_;
  absl::Time last_sent_ = SteadyNow();
  absl::Time write_began_;
};

}  // namespace motcua::rpc

#endif  // MOTCUA_COMMON_RPC_PUSH_STREAMS_H_
