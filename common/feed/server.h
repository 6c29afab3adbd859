// ChangeFeedService over a journal.
#ifndef MOTCUA_COMMON_FEED_SERVER_H_
#define MOTCUA_COMMON_FEED_SERVER_H_

#include <functional>
#include <memory>

#include "absl/time/time.h"
#include "common/feed/follower.h"
#include "common/journal/journal.h"
#include "common/rpc/push_streams.h"
#include "grpcpp/grpcpp.h"

namespace motcua::feed {

// Messages follow each other by 5 ms at least.
inline constexpr rpc::PushOptions kFeedPush = {.workers = 2, .pause = absl::Milliseconds(5)};

// Streams are served by callback reactors; a few worker threads read the table (1000 events a
// query), and streams at the tail share what was just read. One outstanding write per stream; a
// reader that takes nothing for 30 s is cut off with RESOURCE_EXHAUSTED; a bookmark every second.
// `complete_until` must hold for what is durable when it returns: commands under way are later.
// `followed` tells what this service follows itself, in any order; empty: nothing. `journal` must
// outlive the service, and the service its server.
std::unique_ptr<grpc::Service> MakeChangeFeedService(const sql::Settings& database,
                                                     journal::Journal& journal,
                                                     std::function<absl::Time()> complete_until,
                                                     std::function<FollowedSources()> followed = {},
                                                     rpc::PushOptions options = kFeedPush);

// As ListFollowed answers, by source.
v1::ListFollowedResponse ToProto(FollowedSources followed);

}  // namespace motcua::feed

#endif  // MOTCUA_COMMON_FEED_SERVER_H_
