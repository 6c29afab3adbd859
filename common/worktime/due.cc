#include "common/worktime/due.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"

namespace motcua::worktime {
namespace {

constexpr absl::Duration kEightHours = absl::Microseconds(kWorkingDay);
constexpr absl::Duration kLatestSameDay = absl::Hours(15);
constexpr int kMostUnits = 36'500;

absl::Status Check(const LegalTime& legal_time) {
  const bool counted = legal_time.unit != Unit::kSameDay;
  if (!counted || (legal_time.amount >= 1 && legal_time.amount <= kMostUnits)) {
    return absl::OkStatus();
  }
  return InvalidField("legal_time", "LEGAL_TIME_INVALID", "a legal time is 1 to 36,500 units",
                      "Thời hạn giải quyết phải từ 1 đến 36.500 đơn vị");
}

// Each of these sets rule, start, last_day and end.
absl::Status EndAfter(const Calendar& calendar, absl::Duration work, Reckoning& it) {
  const absl::StatusOr<absl::Time> end = calendar.AddWork(it.start, work);
  if (!end.ok()) return end.status();
  it.end = *end;
  it.last_day = LocalDay(it.end);
  return absl::OkStatus();
}

absl::Status EndHours(const Calendar& calendar, int hours, Reckoning& it) {
  it.rule = StartRule::kAtReceipt;
  it.start = it.received;
  return EndAfter(calendar, hours * absl::Hours(1), it);
}

absl::Status EndWorkingDays(const Calendar& calendar, int days, Reckoning& it) {
  it.rule = StartRule::kDayAfter;
  it.start = InstantOf(LocalDay(it.received) + 1);
  return EndAfter(calendar, days * kEightHours, it);
}

absl::Status EndOn(const Calendar& calendar, Day day, Reckoning& it) {
  it.last_day = day;
  const absl::StatusOr<Day> working = calendar.NextWorkingDay(day);
  if (!working.ok()) return working.status();
  const absl::StatusOr<absl::Time> end = calendar.EndOfWork(*working);
  if (end.ok()) it.end = *end;
  return end.status();
}

bool IsWeeklyRest(const Calendar& calendar, Day day) {
  const absl::StatusOr<DayKind> kind = calendar.KindOf(day);
  return kind.ok() && *kind == DayKind::kOff && calendar.Stated(day) == nullptr;
}

absl::Status EndDecided(const Calendar& calendar, Day day, Reckoning& it) {
  if (!IsWeeklyRest(calendar, day)) return EndOn(calendar, day, it);
  it.last_day = day;
  it.end = InstantOf(day, kAfternoon.to);
  return absl::OkStatus();
}

absl::Status EndCalendarDays(const Calendar& calendar, int days, Reckoning& it) {
  const Day received = LocalDay(it.received);
  it.rule = StartRule::kDayAfter;
  it.start = InstantOf(received + 1);
  return EndOn(calendar, received + days, it);
}

absl::Status EndSameDay(const Calendar& calendar, Reckoning& it) {
  const Day day = LocalDay(it.received);
  const absl::StatusOr<DayKind> kind = calendar.KindOf(day);
  if (!kind.ok()) return kind.status();
  const absl::Duration latest = std::min(kLatestSameDay, absl::Microseconds(EndOfWork(*kind)));
  if (*kind == DayKind::kOff) {
    it.rule = StartRule::kOnADayOff;
  } else {
    it.rule =
        it.received > InstantOf(day) + latest ? StartRule::kAfterFifteen : StartRule::kSameDay;
  }
  const bool today = it.rule == StartRule::kSameDay;
  const absl::Status status = EndOn(calendar, today ? day : day + 1, it);
  it.start = today ? it.received : InstantOf(LocalDay(it.end));
  return status;
}

absl::Status EndUnpaused(const Calendar& calendar, const LegalTime& legal_time, Reckoning& it) {
  switch (legal_time.unit) {
    case Unit::kSameDay:
      return EndSameDay(calendar, it);
    case Unit::kHours:
      return EndHours(calendar, legal_time.amount, it);
    case Unit::kWorkingDays:
      return EndWorkingDays(calendar, legal_time.amount, it);
    case Unit::kCalendarDays:
      return EndCalendarDays(calendar, legal_time.amount, it);
  }
  return absl::OkStatus();
}

// Sets pauses, paused and moved_end.
absl::Status Move(const Calendar& calendar, const std::vector<Interval>& pauses, Reckoning& it) {
  it.moved_end = it.end;
  if (pauses.empty()) return absl::OkStatus();
  auto merged = UnionFrom(it.start, pauses);
  if (!merged.ok()) return merged.status();
  it.pauses = *std::move(merged);
  const absl::StatusOr<absl::Duration> paused = WorkIn(calendar, it.pauses);
  if (!paused.ok()) return paused.status();
  it.paused = *paused;
  const absl::StatusOr<absl::Time> moved = calendar.AddWork(it.end, it.paused);
  if (moved.ok()) it.moved_end = *moved;
  return moved.status();
}

// The due date is the whole day, to the end of its work, if it has any; but for hours.
absl::Status SetDue(const Calendar& calendar, bool exact, Reckoning& it) {
  it.due = {it.moved_end, LocalDay(it.moved_end)};
  if (exact) return absl::OkStatus();
  const absl::StatusOr<absl::Time> end = calendar.EndOfWork(it.due.day);
  if (end.ok()) it.due.time = std::max(it.moved_end, *end);
  return end.status();
}

}  // namespace

absl::StatusOr<Reckoning> Reckon(const Calendar& calendar, const LegalTime& legal_time,
                                 absl::Time received, const std::vector<Interval>& pauses) {
  Reckoning it;
  it.legal_time = legal_time;
  it.received = received;
  absl::Status status = Check(legal_time);
  if (status.ok()) status = calendar.Check(received);
  if (status.ok()) status = EndUnpaused(calendar, legal_time, it);
  if (status.ok()) status = Move(calendar, pauses, it);
  if (status.ok()) status = SetDue(calendar, legal_time.unit == Unit::kHours, it);
  if (!status.ok()) return status;
  return it;
}

absl::StatusOr<Reckoning> ReckonDecided(const Calendar& calendar, Day day, absl::Time decided,
                                        const std::vector<Interval>& pauses) {
  Reckoning it;
  it.rule = StartRule::kDecided;
  it.received = decided;
  it.start = decided;
  absl::Status status = EndDecided(calendar, day, it);
  if (status.ok()) status = Move(calendar, pauses, it);
  if (status.ok()) status = SetDue(calendar, false, it);
  if (!status.ok()) return status;
  return it;
}

}  // namespace motcua::worktime
