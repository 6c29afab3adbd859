// Intake as processing follows it: the catalogue, and the dossiers it receives.
#ifndef MOTCUA_SERVICES_PROCESSING_INTAKE_H_
#define MOTCUA_SERVICES_PROCESSING_INTAKE_H_

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
#include "services/processing/plugin.h"

namespace motcua::processing {

// What the events of one command of intake ask of processing: a receipt opens a case, a
// withdrawal request is noted; null for anything else. Without catalogue.
std::shared_ptr<CaseChange> ChangeFrom(const std::vector<feed::v1::Event>& events);

// Follows both; dossiers wait until there is a catalogue. Thread-safe. What it is
// given must outlive it.
class Intake {
 public:
  Intake(std::shared_ptr<grpc::Channel> catalog, std::shared_ptr<grpc::Channel> dossiers,
         journal::Journal& journal, const service::PendingTimes& pending);

  // The newest catalogue, null before the first.
  std::shared_ptr<const catalog::Catalog> catalog() const;
  // Nothing earlier is still to come, other than imports: bounded by what intake promised.
  absl::Time complete_until() const;
  // Where it stands in intake's journal; empty before the first catalogue.
  feed::FollowedSources followed() const;

 private:
  void OnCatalog(std::shared_ptr<const catalog::Catalog> catalog);
  std::shared_ptr<void> ToCommand(const std::vector<feed::v1::Event>& events) const;

  const std::shared_ptr<grpc::Channel> dossier_channel_;
  journal::Journal& journal_;
  const service::PendingTimes& pending_;
  mutable std::mutex mutex_;
  std::shared_ptr<const catalog::Catalog> catalog_;  // guarded by mutex_
  std::unique_ptr<feed::Follower> dossiers_;         // guarded by mutex_; set once
  catalog::CatalogFollower catalogs_;  // last: its thread calls OnCatalog until it is gone
};

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_INTAKE_H_
