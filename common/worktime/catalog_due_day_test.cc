// The same due days as catalog::DueDay, where it can tell: whole days off or at work, no pauses.
#include <random>

#include "common/catalog/catalog.h"
#include "common/worktime/calendars_for_test.h"
#include "common/worktime/due.h"
#include "gtest/gtest.h"

namespace motcua::worktime {
namespace {

catalog::Calendar AsCatalogCalendar() {
  catalog::Calendar calendar;
  for (const auto& [day, stated] : StateCalendar().days()) {
    calendar.SetDay(day, stated.kind == DayKind::kWorking);
  }
  return calendar;
}

catalog::Procedure AsProcedure(const LegalTime& legal_time) {
  catalog::Procedure procedure;
  procedure.same_day = legal_time.unit == Unit::kSameDay;
  procedure.legal_time = legal_time.amount;
  procedure.legal_time_unit = legal_time.unit == Unit::kCalendarDays
                                  ? catalog::LegalTimeUnit::kCalendarDay
                                  : catalog::LegalTimeUnit::kWorkingDay;
  return procedure;
}

TEST(CatalogDueDayTest, AgreesForEveryUnitAtEveryHourOfEveryDay) {
  const catalog::Calendar calendar = AsCatalogCalendar();
  std::mt19937_64 random(20240210);
  std::uniform_int_distribution<int> amount(1, 60);
  std::uniform_int_distribution<std::int64_t> time(0, kMidnightToMidnight - 1);
  int compared = 0;
  for (Day day = On("2021-01-01"); day < On("2027-09-01"); ++day) {
    for (const Micros at : {Micros{0}, 15 * kHour, 15 * kHour + 1, 17 * kHour, time(random)}) {
      for (const Unit unit : {Unit::kSameDay, Unit::kWorkingDays, Unit::kCalendarDays}) {
        const LegalTime legal_time{unit, amount(random)};
        const absl::Time received = InstantOf(day, at);
        const auto reckoning = Reckon(StateCalendar(), legal_time, received);
        ASSERT_TRUE(reckoning.ok()) << reckoning.status();
        ASSERT_EQ(reckoning->due.day,
                  catalog::DueDay(AsProcedure(legal_time), calendar, false, received))
            << FormatDay(day) << " " << at << " " << legal_time.amount;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 36'000);
}

}  // namespace
}  // namespace motcua::worktime
