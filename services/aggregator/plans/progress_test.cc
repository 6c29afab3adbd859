#include "services/aggregator/plans/progress.h"

#include "common/base/errors.h"
#include "common/testing/status.h"
#include "common/worktime/calendars_for_test.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/plans/sample_plan_for_test.h"
#include "services/aggregator/plans/unit_ranking.h"
#include "services/aggregator/tables/quang_tri_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using worktime::On;

const SnapshotSource kNoSnapshots = [](const std::string&) {
  return Refuse(absl::StatusCode::kNotFound, "SNAPSHOT_UNKNOWN", "", "no such snapshot",
                "Không có số liệu đã chốt này.");
};

// 50 of 80 at the department of justice, 20 of 40 by the baseline day; 19 of 22 and 10 of 10 at the
// one of construction; 3 of 4 at the one of foreign affairs.
class ProgressTest : public ::testing::Test {
 protected:
  ProgressTest() {
    UseCalendar(worktime::StateCalendar());
    Receive("so-tu-phap", "2022-03-31", 20, 20);
    Receive("so-tu-phap", "2022-04-01", 30, 10);
    Receive("so-xay-dung", "2022-03-15", 10, 0);
    Receive("so-xay-dung", "2022-04-14", 9, 3);
    Receive("so-ngoai-vu", "2022-03-20", 3, 1);
  }

  void UseCalendar(std::optional<worktime::Calendar> calendar) {
    const auto before = SampleProvince();
    sample_.facts.catalog =
        *catalog::Catalog::Build(4, before->agencies(), before->procedures(), std::move(calendar));
  }
  void Receive(const std::string& agency, const std::string& day, int online, int in_person) {
    sample_.Add(agency, Counter::kReceived, online, Channel::kOnline, On(day));
    sample_.Add(agency, Counter::kReceived, in_person, Channel::kInPerson, On(day));
  }
  std::vector<v1::TargetProgress> Targets(const std::string& day,
                                          const SnapshotSource& source = kNoSnapshots) {
    SnapshotCells snapshots(source);
    const v1::TargetGroup& group = plan_.groups(0);
    return ProgressOf(group, Shipped().at(group.definition()), AimsOf(group, snapshots),
                      DaysOf(plan_, On(day)), sample_.facts);
  }
  v1::Target& target(int index) { return *plan_.mutable_groups(0)->mutable_targets(index); }

  v1::Plan plan_ = PlanFrom(kSamplePlan);
  SampleFacts sample_;
};

TEST_F(ProgressTest, AMinimumOutOfReach) {
  const v1::TargetProgress progress = Targets("2022-04-14")[0];
  EXPECT_EQ(progress.now().numerator(), 50);
  EXPECT_EQ(progress.now().denominator(), 80);
  EXPECT_FALSE(progress.met());
  EXPECT_EQ(progress.needed_alone(), 220);  // 270 of 300
  // From 1 to 14 April nine days, without Giỗ Tổ; from 15 to 29 April eleven.
  EXPECT_EQ(progress.forecast().elapsed_half_days(), 18);
  EXPECT_EQ(progress.forecast().remaining_half_days(), 22);
  EXPECT_EQ(progress.forecast().value().numerator(), 50 + 36);    // 30 × 22/18
  EXPECT_EQ(progress.forecast().value().denominator(), 80 + 48);  // 40 × 22/18
  EXPECT_EQ(progress.forecast().coming(), 48);
  EXPECT_FALSE(progress.forecast_met());
  EXPECT_EQ(progress.needed_of_coming(), 116 - 50);  // 90 % of 128 are 115.2
  EXPECT_EQ(progress.feasibility(), v1::FEASIBILITY_OUT_OF_REACH);
  EXPECT_THAT(progress.reason_vi(), HasSubstr("Cần 66 hồ sơ"));
  EXPECT_THAT(progress.reason_en(), HasSubstr("only some 48"));
  EXPECT_EQ(progress.head_vi(), "Giám đốc Sở Tư pháp");
}

TEST_F(ProgressTest, ABaselineThatCanJustBeReachedAgain) {
  const v1::TargetProgress progress = Targets("2022-04-14")[1];
  EXPECT_TRUE(progress.maintain());
  EXPECT_EQ(progress.aim().numerator(), 9);
  EXPECT_EQ(progress.aim().denominator(), 10);
  EXPECT_EQ(progress.forecast().coming(), 14);
  EXPECT_EQ(progress.needed_of_coming(), 14);  // 90 % of 36 are 32.4
  EXPECT_EQ(progress.feasibility(), v1::FEASIBILITY_REACHABLE);
  EXPECT_THAT(progress.reason_vi(), HasSubstr("ít nhất 14 trong số khoảng 14 hồ sơ"));
}

