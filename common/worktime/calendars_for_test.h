// Calendars and times as tests write them.
#ifndef MOTCUA_COMMON_WORKTIME_CALENDARS_FOR_TEST_H_
#define MOTCUA_COMMON_WORKTIME_CALENDARS_FOR_TEST_H_

#include <fstream>
#include <initializer_list>
#include <map>
#include <sstream>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "common/worktime/calendar_file.h"

namespace motcua::worktime {

inline Day On(const std::string& date) { return ParseDay(date).value(); }

// "2024-02-07 15:00" in Vietnam.
inline absl::Time At(const std::string& text) {
  absl::Time time;
  std::string error;
  const bool parsed = absl::ParseTime("%Y-%m-%d %H:%M", text, LocalZone(), &time, &error);
  return parsed ? time : absl::InfinitePast();
}

inline std::string StateCalendarText() {
  std::ifstream file("deploy/catalog/calendar_vn.tsv");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Vietnam's, 2021–2027, as shipped.
inline const Calendar& StateCalendar() {
  static const Calendar calendar = ParseCalendar(StateCalendarText()).value();
  return calendar;
}

// The weekly rule, but for some days off, until so far in the future that tests which live in the
// present end before.
inline Calendar PlainCalendar(std::initializer_list<const char*> days_off = {}) {
  std::map<int, std::string> years;
  for (int year = 2021; year <= 2040; ++year) years[year] = "test";
  std::map<Day, StatedDay> days;
  for (const char* date : days_off) days[On(date)] = {DayKind::kOff, "Ngày nghỉ", "test"};
  return Calendar::Build(std::move(years), std::move(days)).value();
}

// The state calendar with one more day stated.
inline Calendar StateCalendarWith(const std::string& date, DayKind kind) {
  return StateCalendar().With(On(date), {kind, "thử", "test"}).value();
}

}  // namespace motcua::worktime

#endif  // MOTCUA_COMMON_WORKTIME_CALENDARS_FOR_TEST_H_
