// Days and times as they are read by people. Pure.
#ifndef MOTCUA_COMMON_WORKTIME_TIME_TEXT_H_
#define MOTCUA_COMMON_WORKTIME_TIME_TEXT_H_

#include <string>

#include "absl/time/time.h"
#include "common/base/date.h"

namespace motcua::worktime {

// "thứ Hai 11/04/2022", "Mon 2022-04-11".
std::string DayVi(Day day);
std::string DayEn(Day day);
// "09:30 thứ Hai 11/04/2022", "09:30 Mon 2022-04-11"; with seconds if it has any.
std::string TimeVi(absl::Time time);
std::string TimeEn(absl::Time time);

}  // namespace motcua::worktime

#endif  // MOTCUA_COMMON_WORKTIME_TIME_TEXT_H_
