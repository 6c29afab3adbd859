#include "common/feed/progress.h"

#include <algorithm>

namespace motcua::feed {
namespace {

constexpr int kMostUnderWay = 2000;

}  // namespace

void Progress::Begin(const journal::Cursor& cursor) {
  const std::lock_guard lock(mutex_);
  refused_ = absl::OkStatus();
  promises_.clear();
  state_.connected = false;
  state_.applied_sequence = cursor.sequence;
  state_.applied_hash = cursor.chain_hash;
}

void Progress::Connected() {
  const std::lock_guard lock(mutex_);
  state_.connected = true;
  state_.forked = false;
  state_.last_error.clear();
}

bool Progress::Disconnected(const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  const std::string error = status.ok() ? "the stream ended" : std::string(status.message());
  const bool news = error != state_.last_error;
  state_.connected = false;
  state_.forked = absl::IsOutOfRange(status) || absl::IsDataLoss(status);
  state_.last_error = error;
  return news;
}

absl::Status Progress::Admit() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return under_way_ < kMostUnderWay || !refused_.ok() || stopping_; });
  if (!refused_.ok()) return refused_;
  if (stopping_) return absl::CancelledError("the follower stops");
  ++under_way_;
  return absl::OkStatus();
}

void Progress::Done(const journal::Cursor& cursor, const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  --under_way_;
  if (!status.ok()) {
    refused_.Update(status);
  } else if (refused_.ok()) {
    state_.applied_sequence = cursor.sequence;
    state_.applied_hash = cursor.chain_hash;
    KeepPromises();
  }
  changed_.notify_all();
}

absl::Status Progress::refused() const {
  const std::lock_guard lock(mutex_);
  return refused_;
}

void Progress::Drain() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return under_way_ == 0 || stopping_; });
}

void Progress::Stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
}

void Progress::Promise(std::int64_t sequence, absl::Time complete_until) {
  const std::lock_guard lock(mutex_);
  promises_.emplace_back(sequence, complete_until);
  KeepPromises();
}

void Progress::KeepPromises() {
  while (!promises_.empty() && promises_.front().first <= state_.applied_sequence) {
    state_.complete_until = std::max(state_.complete_until, promises_.front().second);
    promises_.pop_front();
  }
}

FollowerState Progress::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

}  // namespace motcua::feed
