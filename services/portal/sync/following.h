// The provinces' statuses as they are followed, and read again.
#ifndef MOTCUA_SERVICES_PORTAL_SYNC_FOLLOWING_H_
#define MOTCUA_SERVICES_PORTAL_SYNC_FOLLOWING_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "common/feed/follower.h"
#include "common/rpc/ticker.h"
#include "common/sql/connection.h"
#include "grpcpp/grpcpp.h"
#include "services/portal/sync/horizon.h"
#include "services/portal/sync/store.h"

namespace motcua::portal::sync {

// Lets an arrival from a province, a message of its feed, meet the faults on request: `take` is
// called once, twice (duplicated), or not at all: forgotten if OK is given, else refused.
using MeetFaults = std::function<absl::Status(const std::string& province,
                                              const std::function<absl::Status()>& take)>;

// How the stream of a province stands, apart from what is stored.
struct StreamState {
  std::int64_t generation = 0;  // of the statuses it follows
  bool begun = false;
  feed::FollowerState live;
};

// Follows the intake of every province, and reads its journal again while a replay is under way.
// What it ought to do stands in the table sync_province, which it looks at a few times a second: so
// a replay goes on after a restart, and a rejoin begins anew whoever wrote it. Also deletes what a
// rejoin left behind. Thread-safe.
class Following {
 public:
  using Channels = std::map<std::string, std::shared_ptr<grpc::Channel>>;  // by province

  // `journal` must outlive it. `meet` may be empty; faults meet what is followed live, not a
  // replay, which is how their harm is repaired.
  Following(Channels intakes, const sql::Settings& database, journal::Journal& journal,
            MeetFaults meet);

  ~Following();

  // nullopt for a province that is not followed.
  std::optional<StreamState> state(const std::string& province) const;
  feed::FollowedSources followed() const;
  // What may be promised of the whole province; the infinite past while forked or replaying.
  absl::Time CompleteUntil(const std::string& province) const;
  // Of all of them.
  absl::Time CompleteUntil() const;

 private:
  struct Stream {
    std::int64_t generation = -1;
    std::int64_t replay = 0;  // of `again`; 0: none now
    bool whole = false;       // no replay is under way
    std::unique_ptr<Horizon> horizon;
    std::unique_ptr<feed::Follower> live;
    std::unique_ptr<feed::Follower> again;
  };

  absl::Time Look(absl::Time now);
  void Reconcile(const std::string& province, const ProvinceRow& row);
  void DeleteLeftBehind(const ProvinceRows& rows);
  std::unique_ptr<feed::Follower> Follow(const std::string& province, std::int64_t generation,
                                         std::int64_t replay);
  std::shared_ptr<void> Take(const std::string& province, std::int64_t generation,
                             std::int64_t replay, const std::vector<feed::v1::Event>& events,
                             int times) const;

  const Channels intakes_;
  const sql::Settings database_;
  journal::Journal& journal_;
  const MeetFaults meet_;
  // Of the ticker's thread.
  std::unique_ptr<sql::Connection> connection_;
  std::map<std::string, std::int64_t> cleared_;  // generations before which nothing is left
  mutable std::mutex mutex_;
  std::map<std::string, Stream> streams_;
  rpc::Ticker ticker_;
  std::shared_ptr<void> looking_;
};

// The name under which the cursor in a province's journal is stored: another one after each
// rejoin, and for each replay, so that each begins at the beginning.
std::string SourceName(const std::string& province, std::int64_t generation, std::int64_t replay);

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_SYNC_FOLLOWING_H_
