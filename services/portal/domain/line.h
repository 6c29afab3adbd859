// The figures of one province over a period. Pure.
#ifndef MOTCUA_SERVICES_PORTAL_DOMAIN_LINE_H_
#define MOTCUA_SERVICES_PORTAL_DOMAIN_LINE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/portal/domain/holding.h"
#include "services/portal/domain/problem.h"

namespace motcua::portal {

// Fields as in portal.proto.
struct Line {
  std::int64_t received = 0;
  std::int64_t received_online = 0;
  std::int64_t carried_over = 0;
  std::int64_t finished_early = 0;
  std::int64_t finished_on_time = 0;
  std::int64_t finished_late = 0;
  std::int64_t finished_undated = 0;
  std::int64_t ended_otherwise = 0;
  std::int64_t open = 0;
  std::int64_t overdue = 0;
  std::int64_t moved = 0;
  std::int64_t results_finished = 0;
  std::int64_t results_synced = 0;

  Line& operator+=(const Line& other);
  bool operator==(const Line&) const = default;
};

Line LineOf(const PeriodSums& sums);

// What contradicts itself (identities I2, I3, I7); empty: nothing.
std::vector<std::string> BrokenIdentities(const PeriodSums& sums);

enum class Measure : int { kOnTime = 1, kOnline = 2, kOverdue = 3, kSynced = 4 };

struct Ratio {
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
};
Ratio RatioOf(const Line& line, Measure measure);

struct Place {
  std::string province;
  Ratio ratio;
  int rank = 0;  // 0: there is no denominator
};
// The best first by exact ratio; equal ones share a rank, in order of their ids; those without a
// denominator come last.
std::vector<Place> Rank(std::vector<Place> provinces, Measure measure);

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_DOMAIN_LINE_H_
