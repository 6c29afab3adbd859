#include "common/base/date.h"

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace motcua {

absl::TimeZone LocalZone() { return absl::FixedTimeZone(7 * 60 * 60); }

Day LocalDay(absl::Time time) {
  // Plain arithmetic, because every command asks several times and the zone is a fixed offset.
  const std::int64_t seconds = absl::ToUnixSeconds(time + absl::Hours(7));
  return static_cast<Day>(seconds / 86400 - (seconds % 86400 < 0));
}

absl::Time StartOfDay(Day day) {
  return absl::FromCivil(absl::CivilDay(1970, 1, 1) + day, LocalZone());
}

std::string FormatDay(Day day) {
  const absl::CivilDay civil = absl::CivilDay(1970, 1, 1) + day;
  return absl::StrFormat("%04d-%02d-%02d", civil.year(), civil.month(), civil.day());
}

std::optional<Day> ParseDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int part[3] = {0, 0, 0};
  int which = 0;
  for (char c : text) {
    if (c == '-') {
      ++which;
      continue;
    }
    if (c < '0' || c > '9' || which > 2) return std::nullopt;
    part[which] = part[which] * 10 + (c - '0');
  }
  const absl::CivilDay civil(part[0], part[1], part[2]);
  // CivilDay normalises 30 February; a date that moved did not exist.
  if (civil.year() != part[0] || civil.month() != part[1] || civil.day() != part[2]) {
    return std::nullopt;
  }
  const auto day = static_cast<Day>(civil - absl::CivilDay(1970, 1, 1));
  if (day < kFirstDay || day > kLastDay) return std::nullopt;
  return day;
}

int Weekday(Day day) { return ((day % 7) + 7 + 3) % 7; }

}  // namespace motcua
