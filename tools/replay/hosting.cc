#include "tools/replay/hosting.h"

#include <algorithm>

#include "tools/replay/late_counts.h"

namespace motcua::replay {
namespace {

using enum Column;

// A late step takes a day, its dossier some more.
constexpr int kLeastDays = 5;

int Get(const CountsRow& row, Column column) { return static_cast<int>(row.counts.Get(column)); }

int Need(const CountsRow& row) {
  if (StatesLateSteps(row.counts)) return 0;
  const int by_linked = std::min(Get(row, kLateLinked), Get(row, kResolvedLate));
  const int received =
      Get(row, kReceivedOnline) + Get(row, kReceivedInPerson) + Get(row, kReceivedPost);
  return std::clamp(by_linked - Get(row, kCarriedOver), 0, received);
}

int Capacity(const CountsRow& row) {
  const int reasons = std::max(
      {Get(row, kLateOwn), Get(row, kLateLinked), Get(row, kApologies), Get(row, kExtensions)});
  const int linked =
      row.counts[kResolvedLinked] ? Get(row, kResolvedLinked) : Get(row, kReceivedLinked);
  return std::clamp(Get(row, kResolvedLate) - reasons, 0, linked);
}

bool CanHost(const CountsRow& host, const CountsRow& row) {
  return host.agency != row.agency &&
         (host.field.empty() || row.field.empty() || host.field == row.field);
}

}  // namespace

bool CanBeLateInside(const WorkTime& time) {
  return time.last() - time.first() >= kLeastDays * kMinutesPerDay;
}

Hosting PlanHosting(const std::vector<CountsRow>& rows, const WorkTime& time) {
  Hosting hosting;
  hosting.hosts.resize(rows.size());
  hosting.hosted.resize(rows.size());
  if (!CanBeLateInside(time)) return hosting;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    int need = Need(rows[i]);
    for (std::size_t j = 0; j < rows.size() && need > 0; ++j) {
      if (!CanHost(rows[j], rows[i])) continue;
      const int taken = std::min(need, Capacity(rows[j]) - hosting.hosted[j]);
      for (int k = 0; k < taken; ++k) hosting.hosts[i].push_back({rows[j].agency, rows[j].field});
      hosting.hosted[j] += taken;
      need -= taken;
    }
  }
  return hosting;
}

}  // namespace motcua::replay
