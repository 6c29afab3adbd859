// ChangeFeedService over a journal.
#ifndef MOTCUA_COMMON_FEED_SERVER_H_
#define MOTCUA_COMMON_FEED_SERVER_H_

#include <functional>
#include <memory>

#include "absl/time/time.h"
#include "common/journal/journal.h"
#include "grpcpp/grpcpp.h"

namespace motcua::feed {

// Streams are served by callback reactors; a small pool of `readers` threads reads the table
// (1000 events a query), and streams at the tail share what was just read. One outstanding
// write per stream; a reader that takes nothing for 30 s is cut off with RESOURCE_EXHAUSTED; a bookmark every 10 s.
// `journal` must outlive the service.
std::unique_ptr<grpc::Service> MakeChangeFeedService(const sql::Settings& database,
                                                     journal::Journal& journal,
                                                     std::function<absl::Time()> complete_until);

}  // namespace motcua::feed

#endif  // MOTCUA_COMMON_FEED_SERVER_H_
