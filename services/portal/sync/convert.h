// Between contracts and the values of the domain.
#ifndef MOTCUA_SERVICES_PORTAL_SYNC_CONVERT_H_
#define MOTCUA_SERVICES_PORTAL_SYNC_CONVERT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/journal/journal.h"
#include "motcua/feed/v1/feed.pb.h"
#include "motcua/portal/v1/sync.pb.h"
#include "services/portal/sync/commands.h"

namespace motcua::portal::sync {

// What one command of a province's intake says of dossiers; nullopt when it says nothing of any.
std::optional<FollowedStatuses> StatusesFrom(const std::vector<feed::v1::Event>& events);

v1::Gap ToProto(const Gap& gap);
v1::PutResult ToProto(const LooseStatus& loose, const PutOutcome& outcome);

// Events of the portal's journal.
journal::Event SyncedEvent(const std::string& province, const std::string& code,
                           const Standing& standing, absl::Time time);
journal::Event PutEvent(const PutStatuses& command);
journal::Event ReplayBegunEvent(const std::string& province, std::int64_t target, absl::Time time);
journal::Event ReplayEndedEvent(const std::string& province, std::int64_t target, absl::Time time);
journal::Event RejoinedEvent(const std::string& province, std::int64_t number, std::int64_t left_at,
                             absl::Time time);

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_SYNC_CONVERT_H_
