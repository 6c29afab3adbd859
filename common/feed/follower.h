// Follows another service's feed into the own journal: effect and cursor in one
// transaction, in order, once.
#ifndef MOTCUA_COMMON_FEED_FOLLOWER_H_
#define MOTCUA_COMMON_FEED_FOLLOWER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/journal/journal.h"
#include "grpcpp/grpcpp.h"
#include "motcua/feed/v1/feed.pb.h"

namespace motcua::feed {

struct FollowerState {
  bool connected = false;
  std::int64_t applied_sequence = 0;
  std::string applied_hash;  // of that event; empty at 0
  // Bounds what the follower itself may promise as complete.
  absl::Time complete_until = absl::InfinitePast();
  std::string last_error;  // empty while connected
  // The source does not have our cursor, or what follows it does not continue the chain: it was
  // restored, or is another one. It is asked again at a slow pace, in case it is set right.
  bool forked = false;
};

// A source and where a service stands in it.
struct FollowedSource {
  std::string source;
  FollowerState state;
};
using FollowedSources = std::vector<FollowedSource>;

// Owns one thread that keeps one stream, reconnecting with backoff. Thread-safe.
class Follower {
 public:
  struct Options {
    std::string source;  // name under which the cursor is stored, for instance `intake`
    std::shared_ptr<grpc::Channel> channel;
    journal::Journal* journal = nullptr;
    // The command for the events of one source command, in order; null when none of
    // them matters (the cursor moves all the same). A decision that refuses becomes a stored
    // conflict.
    std::function<std::shared_ptr<void>(const std::vector<v1::Event>& events)> to_command;
    // Asked before each message with events; an error ends the stream, which is tried again. May be
    // empty.
    std::function<absl::Status()> admit = {};
  };
  explicit Follower(Options options);
  ~Follower();

  FollowerState state() const;
  FollowedSource followed() const;

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace motcua::feed

#endif  // MOTCUA_COMMON_FEED_FOLLOWER_H_
