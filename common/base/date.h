// Local dates of Vietnam. Asia/Ho_Chi_Minh has been UTC+7 without summer time for
// every date we accept (1990 to 2199), so the zone is fixed here and never the machine's.
#ifndef MOTCUA_COMMON_BASE_DATE_H_
#define MOTCUA_COMMON_BASE_DATE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace motcua {

// A local date as days since 1970-01-01.
using Day = std::int32_t;

inline constexpr Day kFirstDay = 7305;  // 1990-01-01
inline constexpr Day kLastDay = 84005;  // 2199-12-31

absl::TimeZone LocalZone();

// The local date of an instant.
Day LocalDay(absl::Time time);

// 00:00 local time of a day; its 24:00 is StartOfDay(day + 1).
absl::Time StartOfDay(Day day);

// YYYY-MM-DD.
std::string FormatDay(Day day);

// nullopt unless `text` is exactly YYYY-MM-DD, exists, and lies in kFirstDay … kLastDay.
std::optional<Day> ParseDay(std::string_view text);

// 0 is Monday, 6 is Sunday.
int Weekday(Day day);

}  // namespace motcua

#endif  // MOTCUA_COMMON_BASE_DATE_H_
