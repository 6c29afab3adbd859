#include "services/processing/domain/clock.h"

#include "common/testing/status.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {
namespace {

using testing::RefusedWith;
using worktime::At;
using worktime::On;
using worktime::StateCalendar;

const worktime::LegalTime kTenDays{worktime::Unit::kWorkingDays, 10};

// Received on Friday, 1 April 2022 at eight; ten working days end on the 18th, Hùng Kings' day (the
// 11th) left out.
Leg Received(std::optional<Day> due) {
  Leg leg;
  leg.receive_time = At("2022-04-01 08:00");
  leg.facts = {{leg.receive_time, DueFrom{due}}};
  return leg;
}
Leg Legal() {
  Leg leg = Received(On("2022-04-18"));
  leg.first_due_is_legal = true;
  return leg;
}
Leg& Add(Leg& leg, const char* time, Happening what) {
  leg.facts.push_back({At(time), std::move(what)});
  return leg;
}
Leg& Pause(Leg& leg, const char* from, const char* to) {
  return Add(Add(leg, from, Paused{}), to, Resumed{});
}

worktime::Reckoning Reckoned(const Leg& leg, std::size_t facts = kAllFacts) {
  return ReckonLeg(leg, kTenDays, StateCalendar(), facts).value().value();
}
std::string DueDate(const Leg& leg, std::size_t facts = kAllFacts) {
  return FormatDay(Reckoned(leg, facts).due.day);
}

TEST(GivesFirstDueTest, AsksTheLegalTimeFromTheReceipt) {
  EXPECT_TRUE(GivesFirstDue(Received(On("2022-04-18")), kTenDays, &StateCalendar()));
  EXPECT_FALSE(GivesFirstDue(Received(On("2022-04-19")), kTenDays, &StateCalendar()));
  EXPECT_FALSE(GivesFirstDue(Received({}), kTenDays, &StateCalendar()));
  EXPECT_FALSE(GivesFirstDue(Received(On("2022-04-18")), {}, &StateCalendar()));
  EXPECT_FALSE(GivesFirstDue(Received(On("2022-04-18")), kTenDays, nullptr));
}

TEST(ReckonLegTest, CountsTheLegalTimeFromTheReceipt) {
  EXPECT_EQ(DueDate(Legal()), "2022-04-18");
  EXPECT_EQ(Reckoned(Legal()).legal_time, kTenDays);
}

TEST(ReckonLegTest, ALegalDueDateFollowsAChangedCalendarAndAStatedOneStays) {
  const worktime::Calendar changed =
      worktime::StateCalendarWith("2022-04-05", worktime::DayKind::kOff);
  const auto due = [&](const Leg& leg) {
    return FormatDay(ReckonLeg(leg, kTenDays, changed).value()->due.day);
  };
  EXPECT_EQ(due(Legal()), "2022-04-19");
  EXPECT_EQ(due(Received(On("2022-04-18"))), "2022-04-18");
}

TEST(ReckonLegTest, PausesAddUpBeforeTheyMakeADay) {
  // 4 h and 4 h are one day, not two.
  Leg leg = Legal();
  Pause(leg, "2022-04-04 07:00", "2022-04-04 11:00");
  EXPECT_EQ(DueDate(leg), "2022-04-19");
  Pause(leg, "2022-04-05 07:00", "2022-04-05 11:00");
  EXPECT_EQ(DueDate(leg), "2022-04-19");
  EXPECT_EQ(Reckoned(leg).paused, absl::Hours(8));
}

TEST(ReckonLegTest, NothingStandsBeforeTheClockStartsNorAtNight) {
  Leg leg = Legal();
  Pause(leg, "2022-04-01 09:00", "2022-04-01 16:00");  // it starts on the day after the receipt
  Pause(leg, "2022-04-05 17:00", "2022-04-06 07:00");
  EXPECT_EQ(DueDate(leg), "2022-04-18");
}

TEST(ReckonLegTest, APauseThatLastsOrWasCutOffMovesNothing) {
  Leg leg = Legal();
  Add(leg, "2022-04-04 07:00", Paused{});
  EXPECT_EQ(DueDate(leg), "2022-04-18");
  Add(leg, "2022-04-06 07:00", Ended{LegEnd::kWithdrawn});
  Add(leg, "2022-04-07 07:00", Reopened{});
  EXPECT_EQ(DueDate(leg), "2022-04-18");
  Pause(leg, "2022-04-07 07:00", "2022-04-08 07:00");
  EXPECT_EQ(DueDate(leg), "2022-04-19");
}

TEST(ReckonLegTest, AnExtensionIsReckonedFromAndPausesBeforeItAreIn) {
  Leg leg = Legal();
  Pause(leg, "2022-04-04 07:00", "2022-04-05 07:00");
  Add(leg, "2022-04-05 07:00", DueFrom{On("2022-04-19")});
  Add(Add(leg, "2022-04-06 09:00", Extended{}), "2022-04-06 09:00", DueFrom{On("2022-04-26")});
  EXPECT_EQ(BasisOf(leg), 5u);
  EXPECT_EQ(DueDate(leg), "2022-04-26");
  Pause(leg, "2022-04-07 07:00", "2022-04-08 07:00");
  EXPECT_EQ(DueDate(leg), "2022-04-27");
  EXPECT_EQ(DueDate(leg, 4), "2022-04-19") << "after the first four facts";
  EXPECT_EQ(DueDate(leg, 1), "2022-04-18");
}

TEST(ReckonLegTest, WhatWasReckonedIsNoBasis) {
  Leg leg = Legal();
  Add(Add(leg, "2022-04-05 07:00", Recalculated{1}), "2022-04-05 07:00", DueFrom{On("2022-05-05")});
  EXPECT_EQ(BasisOf(leg), 0u);
  EXPECT_EQ(DueDate(leg), "2022-04-18");
}

TEST(ReckonLegTest, UndatedStaysUndatedUntilADayIsDecided) {
  Leg leg = Received({});
  Pause(leg, "2022-04-04 07:00", "2022-04-05 07:00");
  EXPECT_EQ(ReckonLeg(leg, kTenDays, StateCalendar()).value(), std::nullopt);
  Add(leg, "2022-04-06 09:00", DueFrom{On("2022-04-26")});
  EXPECT_EQ(DueDate(leg), "2022-04-26");
}

TEST(ReckonLegTest, NothingIsGuessedBeyondTheCalendar) {
  EXPECT_THAT(ReckonLeg(Received(On("2028-01-05")), {}, StateCalendar()),
              RefusedWith("CALENDAR_YEAR_MISSING"));
}

TEST(LegalTimeOfLegTest, IsThatOfThePinnedVersionOrOfTheRouteStep) {
  catalog::Procedure procedure;
  procedure.id = "khai-sinh";
  procedure.version = 3;
  procedure.legal_time = 10;
  procedure.online_legal_time = 8;
  procedure.legal_time_unit = catalog::LegalTimeUnit::kWorkingDay;
  procedure.route.resize(1);
  procedure.route[0].time = 6;
  procedure.route[0].time_unit = catalog::LegalTimeUnit::kHour;
  const Case dossier = Story(March(10)).dossier();
  Leg own = dossier.legs.front();  // online
  EXPECT_EQ(LegalTimeOfLeg(dossier, own, &procedure)->amount, 8);
  own.channel = statistics::Channel::kPost;
  EXPECT_EQ(LegalTimeOfLeg(dossier, own, &procedure), kTenDays);
  Leg linked;
  linked.number = 1;
  EXPECT_EQ(LegalTimeOfLeg(dossier, linked, &procedure), std::nullopt);
  linked.step = 1;
  EXPECT_EQ(LegalTimeOfLeg(dossier, linked, &procedure),
            (worktime::LegalTime{worktime::Unit::kHours, 6}));
  linked.step = 2;
  EXPECT_EQ(LegalTimeOfLeg(dossier, linked, &procedure), std::nullopt);
  procedure.version = 2;
  EXPECT_EQ(LegalTimeOfLeg(dossier, own, &procedure), std::nullopt);
  EXPECT_EQ(LegalTimeOfLeg(dossier, own, nullptr), std::nullopt);
}

}  // namespace
}  // namespace motcua::processing
