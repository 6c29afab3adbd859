#include "common/catalog/calendar_change.h"

#include <iterator>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/errors.h"

namespace motcua::catalog {
namespace {

using Years = std::map<int, std::string>;

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2199;

int YearOf(Day day) { return static_cast<int>((absl::CivilDay(1970, 1, 1) + day).year()); }

bool BesideAGap(const Years& years, int year) {
  const auto at = years.find(year);
  const bool gap_before = at != years.begin() && std::prev(at)->first != year - 1;
  const bool gap_after = std::next(at) != years.end() && std::next(at)->first != year + 1;
  return gap_before || gap_after;
}

// What was before has no gap, so each gap has a year of the change beside it.
absl::Status CheckYears(const Years& years, const CalendarChange& change) {
  for (std::size_t i = 0; i < change.years.size(); ++i) {
    const std::string field = absl::StrCat("calendar_years[", i, "].year");
    const int year = change.years[i].first;
    if (year < kFirstYear || year > kLastYear) {
      return InvalidField(field, "OUT_OF_RANGE", "a year is 1990 to 2199",
                          "Năm phải từ 1990 đến 2199");
    }
    if (BesideAGap(years, year)) {
      return InvalidField(
          field, "CALENDAR_YEAR_MISSING",
          absl::StrCat("a year beside ", year, " is missing: years have no gap"),
          absl::StrCat("Thiếu năm liền kề năm ", year, ": các năm của lịch phải liên tục"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckDays(const Years& years, const CalendarChange& change) {
  for (std::size_t i = 0; i < change.days.size(); ++i) {
    const int year = YearOf(change.days[i].first);
    if (years.contains(year)) continue;
    return InvalidField(absl::StrCat("calendar_days[", i, "].date"), "CALENDAR_YEAR_MISSING",
                        absl::StrCat("the calendar does not cover the year ", year),
                        absl::StrCat("Lịch làm việc chưa có năm ", year));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<worktime::Calendar>> Apply(const CalendarChange& change,
                                                        const worktime::Calendar* before) {
  Years years;
  std::map<Day, worktime::StatedDay> days;
  if (before != nullptr) {
    years = before->years();
    days = before->days();
  }
  for (const auto& [year, source] : change.years) years[year] = source;
  if (absl::Status sound = CheckYears(years, change); !sound.ok()) return sound;
  if (absl::Status sound = CheckDays(years, change); !sound.ok()) return sound;
  if (years.empty()) return std::nullopt;
  for (const auto& [day, stated] : change.days) days[day] = stated;
  return worktime::Calendar::Build(std::move(years), std::move(days));
}

}  // namespace motcua::catalog
