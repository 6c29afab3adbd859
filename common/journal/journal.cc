#include "common/journal/journal.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "common/base/errors.h"
#include "common/journal/batch.h"
#include "common/journal/durable_mark.h"
#include "common/journal/tables.h"
#include "common/journal/writer.h"

namespace motcua::journal {
namespace {

// How often other instances' commits are looked for.
constexpr auto kPulse = std::chrono::milliseconds(50);

absl::Status Overloaded() {
  return Refuse(absl::StatusCode::kResourceExhausted, "OVERLOADED", "",
                "too many requests are waiting; try again",
                "Hệ thống đang quá tải, vui lòng thử lại sau");
}

absl::Status Stopped() {
  return Refuse(absl::StatusCode::kUnavailable, "STOPPING", "", "the service stops; try again",
                "Dịch vụ đang dừng, vui lòng thử lại");
}

}  // namespace

// The queue between callers and the writer thread, and the one from there to the finisher.
class Journal::Core {
 public:
  Core(Options options, Plugin plugin)
      : options_(std::move(options)),
        plugin_(std::move(plugin)),
        writer_(options_, plugin_, [this](absl::Duration time) { return Pause(time); }) {
    mark_.Advance(writer_.Open());
    writer_thread_ = std::thread([this] { WriteAll(); });
    finisher_thread_ = std::thread([this] { FinishAll(); });
  }

  void Submit(Submission submission, Done done) {
    Call call;
    call.submission = std::move(submission);
    call.done = std::move(done);
    if (!call.submission.followed) call.request_key = RequestKeyHash(call.submission.key);
    absl::Status refused;
    {
      const std::lock_guard lock(mutex_);
      refused = Admits(call);
      if (refused.ok()) queue_.push_back(std::move(call));
    }
    if (refused.ok()) {
      submitted_.notify_one();
    } else {
      call.done(std::move(refused));
    }
  }

  void Stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    submitted_.notify_all();
    stopped_.notify_all();
    const std::lock_guard lock(join_mutex_);
    if (writer_thread_.joinable()) writer_thread_.join();
    if (finisher_thread_.joinable()) finisher_thread_.join();
  }

  DurableMark& mark() { return mark_; }
  const Options& options() const { return options_; }

 private:
  // A followed command always finds room: its follower bounds what is under way, and one
  // left out would be passed by the next.
  absl::Status Admits(const Call& call) const {
    if (stopping_) return Stopped();
    if (queue_.size() >= options_.queue_capacity && !call.submission.followed.has_value()) {
      return Overloaded();
    }
    return absl::OkStatus();
  }

  bool Pause(absl::Duration time) {
    std::unique_lock lock(mutex_);
    return !stopped_.wait_for(lock, absl::ToChronoMilliseconds(time), [this] { return stopping_; });
  }

  void WriteAll() {
    for (;;) {
      std::vector<Call> calls;
      {
        std::unique_lock lock(mutex_);
        submitted_.wait_for(lock, kPulse, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty() && stopping_) break;
        const std::size_t count = std::min(options_.batch_limit, queue_.size());
        std::move(queue_.begin(), queue_.begin() + count, std::back_inserter(calls));
        queue_.erase(queue_.begin(), queue_.begin() + count);
      }
      if (!calls.empty()) {
        const Cursor durable = writer_.Write(calls);
        Finish(durable, std::move(calls));
      } else if (mark_.Wanted()) {
        Finish(writer_.Pulse(), {});
      }
    }
    const std::lock_guard lock(finished_mutex_);
    writer_ended_ = true;
    finished_changed_.notify_one();
  }

  // The mark moves before anybody is answered: who was answered may ask for it.
  void Finish(const Cursor& durable, std::vector<Call> calls) {
    const bool moved = mark_.Advance(durable);
    if (!moved && calls.empty()) return;
    const std::lock_guard lock(finished_mutex_);
    finished_.push_back({moved, std::move(calls)});
    finished_changed_.notify_one();
  }

  void FinishAll() {
    for (;;) {
      std::unique_lock lock(finished_mutex_);
      finished_changed_.wait(lock, [this] { return writer_ended_ || !finished_.empty(); });
      if (finished_.empty()) return;
      Finished batch = std::move(finished_.front());
      finished_.pop_front();
      lock.unlock();
      if (batch.mark_moved) mark_.WakeAll();
      for (Call& call : batch.calls) call.done(*std::move(call.outcome));
    }
  }

  struct Finished {
    bool mark_moved = false;
    std::vector<Call> calls;
  };

  const Options options_;
  const Plugin plugin_;
  DurableMark mark_;

  std::mutex mutex_;
  std::condition_variable submitted_;
  std::condition_variable stopped_;
  std::deque<Call> queue_;
  bool stopping_ = false;

  std::mutex finished_mutex_;
  std::condition_variable finished_changed_;
  std::deque<Finished> finished_;
  bool writer_ended_ = false;

  Writer writer_;  // of the writer thread, once it runs
  std::mutex join_mutex_;
  std::thread writer_thread_;
  std::thread finisher_thread_;
};

Journal::Journal(Options options, Plugin plugin)
    : core_(std::make_unique<Core>(std::move(options), std::move(plugin))) {}

Journal::~Journal() { Stop(); }

void Journal::Submit(Submission submission, Done done) {
  core_->Submit(std::move(submission), std::move(done));
}

Cursor Journal::durable() const { return core_->mark().Get(); }

std::shared_ptr<void> Journal::OnDurable(std::function<void()> wake) {
  return core_->mark().Subscribe(std::move(wake));
}

Cursor Journal::FollowedCursor(const std::string& source) {
  // Written through the head, so that the answer is on disk: whoever goes on from a cursor that
  // a crash takes back would leave events out.
  const std::unique_ptr<sql::Connection> connection = Connect(core_->options().database);
  sql::Transaction transaction(*connection);
  const Head head = LockHead(*connection);
  const Cursor cursor = ReadCursors(*connection, {source})[source];
  WriteHead(*connection, head);
  transaction.Commit();
  return cursor;
}

void Journal::Stop() { core_->Stop(); }

}  // namespace motcua::journal
