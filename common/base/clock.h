// Time is an argument: whoever needs "now" is given a Clock.
#ifndef MOTCUA_COMMON_BASE_CLOCK_H_
#define MOTCUA_COMMON_BASE_CLOCK_H_

#include <chrono>
#include <functional>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace motcua {

using Clock = std::function<absl::Time()>;

// The machine's clock, cut to microseconds: what the databases and the feed keep.
inline Clock SystemClock() {
  return [] { return absl::FromUnixMicros(absl::ToUnixMicros(absl::Now())); };
}

// The time of a clock that never jumps and knows no date: for deadlines and for how long something
// lasts. Compare it with its own kind alone.
inline absl::Time SteadyNow() {
  return absl::UnixEpoch() + absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace motcua

#endif  // MOTCUA_COMMON_BASE_CLOCK_H_
