// Time is an argument: whoever needs "now" is given a Clock.
#ifndef MOTCUA_COMMON_BASE_CLOCK_H_
#define MOTCUA_COMMON_BASE_CLOCK_H_

#include <functional>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace motcua {

using Clock = std::function<absl::Time()>;

// The machine's clock, cut to microseconds: what the databases and the feed keep.
inline Clock SystemClock() {
  return [] { return absl::FromUnixMicros(absl::ToUnixMicros(absl::Now())); };
}

}  // namespace motcua

#endif  // MOTCUA_COMMON_BASE_CLOCK_H_
