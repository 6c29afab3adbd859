#include "services/aggregator/reported/follower.h"

#include <chrono>
#include <exception>
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
  Round();
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

// The imports are read after the cells: none is missing that counts.
absl::Status ReportedFollower::Apply(const statistics::Batch& batch) {
  std::int64_t revision = told_through_;
  const auto changed =
      connections_.With([&](sql::Connection& connection) -> absl::StatusOr<std::vector<Import>> {
        return ReadChangedImports(connection, revision);
      });
  if (!changed.ok()) return changed.status();
  const absl::Status applied = knowledge_.Apply(kReported, batch, SystemClock()(), *changed);
  if (applied.ok()) told_through_ = revision;
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
