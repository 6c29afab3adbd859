// Event times of commands on their way to the disk, so that nobody promises completeness
// past them.
#ifndef MOTCUA_SERVICES_INTAKE_PENDING_H_
#define MOTCUA_SERVICES_INTAKE_PENDING_H_

#include <memory>
#include <mutex>
#include <set>

#include "absl/time/time.h"
#include "common/base/clock.h"

namespace motcua::intake {

// Must outlive its arrivals. Thread-safe.
class PendingTimes {
 public:
  explicit PendingTimes(Clock clock) : clock_(std::move(clock)) {}

  // An instant that stays pending as long as this lives.
  class Arrival {
   public:
    Arrival(PendingTimes& book, std::multiset<absl::Time>::iterator place)
        : book_(book), place_(place) {}
    ~Arrival() {
      const std::lock_guard lock(book_.mutex_);
      book_.times_.erase(place_);
    }
    Arrival(const Arrival&) = delete;
    Arrival& operator=(const Arrival&) = delete;

    absl::Time time() const { return *place_; }

   private:
    PendingTimes& book_;
    const std::multiset<absl::Time>::iterator place_;
  };

  std::shared_ptr<const Arrival> Arrive() {
    const std::lock_guard lock(mutex_);
    return std::make_shared<const Arrival>(*this, times_.insert(clock_()));
  }

  // Whatever happens before this instant has arrived and left again.
  absl::Time CompleteUntil() const {
    const std::lock_guard lock(mutex_);
    return times_.empty() ? clock_() : std::min(clock_(), *times_.begin());
  }

 private:
  const Clock clock_;
  mutable std::mutex mutex_;
  std::multiset<absl::Time> times_;
};

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_PENDING_H_
