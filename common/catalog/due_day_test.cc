#include "absl/strings/str_cat.h"
#include "common/catalog/catalog.h"
#include "common/testing/status.h"
#include "common/worktime/calendars_for_test.h"
#include "gtest/gtest.h"

namespace motcua::catalog {
namespace {

using testing::RefusedWith;
using worktime::At;
using worktime::On;
using worktime::StateCalendar;

Procedure With(int time, LegalTimeUnit unit) {
  Procedure procedure;
  procedure.legal_time = time;
  procedure.legal_time_unit = unit;
  return procedure;
}

std::optional<Day> Due(const Procedure& procedure, const std::string& received,
                       bool online = false) {
  return DueDay(procedure, &StateCalendar(), online, At(received)).value();
}

TEST(DueDayTest, IsReckonedInTheUnitOfTheProcedure) {
  // Monday, 11 April 2022 is Hùng Kings' day.
  EXPECT_EQ(Due(With(3, LegalTimeUnit::kWorkingDay), "2022-04-07 23:59"), On("2022-04-13"));
  EXPECT_EQ(Due(With(2, LegalTimeUnit::kCalendarDay), "2022-04-05 09:00"), On("2022-04-07"));
  EXPECT_EQ(Due(With(2, LegalTimeUnit::kCalendarDay), "2022-04-07 09:00"), On("2022-04-12"));
  EXPECT_EQ(Due(With(4, LegalTimeUnit::kHour), "2022-04-08 07:00"), On("2022-04-08"));
  EXPECT_EQ(Due(With(4, LegalTimeUnit::kHour), "2022-04-08 15:00"), On("2022-04-12"));
}

TEST(DueDayTest, OnlineDossiersMayHaveAShorterTime) {
  Procedure procedure = With(5, LegalTimeUnit::kWorkingDay);
  procedure.online_legal_time = 1;
  EXPECT_EQ(Due(procedure, "2022-04-05 09:00", true), On("2022-04-06"));
  EXPECT_EQ(Due(procedure, "2022-04-05 09:00", false), On("2022-04-13"));
  procedure.online_legal_time = 0;
  EXPECT_EQ(Due(procedure, "2022-04-05 09:00", true), On("2022-04-13"));
}

TEST(DueDayTest, SameDayProcedureAfterFifteenHoursIsDueOnTheNextWorkingDay) {
  Procedure procedure;
  procedure.same_day = true;
  EXPECT_EQ(Due(procedure, "2022-04-08 15:00"), On("2022-04-08"));
  EXPECT_EQ(Due(procedure, "2022-04-08 15:01"), On("2022-04-12"));
  EXPECT_EQ(Due(procedure, "2022-04-09 09:00"), On("2022-04-12"));
}

TEST(DueDayTest, ProcedureWithoutTimeHasNoDueDayWhateverTheCalendar) {
  EXPECT_EQ(Due(Procedure(), "2022-04-08 09:00"), std::nullopt);
  EXPECT_EQ(DueDay(Procedure(), nullptr, false, At("2022-04-08 09:00")).value(), std::nullopt);
}

TEST(DueDayTest, NothingIsGuessedBeyondTheCalendar) {
  const Procedure procedure = With(5, LegalTimeUnit::kWorkingDay);
  const auto beyond = DueDay(procedure, &StateCalendar(), false, At("2027-12-29 09:00"));
  EXPECT_THAT(beyond, RefusedWith("CALENDAR_YEAR_MISSING"));
  EXPECT_EQ(beyond.status().message(), "the calendar does not cover the year 2028");
  const auto none = DueDay(procedure, nullptr, false, At("2022-12-29 09:00"));
  EXPECT_THAT(none, RefusedWith("CALENDAR_YEAR_MISSING"));
  EXPECT_EQ(none.status().message(), "the calendar does not cover the year 2022");
}

TEST(LegalTimeOfTest, RouteStepsHaveTheirOwnTime) {
  RouteStep step;
  EXPECT_EQ(LegalTimeOf(step), std::nullopt);
  step.time = 3;
  step.time_unit = LegalTimeUnit::kHour;
  EXPECT_EQ(LegalTimeOf(step), (worktime::LegalTime{worktime::Unit::kHours, 3}));
}

}  // namespace
}  // namespace motcua::catalog
