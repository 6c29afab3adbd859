#include "common/catalog/catalog.h"

namespace motcua::catalog {
namespace {

Day SameDayDue(const Calendar& calendar, Day received, absl::Time receive_time) {
  const bool late_in_the_day = receive_time > StartOfDay(received) + absl::Hours(15);
  return late_in_the_day ? calendar.AddWorkingDays(received, 1) : calendar.NextWorkingDay(received);
}

}  // namespace

std::optional<Day> DueDay(const Procedure& procedure, const Calendar& calendar, bool online,
                          absl::Time receive_time) {
  const Day received = LocalDay(receive_time);
  if (procedure.same_day) return SameDayDue(calendar, received, receive_time);
  if (procedure.legal_time == 0) return std::nullopt;
  const bool shorter = online && procedure.online_legal_time > 0;
  const int time = shorter ? procedure.online_legal_time : procedure.legal_time;
  if (procedure.legal_time_unit == LegalTimeUnit::kCalendarDay) {
    return calendar.NextWorkingDay(received + time);
  }
  return calendar.AddWorkingDays(received, time);
}

}  // namespace motcua::catalog
