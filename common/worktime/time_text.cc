#include "common/worktime/time_text.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace motcua::worktime {
namespace {

constexpr std::array<const char*, 7> kWeekdaysVi = {"thứ Hai", "thứ Ba",  "thứ Tư",  "thứ Năm",
                                                    "thứ Sáu", "thứ Bảy", "Chủ nhật"};
constexpr std::array<const char*, 7> kWeekdaysEn = {"Mon", "Tue", "Wed", "Thu",
                                                    "Fri", "Sat", "Sun"};

std::string ClockOf(absl::Time time) {
  const absl::CivilSecond civil = absl::ToCivilSecond(time, LocalZone());
  const std::string minutes = absl::StrFormat("%02d:%02d", civil.hour(), civil.minute());
  return civil.second() == 0 ? minutes : absl::StrFormat("%s:%02d", minutes, civil.second());
}

}  // namespace

std::string DayVi(Day day) {
  const absl::CivilDay civil = absl::CivilDay(1970, 1, 1) + day;
  return absl::StrFormat("%s %02d/%02d/%d", kWeekdaysVi[Weekday(day)], civil.day(), civil.month(),
                         civil.year());
}

std::string DayEn(Day day) { return absl::StrCat(kWeekdaysEn[Weekday(day)], " ", FormatDay(day)); }

std::string TimeVi(absl::Time time) {
  return absl::StrCat(ClockOf(time), " ", DayVi(LocalDay(time)));
}

std::string TimeEn(absl::Time time) {
  return absl::StrCat(ClockOf(time), " ", DayEn(LocalDay(time)));
}

}  // namespace motcua::worktime
