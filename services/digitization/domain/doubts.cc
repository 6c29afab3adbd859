#include "services/digitization/domain/doubts.h"

#include <algorithm>
#include <map>

namespace motcua::digitization {

bool NearDue(std::optional<Day> due, Day attached, const worktime::Calendar* calendar) {
  if (!due || *due < attached) return false;
  if (*due <= attached + 1) return true;
  if (calendar == nullptr) return false;
  const absl::StatusOr<Day> next_working = calendar->NextWorkingDay(attached + 1);
  return next_working.ok() && *due <= *next_working;
}

std::vector<NearDueResult> BurstWith(const NearDueResult& with, std::vector<NearDueResult> around) {
  if (std::find(around.begin(), around.end(), with) == around.end()) around.push_back(with);
  std::sort(around.begin(), around.end());
  const std::size_t place = std::find(around.begin(), around.end(), with) - around.begin();

  // Windows that begin at a result and hold `with`: their union is what stands in a burst. A
  // dossier counts once, however many versions it has in the window.
  std::map<std::string, int> dossiers;
  std::size_t first = around.size();
  std::size_t last = 0;
  std::size_t end = 0;
  for (std::size_t begin = 0; begin <= place; ++begin) {
    while (end < around.size() && around[end].time - around[begin].time <= kBurstTime) {
      ++dossiers[around[end++].code];
    }
    if (end > place && dossiers.size() >= static_cast<std::size_t>(kBurst)) {
      first = std::min(first, begin);
      last = end;
    }
    const auto left = dossiers.find(around[begin].code);
    if (--left->second == 0) dossiers.erase(left);
  }
  if (first == around.size()) return {};
  return {around.begin() + static_cast<std::ptrdiff_t>(first),
          around.begin() + static_cast<std::ptrdiff_t>(last)};
}

}  // namespace motcua::digitization
