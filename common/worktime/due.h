// When a dossier is due. Pure.
#ifndef MOTCUA_COMMON_WORKTIME_DUE_H_
#define MOTCUA_COMMON_WORKTIME_DUE_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/worktime/calendar.h"
#include "common/worktime/pauses.h"

namespace motcua::worktime {

enum class Unit {
  kSameDay,       // result within the day of receipt
  kHours,         // hours of working time
  kWorkingDays,   // eight hours of working time each
  kCalendarDays,  // days of the calendar, at work or not
};

// What a procedure version allows. The separate time of online dossiers is another one of these:
// the caller chooses.
struct LegalTime {
  Unit unit = Unit::kWorkingDays;
  int amount = 0;  // 1–36,500; without meaning for kSameDay

  bool operator==(const LegalTime&) const = default;
};

// From when, and why from then, the clock runs.
enum class StartRule {
  kAtReceipt,     // hours: from the receipt; outside working time they wait for it
  kDayAfter,      // working and calendar days: from 00:00 of the day after the receipt
  kSameDay,       // same day, received by 15:00 of a working day: from the receipt
  kAfterFifteen,  // same day, received later: from 00:00 of the next working day
  kOnADayOff,     // same day, received on a day off: from 00:00 of the next working day
  kDecided,       // a due day given by a decision: from the decision
};

struct Due {
  absl::Time time;  // hours: exact; else the end of the working time of `day`
  Day day = 0;      // lateness is decided by this
  bool operator==(const Due&) const = default;
};

// A due date with what it was made of.
struct Reckoning {
  std::optional<LegalTime> legal_time;  // none: the due day was decided
  absl::Time received;                  // or when it was decided
  StartRule rule = StartRule::kAtReceipt;
  absl::Time start;              // when the clock starts
  Day last_day = 0;              // the day the time ends on, at work or not
  absl::Time end;                // when it ends if the clock never stands
  std::vector<Interval> pauses;  // since `start`, disjoint, ascending
  absl::Duration paused;         // working time in them
  absl::Time moved_end;          // `end` and `paused`
  Due due;
  bool operator==(const Reckoning&) const = default;
};

// The rules:
//  - Hours and working days are working time. A half day is half a day's work, so a working day may
//    end within a day; the dossier is then due at the end of that day's work.
//  - Working days count from the day after the receipt. Received on a day off, the first working
//    day after it is the first counted.
//  - A calendar-day time that ends on a day off ends on the next working day.
//  - The 15:00 rule holds for same-day procedures alone: received later than 15:00:00, or after the
//    work of a half day has ended, they are due on the next working day.
//  - Pauses move the due date by the working time in them, whatever the unit and whether or not the
//    dossier was already overdue. Before the clock starts there is nothing to pause.
// So a holiday added later never makes a due date earlier, but where it shortens a pause: one that
// began when the dossier was overdue, or one of a same-day or calendar-day time.
// INVALID_ARGUMENT `LEGAL_TIME_INVALID`, `PAUSE_REVERSED`; FAILED_PRECONDITION
// `CALENDAR_YEAR_MISSING` naming the year the computation needs and the calendar lacks.
absl::StatusOr<Reckoning> Reckon(const Calendar& calendar, const LegalTime& legal_time,
                                 absl::Time received, const std::vector<Interval>& pauses = {});

// A due day given by a decision, for instance an extension, which the pauses after it move. A
// holiday moves to the next working day; a day of weekly rest stays: whoever decided it knew.
absl::StatusOr<Reckoning> ReckonDecided(const Calendar& calendar, Day day, absl::Time decided,
                                        const std::vector<Interval>& pauses = {});

}  // namespace motcua::worktime

#endif  // MOTCUA_COMMON_WORKTIME_DUE_H_
