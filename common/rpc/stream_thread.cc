#include "common/rpc/stream_thread.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "common/base/log.h"

namespace motcua::rpc {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(50);

}  // namespace

StreamThread::StreamThread(Session session, absl::Duration longest_pause)
    : session_(std::move(session)), longest_pause_(longest_pause), thread_([this] { Run(); }) {}

StreamThread::~StreamThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (context_ != nullptr) context_->TryCancel();
  }
  stop_.notify_all();
  thread_.join();
}

void StreamThread::Run() {
  absl::Duration pause = kFirstPause;
  while (true) {
    const bool useful = RunSession();
    pause = useful ? kFirstPause : std::min(pause * 2, longest_pause_);
    std::unique_lock lock(mutex_);
    stop_.wait_for(lock, absl::ToChronoMilliseconds(pause), [this] { return stopping_; });
    if (stopping_) return;
  }
}

bool StreamThread::RunSession() {
  grpc::ClientContext context;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    context_ = &context;
  }
  bool useful = false;
  try {
    useful = session_(context);
  } catch (const std::exception& error) {
    // A database that is down while the session reads its cursor, for instance.
    Log(LogLevel::kWarning, "stream_session_failed", {{"error", error.what()}});
  }
  // The session's stream is destroyed; nothing may cancel its context any more.
  const std::lock_guard lock(mutex_);
  context_ = nullptr;
  return useful;
}

}  // namespace motcua::rpc
