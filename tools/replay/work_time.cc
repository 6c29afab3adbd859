#include "tools/replay/work_time.h"

#include <algorithm>

namespace motcua::replay {
namespace {

constexpr int kMorningStart = 7 * 60;
constexpr int kMorningMinutes = 270;
constexpr int kAfternoonStart = 13 * 60 + 30;

}  // namespace

WorkTime::WorkTime(const worktime::Calendar& calendar, Day period_start, Day period_end)
    : calendar_(calendar), period_end_(period_end) {
  for (Day day = period_start - 1; days_.size() < kDaysBefore; --day) {
    if (IsWorkingDay(day)) days_.push_back(day);
  }
  std::reverse(days_.begin(), days_.end());
  for (Day day = period_start; day <= period_end; ++day) {
    if (IsWorkingDay(day)) days_.push_back(day);
  }
  if (days_.size() > kDaysBefore) return;
  for (Day day = period_start; day <= period_end; ++day) days_.push_back(day);
}

absl::Time WorkTime::TimeOf(Moment moment) const {
  const int minute = moment % kMinutesPerDay;
  const int of_day = minute < kMorningMinutes ? kMorningStart + minute
                                              : kAfternoonStart + (minute - kMorningMinutes);
  return StartOfDay(DayOf(moment)) + absl::Minutes(of_day);
}

// Nothing is planned on half days: moments count whole ones.
bool WorkTime::IsWorkingDay(Day day) const {
  return calendar_.KindOf(day).value() == worktime::DayKind::kWorking;
}

Day WorkTime::Working(Day day) const {
  while (!IsWorkingDay(day)) ++day;
  return day;
}

}  // namespace motcua::replay
