// Who had a dossier when, without a gap from receipt to end, and how long each in all.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_CUSTODY_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_CUSTODY_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/worktime/calendar.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

// [start, end): one agency had it with one leg, its clock running or standing.
struct CustodySpan {
  absl::Time start;
  absl::Time end;
  std::string agency;
  int leg = 0;
  std::optional<PauseKind> pause;
  bool operator==(const CustodySpan&) const = default;
};

// All spans of an agency with a running clock; or, without agency, all of one kind of pause.
struct CustodyTotal {
  std::string agency;
  std::optional<PauseKind> pause;
  absl::Duration time;  // of the clock on the wall
  absl::Duration work;  // working time in it
  bool operator==(const CustodyTotal&) const = default;
};

struct Custody {
  std::vector<CustodySpan> spans;    // the end of each is the start of the next
  std::vector<CustodyTotal> totals;  // by agency, then by kind of pause
  absl::Duration age;                // the sum of the totals' time
};

// Each instant belongs to one span: to the pause of the own leg if its clock stands; else to the
// open linked leg that is due first (undated last, then the lower number), running or standing;
// else to the holder of the own leg, also between an end and a reopening. An open dossier is told
// until `now`; a void one has no custody. Durations are counted from whole second to whole second,
// so that they add up. FAILED_PRECONDITION `CALENDAR_YEAR_MISSING`, also when the calendar is null.
absl::StatusOr<Custody> CustodyOf(const Case& dossier, const worktime::Calendar* calendar,
                                  absl::Time now);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_CUSTODY_H_
