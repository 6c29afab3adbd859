#include "services/portal/sync/convert.h"

#include <utility>

#include "common/rpc/request.h"
#include "motcua/intake/v1/intake.pb.h"

namespace motcua::portal::sync {
namespace {

type::v1::DossierStatus ToProto(Status status) {
  return static_cast<type::v1::DossierStatus>(status);
}

void TakePlace(const std::string& agency, const std::string& procedure, type::v1::Channel channel,
               Heard& heard) {
  heard.agency = agency;
  heard.procedure = procedure;
  if (channel != type::v1::CHANNEL_UNSPECIFIED) {
    heard.channel = static_cast<statistics::Channel>(channel);
  }
}

Heard HeardFrom(const feed::v1::Event& event, const intake::v1::DossierEvent& change) {
  Heard heard;
  heard.sequence = event.sequence();
  heard.number = change.number();
  heard.status = static_cast<Status>(change.status());
  heard.day = LocalDay(rpc::FromTimestamp(event.event_time()));
  if (change.has_filed()) {
    const auto& filed = change.filed();
    TakePlace(filed.agency(), filed.procedure(), filed.channel(), heard);
    heard.begins = true;
  } else if (change.has_received()) {
    const auto& received = change.received();
    TakePlace(received.agency(), received.procedure(), received.channel(), heard);
    heard.begins = !received.applicant_hash().empty();  // filed and received at once
  } else if (change.has_status_changed()) {
    const auto& changed = change.status_changed();
    TakePlace(changed.agency(), changed.procedure(), changed.channel(), heard);
  }
  return heard;
}

journal::Event Recorded(std::string subject, const v1::SyncEvent& event, absl::Time time) {
  static const auto* const type = new std::string(v1::SyncEvent::descriptor()->full_name());
  return {std::move(subject), *type, event.SerializeAsString(), time};
}

// An event about the whole province.
journal::Event OfProvince(v1::SyncEvent event, const std::string& province, absl::Time time) {
  event.set_province(province);
  return Recorded("provinces/" + province, event, time);
}

}  // namespace

std::optional<FollowedStatuses> StatusesFrom(const std::vector<feed::v1::Event>& events) {
  FollowedStatuses statuses;
  for (const feed::v1::Event& event : events) {
    intake::v1::DossierEvent change;
    if (!event.payload().UnpackTo(&change) || change.has_catalog_changed()) continue;
    statuses.heard.push_back({event.subject(), HeardFrom(event, change)});
    statuses.through = event.sequence();
    statuses.time = rpc::FromTimestamp(event.event_time());
  }
  if (statuses.heard.empty()) return std::nullopt;
  return statuses;
}

v1::Gap ToProto(const Gap& gap) {
  v1::Gap message;
  if (gap.before) message.set_after(ToProto(*gap.before));
  message.set_before(ToProto(gap.after));
  message.set_missing_events(gap.missing);
  for (const Status status : gap.statuses) message.add_missing_statuses(ToProto(status));
  return message;
}

v1::PutResult ToProto(const LooseStatus& loose, const PutOutcome& outcome) {
  v1::PutResult message;
  message.set_dossier("dossiers/" + loose.code);
  message.set_outcome(static_cast<v1::PutResult::Outcome>(outcome.outcome));
  for (const Doubt doubt : outcome.doubts) {
    message.add_doubts(static_cast<v1::PutResult::Doubt>(doubt));
  }
  message.set_status(ToProto(outcome.status));
  return message;
}

journal::Event SyncedEvent(const std::string& province, const std::string& code,
                           const Standing& standing, absl::Time time) {
  v1::SyncEvent event;
  event.set_province(province);
  v1::DossierSynced& synced = *event.mutable_dossier_synced();
  synced.set_status(ToProto(standing.status));
  synced.set_sequence(standing.sequence);
  synced.set_fully_synced(standing.fully_synced());
  synced.set_gaps(static_cast<int>(standing.gaps.size()));
  return Recorded(code, event, time);
}

journal::Event PutEvent(const PutStatuses& command) {
  v1::SyncEvent event;
  for (std::size_t i = 0; i < command.statuses.size(); ++i) {
    *event.mutable_statuses_put()->add_results() =
        ToProto(command.statuses[i], command.outcomes[i]);
  }
  return OfProvince(std::move(event), command.province, command.time);
}

journal::Event ReplayBegunEvent(const std::string& province, std::int64_t target, absl::Time time) {
  v1::SyncEvent event;
  event.mutable_replay_begun()->set_target(target);
  return OfProvince(std::move(event), province, time);
}

journal::Event ReplayEndedEvent(const std::string& province, std::int64_t target, absl::Time time) {
  v1::SyncEvent event;
  event.mutable_replay_ended()->set_target(target);
  return OfProvince(std::move(event), province, time);
}

journal::Event RejoinedEvent(const std::string& province, std::int64_t number, std::int64_t left_at,
                             absl::Time time) {
  v1::SyncEvent event;
  event.mutable_rejoined()->set_number(number);
  event.mutable_rejoined()->set_left_at(left_at);
  return OfProvince(std::move(event), province, time);
}

}  // namespace motcua::portal::sync