TEST_F(ProgressTest, WhatIsMaintainedIsNotLessThanItsBaseline) {
  target(1).mutable_printed()->set_total("22");
  target(1).mutable_printed()->set_numerator("19");
  target(1).mutable_printed()->set_rate("86%");
  EXPECT_TRUE(Targets("2022-04-14")[1].met());
  EXPECT_THAT(Targets("2022-04-14")[1].reason_vi(), HasSubstr("không còn đạt"))
      << "9 of 12 go on, which is less";
  target(1).mutable_printed()->set_numerator("20");
  target(1).mutable_printed()->set_rate("91%");
  EXPECT_FALSE(Targets("2022-04-14")[1].met());
  // Printed as 86 % alone, 19/22 = 86.36 % is enough.
  target(1).mutable_printed()->clear_total();
  target(1).mutable_printed()->clear_numerator();
  target(1).mutable_printed()->set_rate("86%");
  EXPECT_TRUE(Targets("2022-04-14")[1].met());
}

TEST_F(ProgressTest, ASnapshotsVeryCellIsTheBaseline) {
  int read = 0;
  const auto with = [&](std::int64_t numerator) {
    return [&read, numerator](const std::string& name) -> absl::StatusOr<v1::SnapshotContent> {
      EXPECT_EQ(name, "snapshots/2022-03-15_2022-03-31.1");
      ++read;
      return ContentWith("so-ngoai-vu", numerator, 4);
    };
  };
  target(1).mutable_maintain()->set_snapshot("snapshots/2022-03-15_2022-03-31.1");
  const auto targets = Targets("2022-04-14", with(3));
  EXPECT_EQ(targets[2].aim().numerator(), 3);
  EXPECT_EQ(targets[2].aim().denominator(), 4);
  EXPECT_TRUE(targets[2].met());
  EXPECT_EQ(targets[2].snapshot(), "snapshots/2022-03-15_2022-03-31.1");
  EXPECT_EQ(read, 1) << "once for both targets";
  EXPECT_FALSE(targets[1].has_aim()) << "the snapshot has no row of it: what is printed is no aim";
  EXPECT_EQ(targets[1].feasibility(), v1::FEASIBILITY_NO_DATA);
  EXPECT_FALSE(Targets("2022-04-14", with(4))[2].met());
}

TEST_F(ProgressTest, WithoutItsSnapshotATargetHasNoData) {
  const v1::TargetProgress progress = Targets("2022-04-14")[2];
  EXPECT_TRUE(progress.has_now());
  EXPECT_FALSE(progress.has_aim());
  EXPECT_FALSE(progress.met());
  EXPECT_EQ(progress.feasibility(), v1::FEASIBILITY_NO_DATA);
  EXPECT_EQ(progress.reason_vi(), "Không có số liệu đã chốt này.");
  EXPECT_EQ(progress.reason_en(), "no such snapshot");
}

TEST_F(ProgressTest, UntilTheBaselineDayThePaceIsThatOfThePlan) {
  const v1::TargetProgress progress = Targets("2022-03-31")[0];
  EXPECT_EQ(progress.now().denominator(), 40);
  EXPECT_EQ(progress.forecast().elapsed_half_days(), 26);
  EXPECT_EQ(progress.forecast().remaining_half_days(), 40);
  EXPECT_EQ(progress.forecast().value().denominator(), 40 + 61);  // 40 × 40/26
}

TEST_F(ProgressTest, OnTheDueDayItIsOver) {
  const v1::TargetProgress progress = Targets("2022-04-29")[1];
  EXPECT_EQ(progress.forecast().coming(), 0);
  EXPECT_EQ(progress.feasibility(), v1::FEASIBILITY_OUT_OF_REACH);
  EXPECT_EQ(progress.reason_vi(), "Đã hết hạn mà chưa đạt.");
}

TEST_F(ProgressTest, WithoutACalendarThereIsNoForecast) {
  UseCalendar(std::nullopt);
  const auto targets = Targets("2022-04-14");
  EXPECT_FALSE(targets[0].has_forecast());
  EXPECT_EQ(targets[0].needed_alone(), 220);
  EXPECT_EQ(targets[0].feasibility(), v1::FEASIBILITY_NO_DATA);
  EXPECT_THAT(targets[0].reason_vi(), HasSubstr("lịch làm việc"));
}

TEST_F(ProgressTest, WhatNothingCountsHasNoData) {
  target(0).set_row("so-la");
  target(1).clear_column();
  plan_.mutable_groups(0)->clear_column();
  target(0).set_column("online_rate");
  const auto targets = Targets("2022-04-14");
  EXPECT_THAT(targets[0].reason_vi(), HasSubstr("không có đơn vị so-la"));
  EXPECT_FALSE(targets[0].has_now());
  EXPECT_THAT(targets[1].reason_en(), HasSubstr("no definition counts it"));
  EXPECT_EQ(targets[1].feasibility(), v1::FEASIBILITY_NO_DATA);
}

