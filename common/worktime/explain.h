// Every step to a due date, as values. Pure.
#ifndef MOTCUA_COMMON_WORKTIME_EXPLAIN_H_
#define MOTCUA_COMMON_WORKTIME_EXPLAIN_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/worktime/due.h"

namespace motcua::worktime {

struct Received {
  absl::Time time;
  bool operator==(const Received&) const = default;
};
struct ClockStarts {
  absl::Time time;
  StartRule rule = StartRule::kAtReceipt;
  bool operator==(const ClockStarts&) const = default;
};
// Working time on days that follow each other.
struct WorkCounted {
  Day first = 0;
  Day last = 0;
  absl::Duration work;
  bool operator==(const WorkCounted&) const = default;
};
// Calendar days that follow each other, at work or not.
struct DaysCounted {
  Day first = 0;
  Day last = 0;
  bool operator==(const DaysCounted&) const = default;
};
// Days off, or half a day off, that follow each other for one reason.
struct DaysSkipped {
  Day first = 0;
  Day last = 0;
  DayKind kind = DayKind::kOff;
  std::string reason_vi;  // empty: the weekly rule
  bool operator==(const DaysSkipped&) const = default;
};
// The end of the legal time if the clock never stood.
struct LegalTimeEnds {
  absl::Time time;
  bool operator==(const LegalTimeEnds&) const = default;
};
struct ClockStands {
  Interval pause;
  absl::Duration work;
  bool operator==(const ClockStands&) const = default;
};
struct DueIs {
  Due due;
  bool operator==(const DueIs&) const = default;
};
using Step = std::variant<Received, ClockStarts, WorkCounted, DaysCounted, DaysSkipped,
                          LegalTimeEnds, ClockStands, DueIs>;

// The steps of a reckoning, in order: receipt (none if the day was decided), start of the clock,
// what counts and what is skipped to the end of the legal time, that end, the pauses, what counts
// and what is skipped for their sake, and the due date. They add up: before LegalTimeEnds the work
// counted is the legal time (for calendar days the days counted are); the work of the pauses is the
// work counted after them; every day on the way is counted or skipped. `calendar` is the one it was
// reckoned by. Errors: as Reckon.
absl::StatusOr<std::vector<Step>> Explain(const Calendar& calendar, const Reckoning& reckoning);

// A step as a sentence. The reasons of skipped days are Vietnamese in both.
std::string TextVi(const Step& step);
std::string TextEn(const Step& step);

}  // namespace motcua::worktime

#endif  // MOTCUA_COMMON_WORKTIME_EXPLAIN_H_
