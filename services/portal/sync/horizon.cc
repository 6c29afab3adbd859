#include "services/portal/sync/horizon.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "common/rpc/request.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"

namespace motcua::portal::sync {
namespace {

using statistics::v1::StatisticsService;

// A day and an agency without figures: only the answer's cursor and promise are wanted.
statistics::v1::GetSummaryRequest Question() {
  statistics::v1::GetSummaryRequest request;
  request.mutable_period()->set_first_day("1990-01-01");
  request.mutable_period()->set_last_day("1990-01-01");
  request.add_agencies("agencies/none");
  return request;
}

struct Call {
  grpc::ClientContext context;
  const statistics::v1::GetSummaryRequest request = Question();
  statistics::v1::GetSummaryResponse response;
};

}  // namespace

// Outlives the horizon while a question is under way.
struct Horizon::Asked {
  std::unique_ptr<StatisticsService::Stub> stub;
  mutable std::mutex mutex;
  bool under_way = false;
  bool no_counters = false;  // the source has none
  // What was promised at a revision that is not applied yet.
  std::optional<std::pair<std::int64_t, absl::Time>> pending;
  absl::Time promised = absl::InfinitePast();

  void Answer(const Call& call, const grpc::Status& status) {
    const std::lock_guard lock(mutex);
    under_way = false;
    no_counters = status.error_code() == grpc::StatusCode::UNIMPLEMENTED;
    if (!status.ok() || !call.response.has_complete_until()) return;
    pending.emplace(call.response.cursor().revision(),
                    rpc::FromTimestamp(call.response.complete_until()));
  }
};

Horizon::Horizon(const std::shared_ptr<grpc::Channel>& intake) : asked_(new Asked()) {
  asked_->stub = StatisticsService::NewStub(intake);
}

Horizon::~Horizon() = default;

void Horizon::Look(std::int64_t applied, absl::Time feed_promise) {
  {
    const std::lock_guard lock(asked_->mutex);
    if (asked_->no_counters) asked_->promised = std::max(asked_->promised, feed_promise);
    if (asked_->pending && applied >= asked_->pending->first) {
      asked_->promised = std::max(asked_->promised, asked_->pending->second);
      asked_->pending.reset();
    }
    if (asked_->under_way || asked_->pending) return;
    asked_->under_way = true;
  }
  const auto call = std::make_shared<Call>();
  call->context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(2)));
  asked_->stub->async()->GetSummary(
      &call->context, &call->request, &call->response,
      [asked = asked_, call](const grpc::Status& status) { asked->Answer(*call, status); });
}

absl::Time Horizon::promised() const {
  const std::lock_guard lock(asked_->mutex);
  return asked_->promised;
}

}  // namespace motcua::portal::sync
