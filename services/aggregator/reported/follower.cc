#include "services/aggregator/reported/follower.h"

#include <chrono>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/log.h"
#include "services/aggregator/reported/store.h"

namespace motcua::aggregator {
namespace {

// As a source's bookmarks.
constexpr auto kBookmark = std::chrono::seconds(1);
constexpr auto kAgain = std::chrono::milliseconds(100);
constexpr absl::Duration kPatience = absl::Seconds(5);

absl::Status NotCountedYet() {
  return Refuse(absl::StatusCode::kUnavailable, "NOT_COUNTED_YET", "",
                "it is kept, but does not stand in the tables yet; ask again",
                "Số liệu đã được lưu nhưng chưa vào bảng; hãy gửi lại yêu cầu.");
}

}  // namespace

ReportedFollower::ReportedFollower(const sql::Settings& database, statistics::CellSource imports,
                                   Knowledge& knowledge)
    : imports_(std::move(imports)), knowledge_(knowledge), connections_(database) {
  StartOrThrow();
  subscription_ = imports_.subscribe([this] {
    {
      const std::lock_guard lock(mutex_);
      woken_ = true;
    }
    changed_.notify_one();
  });
  thread_ = std::thread([this] { Run(); });
}

ReportedFollower::~ReportedFollower() {
  subscription_.reset();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
  for (const Waiting& one : waiting_) one.counted(NotCountedYet());
}

// There is nobody to stop it yet: signals are waited for once the service serves.
void ReportedFollower::StartOrThrow() {
  const absl::Time until = SteadyNow() + kPatience;
  while (!Round()) {
    if (SteadyNow() >= until) {
      throw std::runtime_error("imports cannot be counted: " + state().last_error);
    }
    std::this_thread::sleep_for(kAgain);
  }
}

void ReportedFollower::Await(std::int64_t sequence, Counted counted) {
  {
    const std::lock_guard lock(mutex_);
    if (sequence > counted_through_) {
      waiting_.push_back({sequence, SteadyNow() + kPatience, std::move(counted)});
      return;
    }
  }
  counted(absl::OkStatus());
}

statistics::FollowerState ReportedFollower::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void ReportedFollower::Run() {
  bool up_to_date = true;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const std::chrono::milliseconds pause = up_to_date ? kBookmark : kAgain;
    changed_.wait_for(lock, pause, [this] { return woken_ || stopping_; });
    woken_ = false;
    lock.unlock();
    up_to_date = Round();
    TellWaiting();
    lock.lock();
  }
}

bool ReportedFollower::Round() {
  try {
    const absl::Time complete_until = imports_.complete_until();
    const auto cursor = anew_ ? std::nullopt : knowledge_.CursorOf(kReported);
    auto next = imports_.next(cursor, {});
    if (!next.ok()) {
      Report(next.status());
      return false;
    }
    if (!next->has_value()) return false;  // not on disk yet
    statistics::Batch& batch = **next;
    batch.complete_until = complete_until;
    const absl::Status applied = Apply(batch);
    anew_ = applied.code() == absl::StatusCode::kDataLoss;
    Report(applied);
    if (!applied.ok()) return false;
    const std::lock_guard lock(mutex_);
    counted_through_ = batch.through;
    return true;
  } catch (const std::exception& error) {
    Report(absl::UnavailableError(error.what()));
    return false;
  }
}

// The imports are read after the cells, in a snapshot of their own: what changed in between may not
// be on disk yet, and its cells come with a later batch.
absl::Status ReportedFollower::Apply(const statistics::Batch& batch) {
  auto changed =
      connections_.With([&](sql::Connection& connection) -> absl::StatusOr<ChangedImports> {
        return ReadChangedImports(connection, told_through_, batch.through, later_);
      });
  if (!changed.ok()) return changed.status();
  absl::Status applied = knowledge_.Apply(kReported, batch, SystemClock()(), changed->imports);
  if (applied.ok()) {
    told_through_ = batch.through;
    later_ = std::move(changed->later);
  }
  return applied;
}

void ReportedFollower::Report(const absl::Status& status) {
  if (!status.ok()) {
    Log(LogLevel::kError, "imports_not_counted", {{"error", std::string(status.message())}});
  }
  const std::lock_guard lock(mutex_);
  state_ = {status.ok(), std::string(status.message())};
}

void ReportedFollower::TellWaiting() {
  std::vector<std::pair<Counted, absl::Status>> told;
  {
    const std::lock_guard lock(mutex_);
    const absl::Time now = SteadyNow();
    std::erase_if(waiting_, [&](Waiting& one) {
      const bool counted = one.sequence <= counted_through_;
      if (!counted && now < one.until) return false;
      told.emplace_back(std::move(one.counted), counted ? absl::OkStatus() : NotCountedYet());
      return true;
    });
  }
  for (const auto& [counted, status] : told) counted(status);
}

}  // namespace motcua::aggregator
