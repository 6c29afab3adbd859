#include "common/catalog/catalog.h"

namespace motcua::catalog {
namespace {

std::optional<worktime::LegalTime> LegalTimeIn(LegalTimeUnit unit, int amount) {
  if (amount == 0) return std::nullopt;
  switch (unit) {
    case LegalTimeUnit::kHour:
      return worktime::LegalTime{worktime::Unit::kHours, amount};
    case LegalTimeUnit::kCalendarDay:
      return worktime::LegalTime{worktime::Unit::kCalendarDays, amount};
    case LegalTimeUnit::kWorkingDay:
    case LegalTimeUnit::kNone:
      break;
  }
  return worktime::LegalTime{worktime::Unit::kWorkingDays, amount};
}

}  // namespace

std::optional<worktime::LegalTime> LegalTimeOf(const Procedure& procedure, bool online) {
  if (procedure.same_day) return worktime::LegalTime{worktime::Unit::kSameDay, 0};
  const bool shorter = online && procedure.online_legal_time > 0;
  return LegalTimeIn(procedure.legal_time_unit,
                     shorter ? procedure.online_legal_time : procedure.legal_time);
}

std::optional<worktime::LegalTime> LegalTimeOf(const RouteStep& step) {
  return LegalTimeIn(step.time_unit, step.time);
}

absl::StatusOr<std::optional<Day>> DueDay(const Procedure& procedure,
                                          const worktime::Calendar* calendar, bool online,
                                          absl::Time receive_time) {
  const std::optional<worktime::LegalTime> legal_time = LegalTimeOf(procedure, online);
  if (!legal_time) return std::nullopt;
  if (calendar == nullptr) return worktime::YearMissing(receive_time);
  const absl::StatusOr<worktime::Reckoning> reckoning =
      worktime::Reckon(*calendar, *legal_time, receive_time);
  if (!reckoning.ok()) return reckoning.status();
  return reckoning->due.day;
}

}  // namespace motcua::catalog
