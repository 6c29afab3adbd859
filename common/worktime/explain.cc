#include "common/worktime/explain.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace motcua::worktime {
namespace {

// Lays the steps of one reckoning. Serves one call.
class Account {
 public:
  explicit Account(const Calendar& calendar) : calendar_(calendar) {}

  template <typename Kind>
  void Add(Kind step) {
    steps_.emplace_back(std::move(step));
  }

  // Every day on which working time from `from` to `to` could lie.
  absl::Status CountWork(absl::Time from, absl::Time to) {
    for (Day day = LocalDay(from); day <= LocalDay(to); ++day) {
      const absl::StatusOr<DayKind> kind = calendar_.KindOf(day);
      if (!kind.ok()) return kind.status();
      if (*kind != DayKind::kWorking) Skip(day, *kind);
      const absl::StatusOr<absl::Duration> work = calendar_.WorkBetween(
          std::max(from, InstantOf(day)), std::min(to, InstantOf(day, kMidnightToMidnight - 1)));
      if (!work.ok()) return work.status();
      if (*work > absl::ZeroDuration()) Count(day, *work);
    }
    return absl::OkStatus();
  }

  // The days off in [first, last].
  absl::Status SkipOff(Day first, Day last) {
    for (Day day = first; day <= last; ++day) {
      const absl::StatusOr<DayKind> kind = calendar_.KindOf(day);
      if (!kind.ok()) return kind.status();
      if (*kind == DayKind::kOff) Skip(day, *kind);
    }
    return absl::OkStatus();
  }

  std::vector<Step> Take() && { return std::move(steps_); }

 private:
  void Skip(Day day, DayKind kind) {
    const StatedDay* stated = calendar_.Stated(day);
    const std::string reason = stated == nullptr ? "" : stated->reason_vi;
    auto* last = std::get_if<DaysSkipped>(&steps_.back());
    if (last != nullptr && last->last == day - 1 && last->kind == kind &&
        last->reason_vi == reason) {
      last->last = day;
    } else {
      Add(DaysSkipped{day, day, kind, reason});
    }
  }

  void Count(Day day, absl::Duration work) {
    auto* last = std::get_if<WorkCounted>(&steps_.back());
    if (last != nullptr && last->last == day - 1) {
      last->last = day;
      last->work += work;
    } else {
      Add(WorkCounted{day, day, work});
    }
  }

  const Calendar& calendar_;
  std::vector<Step> steps_;
};

absl::Status CountLegalTime(const Reckoning& it, Account& account) {
  const std::optional<Unit> unit =
      it.legal_time ? std::optional(it.legal_time->unit) : std::nullopt;
  if (unit == Unit::kHours || unit == Unit::kWorkingDays) {
    return account.CountWork(it.start, it.end);
  }
  if (unit == Unit::kCalendarDays) account.Add(DaysCounted{LocalDay(it.start), it.last_day});
  return account.SkipOff(it.last_day, LocalDay(it.end));
}

absl::Status CountPauses(const Calendar& calendar, const Reckoning& it, Account& account) {
  for (const Interval& pause : it.pauses) {
    const absl::StatusOr<absl::Duration> work = calendar.WorkBetween(pause.from, pause.to);
    if (!work.ok()) return work.status();
    account.Add(ClockStands{pause, *work});
  }
  if (it.moved_end == it.end) return absl::OkStatus();
  return account.CountWork(it.end, it.moved_end);
}

}  // namespace

absl::StatusOr<std::vector<Step>> Explain(const Calendar& calendar, const Reckoning& reckoning) {
  Account account(calendar);
  if (reckoning.legal_time) account.Add(Received{reckoning.received});
  account.Add(ClockStarts{reckoning.start, reckoning.rule});
  if (absl::Status status = CountLegalTime(reckoning, account); !status.ok()) return status;
  account.Add(LegalTimeEnds{reckoning.end});
  if (absl::Status status = CountPauses(calendar, reckoning, account); !status.ok()) return status;
  account.Add(DueIs{reckoning.due});
  return std::move(account).Take();
}

}  // namespace motcua::worktime
