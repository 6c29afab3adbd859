#include "services/digitization/follow.h"

#include <algorithm>
#include <utility>

namespace motcua::digitization {

Follow::Follow(Channels channels, journal::Journal& journal, const service::PendingTimes& pending)
    : channels_(std::move(channels)),
      journal_(journal),
      pending_(pending),
      catalogs_(channels_.catalog, [this](std::shared_ptr<const catalog::Catalog> newest) {
        OnCatalog(std::move(newest));
      }) {}

std::shared_ptr<const catalog::Catalog> Follow::catalog() const {
  const std::lock_guard lock(mutex_);
  return catalog_;
}

absl::Time Follow::complete_until() const {
  const feed::Follower* intake = nullptr;
  const feed::Follower* processing = nullptr;
  {
    const std::lock_guard lock(mutex_);
    intake = intake_.get();
    processing = processing_.get();
  }
  if (processing == nullptr) return absl::InfinitePast();
  return std::min({pending_.CompleteUntil(), intake->state().complete_until,
                   processing->state().complete_until});
}

feed::FollowedSources Follow::followed() const {
  const std::lock_guard lock(mutex_);
  if (processing_ == nullptr) return {};
  return {intake_->followed(), processing_->followed()};
}

void Follow::OnCatalog(std::shared_ptr<const catalog::Catalog> catalog) {
  const std::lock_guard lock(mutex_);
  catalog_ = std::move(catalog);
  if (processing_ != nullptr) return;
  intake_ = FollowerOf("intake", channels_.intake, ChangeFromIntake);
  processing_ = FollowerOf("processing", channels_.processing, ChangeFromProcessing);
}

std::unique_ptr<feed::Follower> Follow::FollowerOf(const char* source,
                                                   std::shared_ptr<grpc::Channel> channel,
                                                   ToChange to_change) {
  return std::make_unique<feed::Follower>(feed::Follower::Options{
      source, std::move(channel), &journal_,
      [this, to_change](const std::vector<feed::v1::Event>& events) -> std::shared_ptr<void> {
        std::shared_ptr<FolderChange> change = to_change(events);
        if (change != nullptr) change->catalog = catalog();
        return change;
      }});
}

}  // namespace motcua::digitization
