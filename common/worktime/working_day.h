// The hours of a working day: 7:00–11:30 and 13:30–17:00, eight in all. Pure.
#ifndef MOTCUA_COMMON_WORKTIME_WORKING_DAY_H_
#define MOTCUA_COMMON_WORKTIME_WORKING_DAY_H_

#include <algorithm>
#include <cstdint>

namespace motcua::worktime {

// Microseconds: what instants are stored in; anything finer is dropped.
using Micros = std::int64_t;

inline constexpr Micros kMinute = 60'000'000;
inline constexpr Micros kHour = 60 * kMinute;
inline constexpr Micros kMidnightToMidnight = 24 * kHour;

// What a day is to the agencies. A half day is a working day. The numbers are stored.
enum class DayKind : std::uint8_t { kOff = 0, kWorking = 1, kMorningOff = 2, kAfternoonOff = 3 };

// A stretch of work, from the day's 00:00.
struct Session {
  Micros from;
  Micros to;

  constexpr Micros length() const { return to - from; }
  // How much of it lies before a time of the day.
  constexpr Micros Before(Micros time) const { return std::clamp(time, from, to) - from; }
};

inline constexpr Session kMorning{7 * kHour, 11 * kHour + 30 * kMinute};
inline constexpr Session kAfternoon{13 * kHour + 30 * kMinute, 17 * kHour};
inline constexpr Micros kWorkingDay = kMorning.length() + kAfternoon.length();
static_assert(kWorkingDay == 8 * kHour);

// Sessions are whole half hours long, so no half hour of work begins on one day and ends on
// another.
inline constexpr Micros kHalfHour = 30 * kMinute;
static_assert(kMorning.length() % kHalfHour == 0 && kAfternoon.length() % kHalfHour == 0);

constexpr bool AtWorkInTheMorning(DayKind kind) {
  return kind == DayKind::kWorking || kind == DayKind::kAfternoonOff;
}
constexpr bool AtWorkInTheAfternoon(DayKind kind) {
  return kind == DayKind::kWorking || kind == DayKind::kMorningOff;
}

// Working time of a day before a time of it.
constexpr Micros WorkedBy(DayKind kind, Micros time) {
  return (AtWorkInTheMorning(kind) ? kMorning.Before(time) : 0) +
         (AtWorkInTheAfternoon(kind) ? kAfternoon.Before(time) : 0);
}

// The earliest time of a day by which `work` is done; 0 < work ≤ the day's working time.
constexpr Micros TimeOfWork(DayKind kind, Micros work) {
  const Micros morning = AtWorkInTheMorning(kind) ? kMorning.length() : 0;
  return work <= morning ? kMorning.from + work : kAfternoon.from + work - morning;
}

// When the work of a day ends; its 00:00 when it is off.
constexpr Micros EndOfWork(DayKind kind) {
  if (AtWorkInTheAfternoon(kind)) return kAfternoon.to;
  return AtWorkInTheMorning(kind) ? kMorning.to : 0;
}

}  // namespace motcua::worktime

#endif  // MOTCUA_COMMON_WORKTIME_WORKING_DAY_H_
