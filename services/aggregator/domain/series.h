// A counter's running sum over days.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_SERIES_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_SERIES_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "common/base/date.h"

namespace motcua::aggregator {

// A flow is the difference of two look-ups, a stock is one. Adding at the newest day is cheap,
// adding at an old day costs the days after it. Not thread-safe.
class Series {
 public:
  void Add(Day day, std::int64_t difference) {
    if (difference == 0) return;
    auto at = std::lower_bound(points_.begin(), points_.end(), day, Before);
    if (at == points_.end() || at->day != day) {
      at = points_.insert(at, {day, at == points_.begin() ? 0 : std::prev(at)->sum});
    }
    for (auto later = at; later != points_.end(); ++later) later->sum += difference;
    if (at->sum == (at == points_.begin() ? 0 : std::prev(at)->sum)) points_.erase(at);
  }

  // The sum of all days up to and including `day`.
  std::int64_t Through(Day day) const {
    const auto after = std::upper_bound(points_.begin(), points_.end(), day, After);
    return after == points_.begin() ? 0 : std::prev(after)->sum;
  }

  // Calls `visit(day, value)` for every day whose value is not 0, in order.
  template <typename Visit>
  void ForEachDay(Visit visit) const {
    std::int64_t before = 0;
    for (const Point& point : points_) {
      visit(point.day, point.sum - before);
      before = point.sum;
    }
  }

 private:
  struct Point {
    Day day;
    std::int64_t sum;
  };
  static bool Before(const Point& point, Day day) { return point.day < day; }
  static bool After(Day day, const Point& point) { return day < point.day; }

  std::vector<Point> points_;  // one per day with a value ≠ 0
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_SERIES_H_
