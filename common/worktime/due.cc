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

// Each of these sets rule, start and end.
absl::Status EndHours(const Calendar& calendar, Reckoning& it) {
  it.rule = StartRule::kAtReceipt;
  it.start = it.received;
  const auto end = calendar.AddWork(it.start, it.legal_time.amount * absl::Hours(1));
  if (end.ok()) it.end = *end;
  return end.status();
}

absl::Status EndWorkingDays(const Calendar& calendar, Reckoning& it) {
  it.rule = StartRule::kDayAfter;
  it.start = InstantOf(LocalDay(it.received) + 1);
  const auto end = calendar.AddWork(it.start, it.legal_time.amount * kEightHours);
  if (end.ok()) it.end = *end;
  return end.status();
}

absl::Status EndOn(const Calendar& calendar, Day day, Reckoning& it) {
  const absl::StatusOr<Day> working = calendar.NextWorkingDay(day);
  if (!working.ok()) return working.status();
  const absl::StatusOr<absl::Time> end = calendar.EndOfWork(*working);
  if (end.ok()) it.end = *end;
  return end.status();
}

absl::Status EndCalendarDays(const Calendar& calendar, Reckoning& it) {
  const Day received = LocalDay(it.received);
  it.rule = StartRule::kDayAfter;
  it.start = InstantOf(received + 1);
  return EndOn(calendar, received + it.legal_time.amount, it);
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

absl::Status EndUnpaused(const Calendar& calendar, Reckoning& it) {
  switch (it.legal_time.unit) {
    case Unit::kSameDay:
      return EndSameDay(calendar, it);
    case Unit::kHours:
      return EndHours(calendar, it);
    case Unit::kWorkingDays:
      return EndWorkingDays(calendar, it);
    case Unit::kCalendarDays:
      return EndCalendarDays(calendar, it);
  }
  return Check({it.legal_time.unit, 0});
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

// The due date is the whole day, to the end of its work.
absl::StatusOr<Due> WholeDay(const Calendar& calendar, absl::Time time) {
  const Day day = LocalDay(time);
  const absl::StatusOr<absl::Time> end = calendar.EndOfWork(day);
  if (!end.ok()) return end.status();
  return Due{*end, day};
}

}  // namespace

absl::StatusOr<Reckoning> Reckon(const Calendar& calendar, const LegalTime& legal_time,
                                 absl::Time received, const std::vector<Interval>& pauses) {
  Reckoning it;
  it.legal_time = legal_time;
  it.received = received;
  if (absl::Status status = Check(legal_time); !status.ok()) return status;
  if (absl::Status status = calendar.Check(received); !status.ok()) return status;
  if (absl::Status status = EndUnpaused(calendar, it); !status.ok()) return status;
  if (absl::Status status = Move(calendar, pauses, it); !status.ok()) return status;
  if (legal_time.unit == Unit::kHours) {
    it.due = {it.moved_end, LocalDay(it.moved_end)};
    return it;
  }
  const absl::StatusOr<Due> due = WholeDay(calendar, it.moved_end);
  if (!due.ok()) return due.status();
  it.due = *due;
  return it;
}

absl::StatusOr<Due> DueOn(const Calendar& calendar, Day day, absl::Time since,
                          const std::vector<Interval>& pauses) {
  Reckoning it;
  it.start = since;
  if (absl::Status status = EndOn(calendar, day, it); !status.ok()) return status;
  if (absl::Status status = Move(calendar, pauses, it); !status.ok()) return status;
  return WholeDay(calendar, it.moved_end);
}

}  // namespace motcua::worktime
