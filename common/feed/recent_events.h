// The end of the journal in memory, so that readers at the tail do not each query.
#ifndef MOTCUA_COMMON_FEED_RECENT_EVENTS_H_
#define MOTCUA_COMMON_FEED_RECENT_EVENTS_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "common/sql/connection.h"
#include "motcua/feed/v1/feed.pb.h"

namespace motcua::feed {

using Events = std::vector<std::shared_ptr<const v1::Event>>;

// Events are read from the table once and shared. Thread-safe.
class RecentEvents {
 public:
  static constexpr int kMostEvents = 1000;              // in a message, but for one command
  static constexpr std::size_t kMostBytes = 1'000'000;  // likewise
  static constexpr std::size_t kKeptBytes = 16'000'000;

  // Events after `after` (a command's end) up to `through`: whole commands, as many as a message
  // holds.
  Events Read(sql::Connection& connection, std::int64_t after, std::int64_t through);

 private:
  void Extend(sql::Connection& connection, std::int64_t through);
  void Trim();
  Events Kept(std::int64_t after) const;

  std::mutex mutex_;
  std::int64_t begin_ = 0;  // sequence before the first kept
  std::int64_t end_ = 0;    // sequence of the last kept, a command's end
  std::deque<std::shared_ptr<const v1::Event>> kept_;
  std::size_t kept_bytes_ = 0;
};

}  // namespace motcua::feed

#endif  // MOTCUA_COMMON_FEED_RECENT_EVENTS_H_
