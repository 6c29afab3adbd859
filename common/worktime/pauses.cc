#include "common/worktime/pauses.h"

#include <algorithm>

#include "common/base/errors.h"

namespace motcua::worktime {

absl::StatusOr<std::vector<Interval>> UnionFrom(absl::Time start, std::vector<Interval> pauses) {
  std::sort(pauses.begin(), pauses.end(),
            [](const Interval& a, const Interval& b) { return a.from < b.from; });
  std::vector<Interval> merged;
  for (Interval pause : pauses) {
    if (pause.to < pause.from) {
      return InvalidField("pauses", "PAUSE_REVERSED", "a pause ends before it begins",
                          "Thời điểm kết thúc tạm dừng sớm hơn thời điểm bắt đầu");
    }
    pause.from = std::max(pause.from, start);
    if (pause.to <= pause.from) continue;
    if (!merged.empty() && pause.from <= merged.back().to) {
      merged.back().to = std::max(merged.back().to, pause.to);
    } else {
      merged.push_back(pause);
    }
  }
  return merged;
}

absl::StatusOr<absl::Duration> WorkIn(const Calendar& calendar,
                                      const std::vector<Interval>& intervals) {
  absl::Duration sum;
  for (const Interval& interval : intervals) {
    const absl::StatusOr<absl::Duration> work = calendar.WorkBetween(interval.from, interval.to);
    if (!work.ok()) return work.status();
    sum += *work;
  }
  return sum;
}

}  // namespace motcua::worktime
