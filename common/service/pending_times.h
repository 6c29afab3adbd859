// Event times of commands that are not on disk yet: nobody may promise completeness past them.
#ifndef MOTCUA_COMMON_SERVICE_PENDING_TIMES_H_
#define MOTCUA_COMMON_SERVICE_PENDING_TIMES_H_

#include <algorithm>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

#include "absl/time/time.h"
#include "common/base/clock.h"

namespace motcua::service {

// Must outlive the stamps it gave. Thread-safe.
class PendingTimes {
 public:
  explicit PendingTimes(Clock clock) : clock_(std::move(clock)) {}

  // The instant at which a command came in; pending while any copy lives. Keep one in the command.
  using Stamp = std::shared_ptr<const absl::Time>;

  Stamp Now() {
    const std::lock_guard lock(mutex_);
    const auto place = times_.insert(clock_());
    return Stamp(&*place, [this, place](const absl::Time*) {
      const std::lock_guard lock(mutex_);
      times_.erase(place);
    });
  }

  // Everything that happens before this instant has come in and was decided.
  absl::Time CompleteUntil() const {
    const std::lock_guard lock(mutex_);
    const absl::Time now = clock_();
    return times_.empty() ? now : std::min(now, *times_.begin());
  }

 private:
  const Clock clock_;
  mutable std::mutex mutex_;
  std::multiset<absl::Time> times_;
};

}  // namespace motcua::service

#endif  // MOTCUA_COMMON_SERVICE_PENDING_TIMES_H_
