#include "services/processing/intake.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "motcua/intake/v1/intake.pb.h"

namespace motcua::processing {
namespace {

absl::Status Unreadable() {
  return Refuse(absl::StatusCode::kInvalidArgument, "CONFLICT_EVENT_UNREADABLE", "",
                "an event of intake cannot be read",
                "Không đọc được sự kiện từ bộ phận tiếp nhận.");
}

Open OpenFrom(const std::string& code, const intake::v1::Received& received) {
  Open open;
  open.code = code;
  open.agency = received.agency();
  open.procedure = {received.procedure(), received.procedure_version(), received.field()};
  open.channel = static_cast<statistics::Channel>(received.channel());
  if (received.has_due_day()) open.due_day = received.due_day();
  open.due_is_legal = received.due_is_legal();
  open.catalog_revision = received.catalog_revision();
  return open;
}

bool Readable(const Open& open) {
  const bool channel = open.channel == statistics::Channel::kOnline ||
                       open.channel == statistics::Channel::kInPerson ||
                       open.channel == statistics::Channel::kPost;
  return channel && !open.agency.empty() && !open.procedure.id.empty();
}

std::shared_ptr<CaseChange> ChangeOf(const feed::v1::Event& event) {
  auto change = std::make_shared<CaseChange>();
  change->code = event.subject();
  change->event_time = rpc::FromTimestamp(event.event_time());
  intake::v1::DossierEvent dossier_event;
  if (!event.payload().UnpackTo(&dossier_event)) {
    change->fault = Unreadable();
    return change;
  }
  if (dossier_event.has_received()) {
    Open open = OpenFrom(event.subject(), dossier_event.received());
    if (!Readable(open)) change->fault = Unreadable();
    change->imported = dossier_event.received().imported();
    change->command = std::move(open);
    return change;
  }
  if (dossier_event.has_withdrawal_requested()) {
    change->command =
        NoteWithdrawal{event.sequence(), dossier_event.withdrawal_requested().reason_code()};
    return change;
  }
  return nullptr;
}

}  // namespace

// No command of intake both receives and asks to withdraw, or does either twice.
std::shared_ptr<CaseChange> ChangeFrom(const std::vector<feed::v1::Event>& events) {
  for (const feed::v1::Event& event : events) {
    if (std::shared_ptr<CaseChange> change = ChangeOf(event)) return change;
  }
  return nullptr;
}

Intake::Intake(std::shared_ptr<grpc::Channel> catalog, std::shared_ptr<grpc::Channel> dossiers,
               journal::Journal& journal, const service::PendingTimes& pending)
    : dossier_channel_(std::move(dossiers)),
      journal_(journal),
      pending_(pending),
      catalogs_(std::move(catalog), [this](std::shared_ptr<const catalog::Catalog> newest) {
        OnCatalog(std::move(newest));
      }) {}

std::shared_ptr<const catalog::Catalog> Intake::catalog() const {
  const std::lock_guard lock(mutex_);
  return catalog_;
}

absl::Time Intake::complete_until() const {
  const feed::Follower* dossiers = nullptr;
  {
    const std::lock_guard lock(mutex_);
    dossiers = dossiers_.get();
  }
  if (dossiers == nullptr) return absl::InfinitePast();
  return std::min(pending_.CompleteUntil(), dossiers->state().complete_until);
}

feed::FollowedSources Intake::followed() const {
  const std::lock_guard lock(mutex_);
  if (dossiers_ == nullptr) return {};
  return {dossiers_->followed()};
}

void Intake::OnCatalog(std::shared_ptr<const catalog::Catalog> catalog) {
  const std::lock_guard lock(mutex_);
  catalog_ = std::move(catalog);
  if (dossiers_ != nullptr) return;
  dossiers_ = std::make_unique<feed::Follower>(feed::Follower::Options{
      "intake", dossier_channel_, &journal_,
      [this](const std::vector<feed::v1::Event>& events) { return ToCommand(events); }});
}

std::shared_ptr<void> Intake::ToCommand(const std::vector<feed::v1::Event>& events) const {
  std::shared_ptr<CaseChange> change = ChangeFrom(events);
  if (change == nullptr) return nullptr;
  change->catalog = catalog();
  return change;
}

}  // namespace motcua::processing
