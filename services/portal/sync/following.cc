#include "services/portal/sync/following.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/log.h"
#include "services/portal/plugin.h"
#include "services/portal/sync/convert.h"

namespace motcua::portal::sync {
namespace {

constexpr absl::Duration kPause = absl::Milliseconds(200);
constexpr int kForgetAtOnce = 5000;

}  // namespace

std::string SourceName(const std::string& province, std::int64_t generation, std::int64_t replay) {
  // At most 64 characters: ids of provinces are short.
  std::string name = absl::StrCat("intake/", province);
  if (generation > 0) absl::StrAppend(&name, "/", generation);
  if (replay > 0) absl::StrAppend(&name, "/replay-", replay);
  return name;
}

Following::Following(Channels intakes, const sql::Settings& database, journal::Journal& journal,
                     MeetFaults meet)
    : intakes_(std::move(intakes)),
      database_(database),
      journal_(journal),
      meet_(std::move(meet)),
      looking_(ticker_.Add([this](absl::Time now) { return Look(now); })) {}

Following::~Following() = default;

absl::Time Following::Look(absl::Time now) {
  try {
    if (connection_ == nullptr) connection_ = std::make_unique<sql::Connection>(database_);
    const ProvinceRows rows = ReadProvinces(*connection_);
    for (const auto& [province, channel] : intakes_) {
      const auto row = rows.find(province);
      Reconcile(province, row == rows.end() ? ProvinceRow() : row->second);
    }
    DeleteLeftBehind(rows);
  } catch (const sql::Error& error) {
    Log(LogLevel::kWarning, "sync_not_read", {{"code", std::to_string(error.code())}});
    connection_.reset();
  }
  return now + kPause;
}

void Following::DeleteLeftBehind(const ProvinceRows& rows) {
  for (const auto& [province, row] : rows) {
    std::int64_t& cleared = cleared_[province];
    if (cleared == row.generation) continue;
    if (DeleteForgotten(*connection_, province, row.generation, kForgetAtOnce)) {
      cleared = row.generation;
    }
  }
}

// Followers end before their successors begin: what one submitted is decided before.
void Following::Reconcile(const std::string& province, const ProvinceRow& row) {
  std::int64_t replay = 0;
  std::unique_ptr<feed::Follower> ended_live;
  std::unique_ptr<feed::Follower> ended_again;
  bool fresh = false;
  {
    const std::lock_guard lock(mutex_);
    Stream& stream = streams_[province];
    fresh = stream.generation != row.generation;
    // Read again only while the live stream shows that the journal is the one held: the past of a
    // restored one joins seamlessly, and its events would mix with what is held.
    const bool joined = !fresh && stream.live->state().connected;
    if (row.replaying() && joined) replay = row.replay;
    if (fresh) ended_live = std::move(stream.live);
    if (fresh || stream.replay != replay) ended_again = std::move(stream.again);
    stream.whole = !row.replaying();
  }
  ended_live.reset();
  ended_again.reset();
  auto live = fresh ? Follow(province, row.generation, 0) : nullptr;
  const std::lock_guard lock(mutex_);
  Stream& stream = streams_[province];
  if (live != nullptr) {
    stream.live = std::move(live);
    stream.horizon = std::make_unique<Horizon>(intakes_.at(province));
  }
  const feed::FollowerState state = stream.live->state();
  // A province restored meanwhile answers too, of another journal.
  if (state.connected) stream.horizon->Look(state.applied_sequence, state.complete_until);
  if (replay != 0 && stream.again == nullptr) {
    stream.again = Follow(province, row.generation, replay);
  }
  stream.generation = row.generation;
  stream.replay = replay;
}

std::unique_ptr<feed::Follower> Following::Follow(const std::string& province,
                                                  std::int64_t generation, std::int64_t replay) {
  // How often the commands of a message are taken is drawn before; both on the follower's thread.
  const auto times = std::make_shared<int>(1);
  feed::Follower::Options options;
  options.source = SourceName(province, generation, replay);
  options.channel = intakes_.at(province);
  options.journal = &journal_;
  options.to_command = [=, this](const std::vector<feed::v1::Event>& events) {
    return Take(province, generation, replay, events, *times);
  };
  if (meet_ && replay == 0) {
    options.admit = [this, province, times] {
      *times = 0;
      return meet_(province, [times] {
        ++*times;
        return absl::OkStatus();
      });
    };
  }
  return std::make_unique<feed::Follower>(std::move(options));
}

std::shared_ptr<void> Following::Take(const std::string& province, std::int64_t generation,
                                      std::int64_t replay,
                                      const std::vector<feed::v1::Event>& events, int times) const {
  std::optional<FollowedStatuses> statuses = StatusesFrom(events);
  if (!statuses) return nullptr;
  statuses->province = province;
  statuses->generation = generation;
  statuses->replay = replay;
  const std::vector<HeardOf> once = std::exchange(statuses->heard, {});
  for (; times > 0; --times) {
    statuses->heard.insert(statuses->heard.end(), once.begin(), once.end());
  }
  return std::make_shared<PortalCommand>(*std::move(statuses));
}

std::optional<StreamState> Following::state(const std::string& province) const {
  if (!intakes_.contains(province)) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const auto stream = streams_.find(province);
  if (stream == streams_.end() || stream->second.live == nullptr) return StreamState();
  return StreamState{stream->second.generation, true, stream->second.live->state()};
}

feed::FollowedSources Following::followed() const {
  const std::lock_guard lock(mutex_);
  feed::FollowedSources all;
  for (const auto& [province, stream] : streams_) {
    if (stream.live != nullptr) all.push_back(stream.live->followed());
  }
  return all;
}

absl::Time Following::CompleteUntil(const std::string& province) const {
  const std::lock_guard lock(mutex_);
  const auto stream = streams_.find(province);
  if (stream == streams_.end() || stream->second.live == nullptr || !stream->second.whole) {
    return absl::InfinitePast();
  }
  const bool forked = stream->second.live->state().forked;
  return forked ? absl::InfinitePast() : stream->second.horizon->promised();
}

absl::Time Following::CompleteUntil() const {
  absl::Time least = absl::InfiniteFuture();
  for (const auto& [province, channel] : intakes_) least = std::min(least, CompleteUntil(province));
  return intakes_.empty() ? absl::InfinitePast() : least;
}

}  // namespace motcua::portal::sync
