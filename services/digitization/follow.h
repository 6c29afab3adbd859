// What digitization follows: the catalogue, intake's dossiers, processing's cases.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FOLLOW_H_
#define MOTCUA_SERVICES_DIGITIZATION_FOLLOW_H_

#include <memory>
#include <mutex>
#include <vector>

#include "absl/time/time.h"
#include "common/catalog/catalog.h"
#include "common/catalog/follower.h"
#include "common/feed/follower.h"
#include "common/journal/journal.h"
#include "common/service/pending_times.h"
#include "grpcpp/grpcpp.h"
#include "motcua/feed/v1/feed.pb.h"
#include "services/digitization/plugin.h"

namespace motcua::digitization {

// What the events of one command ask of digitization; null for what is nothing to it. Without
// catalogue.
std::shared_ptr<FolderChange> ChangeFromIntake(const std::vector<feed::v1::Event>& events);
std::shared_ptr<FolderChange> ChangeFromProcessing(const std::vector<feed::v1::Event>& events);

// Follows all three; the dossiers wait until there is a catalogue. Thread-safe. What it is given
// must outlive it.
class Follow {
 public:
  struct Channels {
    std::shared_ptr<grpc::Channel> catalog;
    std::shared_ptr<grpc::Channel> intake;
    std::shared_ptr<grpc::Channel> processing;
  };
  Follow(Channels channels, journal::Journal& journal, const service::PendingTimes& pending);

  // The newest catalogue, null before the first.
  std::shared_ptr<const catalog::Catalog> catalog() const;
  // Nothing earlier is still to come, other than imports: bounded by what both promised.
  absl::Time complete_until() const;
  // Where it stands in both journals; empty before the first catalogue.
  feed::FollowedSources followed() const;

 private:
  using ToChange = std::shared_ptr<FolderChange> (*)(const std::vector<feed::v1::Event>&);

  void OnCatalog(std::shared_ptr<const catalog::Catalog> catalog);
  std::unique_ptr<feed::Follower> FollowerOf(const char* source,
                                             std::shared_ptr<grpc::Channel> channel,
                                             ToChange to_change);

  const Channels channels_;
  journal::Journal& journal_;
  const service::PendingTimes& pending_;
  mutable std::mutex mutex_;
  std::shared_ptr<const catalog::Catalog> catalog_;  // guarded by mutex_
  std::unique_ptr<feed::Follower> intake_;           // guarded by mutex_; set once
  std::unique_ptr<feed::Follower> processing_;       // likewise
  catalog::CatalogFollower catalogs_;  // last: its thread calls OnCatalog until it is gone
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FOLLOW_H_