TEST_F(ProgressTest, OverNothingThereIsNoData) {
  target(0).set_row("so-ngoai-vu");
  const v1::TargetProgress progress = Targets("2022-03-19")[0];
  EXPECT_EQ(progress.now().denominator(), 0);
  EXPECT_FALSE(progress.has_needed_alone());
  EXPECT_EQ(progress.feasibility(), v1::FEASIBILITY_NO_DATA);
}

TEST_F(ProgressTest, UnitsRankByExactRateAndEqualsKeepTheirOrder) {
  Receive("so-tu-phap", "2022-04-02", 25, 0);  // 75 of 105
  Receive("so-ngoai-vu", "2022-04-02", 7, 3);  // 10 of 14, the same
  v1::Target& without = *plan_.mutable_groups(0)->add_targets();
  without = target(0);
  without.set_row("so-la");
  const v1::UnitRanking ranking = RankingOf(plan_.groups(0), Targets("2022-04-14"));
  std::vector<std::string> places;
  for (const v1::RankedUnit& unit : ranking.units()) {
    places.push_back(std::to_string(unit.place()) + " " + unit.row());
  }
  EXPECT_THAT(places, ElementsAre("1 so-xay-dung", "2 so-tu-phap", "2 so-ngoai-vu", "0 so-la"));
  EXPECT_EQ(ranking.units(0).head_vi(), "Giám đốc Sở Xây dựng");
}

// A share of the catalogue: nothing new makes the denominator larger.
TEST_F(ProgressTest, OfAFixedDenominatorTheRestMustBeReached) {
  const auto before = SampleProvince();
  std::vector<catalog::Procedure> procedures = before->procedures();
  for (catalog::Procedure& procedure : procedures) {
    procedure.service_level = catalog::v1::Procedure::SERVICE_LEVEL_FULL;
  }
  procedures[0].on_national_portal = true;
  sample_.facts.catalog =
      *catalog::Catalog::Build(5, before->agencies(), procedures, worktime::StateCalendar());
  v1::TargetGroup& group = *plan_.mutable_groups(0);
  group.set_definition("qn23_pl1");
  group.set_column("i_1_full_on_portal");
  target(0).set_row("toan-tinh");
  target(0).set_minimum_percent("66");
  const auto targets = Targets("2022-04-14");
  EXPECT_EQ(targets[0].now().numerator(), 1);
  EXPECT_EQ(targets[0].now().denominator(), 3);
  EXPECT_TRUE(targets[0].forecast().denominator_fixed());
  EXPECT_EQ(targets[0].needed_alone(), 1);
  EXPECT_EQ(targets[0].needed_of_coming(), 1);
  EXPECT_EQ(targets[0].feasibility(), v1::FEASIBILITY_REACHABLE);
  const auto early = Targets("2022-03-20");
  EXPECT_FALSE(early[0].has_forecast()) << "it did not begin with nothing on the first day";
  EXPECT_EQ(early[0].feasibility(), v1::FEASIBILITY_REACHABLE);
  EXPECT_THAT(early[0].reason_en(), HasSubstr("At least 1 of the other 2"));
}

// Procedures with dossiers so far are neither a flow nor a stock that stays.
TEST_F(ProgressTest, WhatCannotBeForeseenIsNotForetold) {
  v1::TargetGroup& group = *plan_.mutable_groups(0);
  group.set_definition("qn23_pl1");
  group.set_column("ii_1_with_dossiers");
  sample_.Add("so-tu-phap", Counter::kReceived, 5, Channel::kInPerson, On("2022-04-02"), "khai-tu");
  target(0).set_row("toan-tinh");
  target(0).set_minimum_percent("60");
  const v1::TargetProgress progress = Targets("2022-04-14")[0];
  EXPECT_EQ(progress.now().numerator(), 1);
  EXPECT_EQ(progress.now().denominator(), 2);
  EXPECT_FALSE(progress.has_forecast());
  EXPECT_FALSE(progress.has_needed_alone());
  EXPECT_EQ(progress.feasibility(), v1::FEASIBILITY_NO_DATA);
  EXPECT_THAT(progress.reason_en(), HasSubstr("which other procedures"));
  target(0).set_minimum_percent("50");
  EXPECT_EQ(Targets("2022-04-14")[0].feasibility(), v1::FEASIBILITY_MET);
}

}  // namespace
}  // namespace motcua::aggregator
