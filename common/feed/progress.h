// What a follower has submitted and what of it is applied.
#ifndef MOTCUA_COMMON_FEED_PROGRESS_H_
#define MOTCUA_COMMON_FEED_PROGRESS_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/feed/follower.h"

namespace motcua::feed {

// Shared by the follower and its commands under way, which may outlive it: a journal whose
// database is down answers late. Thread-safe.
class Progress {
 public:
  // A stream begins after a place; nothing is under way.
  void Begin(const journal::Cursor& cursor);
  void Connected();
  // True when this is another error than the last one told.
  bool Disconnected(const absl::Status& status);

  // Waits for room. An error is that of an earlier command: nothing may be submitted after it.
  absl::Status Admit();
  void Done(const journal::Cursor& cursor, const absl::Status& status);
  absl::Status refused() const;
  // Waits until nothing is under way, or until Stop.
  void Drain();
  void Stop();

  // The source's promise counts once everything up to a sequence is applied.
  void Promise(std::int64_t sequence, absl::Time complete_until);

  FollowerState state() const;

 private:
  void KeepPromises();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  FollowerState state_;
  int under_way_ = 0;
  bool stopping_ = false;
  absl::Status refused_;  // the first since the stream began
  std::deque<std::pair<std::int64_t, absl::Time>> promises_;
};

}  // namespace motcua::feed

#endif  // MOTCUA_COMMON_FEED_PROGRESS_H_
