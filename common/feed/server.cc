#include "common/feed/server.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/feed/convert.h"
#include "common/feed/recent_events.h"
#include "common/rpc/guard.h"
#include "common/rpc/request.h"
#include "common/sql/connections.h"
#include "motcua/feed/v1/feed.grpc.pb.h"

namespace motcua::feed {
namespace {

using Streams = rpc::PushStreams<v1::WatchEventsResponse>;

constexpr std::size_t kHashSize = 32;

struct Source {
  sql::Connections connections;
  journal::Journal& journal;
  std::function<absl::Time()> complete_until;
  RecentEvents recent;
};

absl::Status CheckCursor(const v1::Cursor& cursor) {
  if (cursor.sequence() < 0) {
    return InvalidField("after.sequence", "OUT_OF_RANGE", "a sequence is not negative",
                        "Số thứ tự không được âm");
  }
  const std::size_t expected = cursor.sequence() == 0 ? 0 : kHashSize;
  if (cursor.chain_hash().size() != expected) {
    return InvalidField("after.chain_hash", "HASH_INVALID",
                        "the chain hash has 32 bytes, and none with sequence 0",
                        "Mã băm phải có 32 byte, và để trống khi số thứ tự bằng 0");
  }
  return absl::OkStatus();
}

absl::Status Forked() {
  return Refuse(
      absl::StatusCode::kOutOfRange, "CURSOR_FORKED", "after",
      "this journal does not contain the cursor: it was restored, or is another one",
      "Nhật ký này không chứa vị trí đã cho: dữ liệu đã được khôi phục hoặc là nhật ký khác");
}

// What one reader gets next. Used by one thread at a time.
class EventStream {
 public:
  EventStream(std::shared_ptr<Source> source, journal::Cursor after)
      : source_(std::move(source)), after_(std::move(after)) {}

  absl::StatusOr<Streams::Step> Next(bool bookmark_due) {
    // In this order: the promise must hold for what is durable after it.
    const absl::Time promise = source_->complete_until();
    const std::int64_t through = source_->journal.durable().sequence;
    v1::WatchEventsResponse message;
    const absl::Status read = source_->connections.With(
        [&](sql::Connection& connection) { return Read(connection, through, message); });
    if (!read.ok()) return read;
    if (message.events().empty() && !bookmark_due) return Streams::Step{};
    *message.mutable_cursor() = ToProto(after_);
    const bool more = after_.sequence < through;
    if (!more && promise > absl::UnixEpoch()) {
      *message.mutable_complete_until() = rpc::ToTimestamp(promise);
    }
    return Streams::Step{std::move(message), more};
  }

 private:
  absl::Status Read(sql::Connection& connection, std::int64_t through,
                    v1::WatchEventsResponse& message) {
    // A cursor beyond our durable mark may come from another instance; the table knows it.
    if (!known_ && !journal::HasCursor(connection, after_)) return Forked();
    known_ = true;
    if (after_.sequence >= through) return absl::OkStatus();
    for (const auto& event : source_->recent.Read(connection, after_.sequence, through)) {
      *message.add_events() = *event;
      after_ = {event->sequence(), event->chain_hash()};
    }
    return absl::OkStatus();
  }

  const std::shared_ptr<Source> source_;
  journal::Cursor after_;
  bool known_ = false;  // the journal has after_
};

class ChangeFeedService final : public v1::ChangeFeedService::CallbackService {
 public:
  ChangeFeedService(std::shared_ptr<Source> source, std::function<FollowedSources()> followed,
                    rpc::PushOptions options)
      : source_(std::move(source)),
        followed_(std::move(followed)),
        streams_(options),
        subscription_(source_->journal.OnDurable([this] { streams_.Wake(); })) {}
  ~ChangeFeedService() override { subscription_.reset(); }

  grpc::ServerWriteReactor<v1::WatchEventsResponse>* WatchEvents(
      grpc::CallbackServerContext* context, const v1::WatchEventsRequest* request) override {
    const absl::Status status = CheckCursor(request->after());
    if (!status.ok()) return streams_.Open(context, [status](bool) { return status; });
    auto stream = std::make_shared<EventStream>(source_, FromProto(request->after()));
    return streams_.Open(context, [stream](bool due) { return stream->Next(due); });
  }

  grpc::ServerUnaryReactor* GetHead(grpc::CallbackServerContext* context, const v1::GetHeadRequest*,
                                    v1::Cursor* response) override {
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    *response = ToProto(source_->journal.durable());
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

  grpc::ServerUnaryReactor* ListFollowed(grpc::CallbackServerContext* context,
                                         const v1::ListFollowedRequest*,
                                         v1::ListFollowedResponse* response) override {
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    if (followed_) *response = ToProto(followed_());
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  const std::shared_ptr<Source> source_;
  const std::function<FollowedSources()> followed_;
  Streams streams_;
  std::shared_ptr<void> subscription_;
};

v1::Followed::State StateOf(const FollowerState& state) {
  if (state.connected) return v1::Followed::STATE_FOLLOWING;
  return state.forked ? v1::Followed::STATE_FORKED : v1::Followed::STATE_UNREACHABLE;
}

}  // namespace

v1::ListFollowedResponse ToProto(FollowedSources followed) {
  std::sort(followed.begin(), followed.end(),
            [](const auto& a, const auto& b) { return a.source < b.source; });
  v1::ListFollowedResponse response;
  for (const auto& [source, state] : followed) {
    v1::Followed& told = *response.add_followed();
    told.set_source(source);
    *told.mutable_cursor() = ToProto(journal::Cursor{state.applied_sequence, state.applied_hash});
    told.set_state(StateOf(state));
    told.set_error(state.last_error);
  }
  return response;
}

std::unique_ptr<grpc::Service> MakeChangeFeedService(const sql::Settings& database,
                                                     journal::Journal& journal,
                                                     std::function<absl::Time()> complete_until,
                                                     std::function<FollowedSources()> followed,
                                                     rpc::PushOptions options) {
  const std::shared_ptr<Source> source(
      new Source{sql::Connections(database), journal, std::move(complete_until), {}});
  return std::make_unique<ChangeFeedService>(source, std::move(followed), options);
}

}  // namespace motcua::feed
