// A clock that stands still until it is moved.
#ifndef MOTCUA_COMMON_TESTING_CLOCK_H_
#define MOTCUA_COMMON_TESTING_CLOCK_H_

#include <memory>
#include <mutex>

#include "common/base/clock.h"

namespace motcua::testing {

// Thread-safe; clocks it gave stay valid after it is gone.
class FakeClock {
 public:
  explicit FakeClock(absl::Time start) : state_(std::make_shared<State>()) { Set(start); }

  void Set(absl::Time now) {
    const std::lock_guard lock(state_->mutex);
    state_->now = now;
  }
  void Advance(absl::Duration by) {
    const std::lock_guard lock(state_->mutex);
    state_->now += by;
  }
  Clock clock() const {
    return [state = state_] {
      const std::lock_guard lock(state->mutex);
      return state->now;
    };
  }

 private:
  struct State {
    std::mutex mutex;
    absl::Time now;
  };
  std::shared_ptr<State> state_;
};

}  // namespace motcua::testing

#endif  // MOTCUA_COMMON_TESTING_CLOCK_H_
