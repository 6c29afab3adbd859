// Times in which a dossier's clock stands: a supplement, a financial obligation, another body.
// Pure.
#ifndef MOTCUA_COMMON_WORKTIME_PAUSES_H_
#define MOTCUA_COMMON_WORKTIME_PAUSES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/worktime/calendar.h"

namespace motcua::worktime {

// [from, to).
struct Interval {
  absl::Time from;
  absl::Time to;
  bool operator==(const Interval&) const = default;
};

// Pauses may nest, overlap and touch; together they are their union, so no instant stands twice
// and cutting one in two changes nothing. What lies before `start` is cut off; empty pauses vanish.
// Ascending. INVALID_ARGUMENT `PAUSE_REVERSED` when one ends before it begins.
absl::StatusOr<std::vector<Interval>> UnionFrom(absl::Time start, std::vector<Interval> pauses);

// Working time in disjoint intervals.
absl::StatusOr<absl::Duration> WorkIn(const Calendar& calendar,
                                      const std::vector<Interval>& intervals);

}  // namespace motcua::worktime

#endif  // MOTCUA_COMMON_WORKTIME_PAUSES_H_
