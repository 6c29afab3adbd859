#include "common/worktime/calendar.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/errors.h"

namespace motcua::worktime {
namespace {

constexpr Micros kEastOfGreenwich = 7 * kHour;
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2199;

Day FirstDayOf(int year) {
  return static_cast<Day>(absl::CivilDay(year, 1, 1) - absl::CivilDay(1970, 1, 1));
}

std::int64_t YearOf(Day day) { return (absl::CivilDay(1970, 1, 1) + day).year(); }

std::int64_t YearOf(absl::Time time) { return absl::ToCivilYear(time, LocalZone()).year(); }

DayKind ByTheWeek(Day day) { return Weekday(day) < 5 ? DayKind::kWorking : DayKind::kOff; }

}  // namespace

absl::Time InstantOf(Day day, Micros time) {
  return absl::FromUnixMicros(day * kMidnightToMidnight + time - kEastOfGreenwich);
}

absl::Status YearMissing(std::int64_t year) {
  return Refuse(absl::StatusCode::kFailedPrecondition, "CALENDAR_YEAR_MISSING", "calendar",
                absl::StrCat("the calendar does not cover the year ", year),
                absl::StrCat("Lịch làm việc chưa có dữ liệu năm ", year));
}

absl::Status YearMissing(absl::Time time) { return YearMissing(YearOf(time)); }

absl::StatusOr<Calendar> Calendar::Build(std::map<int, std::string> years,
                                         std::map<Day, StatedDay> days) {
  if (years.empty() || years.begin()->first < kFirstYear || years.rbegin()->first > kLastYear) {
    return InvalidField("years", "CALENDAR_YEARS_INVALID", "a calendar covers years in 1990–2199",
                        "Lịch làm việc phải có các năm trong khoảng 1990–2199");
  }
  for (int year = years.begin()->first; year <= years.rbegin()->first; ++year) {
    if (!years.contains(year)) return YearMissing(year);
  }
  Calendar calendar(std::move(years), std::move(days));
  for (const auto& [day, stated] : calendar.days_) {
    if (!calendar.Covers(day)) return YearMissing(YearOf(day));
  }
  return calendar;
}

Calendar::Calendar(std::map<int, std::string> years, std::map<Day, StatedDay> days)
    : years_(std::move(years)),
      days_(std::move(days)),
      first_(FirstDayOf(years_.begin()->first)),
      end_(FirstDayOf(years_.rbegin()->first + 1)),
      begins_(InstantOf(first_, 0)),
      ends_(InstantOf(end_, 0)) {
  work_before_.push_back(0);
  for (Day day = first_; day < end_; ++day) {
    const StatedDay* stated = Stated(day);
    kinds_.push_back(stated != nullptr ? stated->kind : ByTheWeek(day));
    work_before_.push_back(work_before_.back() + WorkedBy(kinds_.back(), kMidnightToMidnight));
    day_of_half_hour_.resize(static_cast<std::size_t>(work_before_.back() / kHalfHour), day);
  }
  next_working_.resize(kinds_.size());
  Day next = end_;
  for (Day day = end_ - 1; day >= first_; --day) {
    if (kinds_[IndexOf(day)] != DayKind::kOff) next = day;
    next_working_[IndexOf(day)] = next;
  }
}

absl::StatusOr<Calendar> Calendar::With(Day day, StatedDay stated) const {
  std::map<Day, StatedDay> days = days_;
  days[day] = std::move(stated);
  return Build(years_, std::move(days));
}

const StatedDay* Calendar::Stated(Day day) const {
  const auto stated = days_.find(day);
  return stated == days_.end() ? nullptr : &stated->second;
}

absl::Status Calendar::Check(absl::Time time) const {
  return Covers(time) ? absl::OkStatus() : YearMissing(YearOf(time));
}

absl::StatusOr<DayKind> Calendar::KindOf(Day day) const {
  if (!Covers(day)) return YearMissing(YearOf(day));
  return kinds_[IndexOf(day)];
}

absl::StatusOr<Day> Calendar::NextWorkingDay(Day day) const {
  const Day next = Covers(day) ? next_working_[IndexOf(day)] : day;
  if (!Covers(next)) return YearMissing(YearOf(next));
  return next;
}

absl::StatusOr<absl::Time> Calendar::EndOfWork(Day day) const {
  if (!Covers(day)) return YearMissing(YearOf(day));
  return InstantOf(day, worktime::EndOfWork(kinds_[IndexOf(day)]));
}

Micros Calendar::WorkBefore(absl::Time time) const {
  const Micros since = absl::ToUnixMicros(time) - absl::ToUnixMicros(begins_);
  const auto index = static_cast<std::size_t>(since / kMidnightToMidnight);
  return work_before_[index] + WorkedBy(kinds_[index], since % kMidnightToMidnight);
}

absl::StatusOr<absl::Duration> Calendar::WorkBetween(absl::Time from, absl::Time to) const {
  if (!Covers(from)) return YearMissing(YearOf(from));
  if (!Covers(to)) return YearMissing(YearOf(to));
  return absl::Microseconds(WorkBefore(to) - WorkBefore(from));
}

absl::StatusOr<absl::Time> Calendar::AddWork(absl::Time from, absl::Duration work) const {
  if (work < absl::ZeroDuration()) {
    return InvalidField("work", "WORK_NEGATIVE", "working time to add is negative",
                        "Thời gian làm việc cộng thêm không được âm");
  }
  if (!Covers(from)) return YearMissing(YearOf(from));
  const Micros added = absl::ToInt64Microseconds(work);
  if (added == 0) return from;
  const Micros before = WorkBefore(from);
  if (added > work_before_.back() - before) return YearMissing(YearOf(end_));
  const Micros done = before + added;
  const Day day = day_of_half_hour_[static_cast<std::size_t>((done - 1) / kHalfHour)];
  const std::size_t index = IndexOf(day);
  return InstantOf(day, TimeOfWork(kinds_[index], done - work_before_[index]));
}

}  // namespace motcua::worktime
