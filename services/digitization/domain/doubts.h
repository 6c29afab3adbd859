// Results that are no results: what makes a file doubtful as one.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_DOUBTS_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_DOUBTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/worktime/calendar.h"
#include "services/digitization/domain/folder.h"

namespace motcua::digitization {

// The smallest document with a page that shows a line of text is larger.
inline constexpr std::int64_t kTiny = 200;
// Results of so many dossiers of one agency, attached within so short a time, just before they were
// due.
inline constexpr int kBurst = 20;
inline constexpr absl::Duration kBurstTime = absl::Minutes(10);

// A result that an agency attached just before it was due.
struct NearDueResult {
  std::string agency;
  absl::Time time;
  std::string code;
  std::string file;

  bool operator==(const NearDueResult&) const = default;
  bool operator<(const NearDueResult& other) const {
    return std::tie(time, code, file) < std::tie(other.time, other.code, other.file);
  }
};

// Due on the day it was attached, the next day, or the next working day, as far as a calendar (or
// null) knows it.
bool NearDue(std::optional<Day> due, Day attached, const worktime::Calendar* calendar);

// Of results of one agency those that stand in a burst together with `with`, itself included;
// empty when it is in none. `around` need not hold it, nor be in order.
std::vector<NearDueResult> BurstWith(const NearDueResult& with, std::vector<NearDueResult> around);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_DOUBTS_H_
