// Late steps by the kind of agency: what rows may say, and what is planned from them.
#include <map>

#include "gmock/gmock.h"
#include "tools/replay/change.h"
#include "tools/replay/late_agencies.h"
#include "tools/replay/planned_for_test.h"
#include "tools/replay/tally_for_test.h"

namespace motcua::replay {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using enum Column;

constexpr char kSmall[] = "ninh_binh_land_small";

// Every stated number that the plan does not give back.
std::vector<std::string> Differences(const Planned& planned) {
  const Tally tally(planned.plan, planned.scenario.period_start, planned.scenario.period_end);
  std::vector<std::string> differences;
  for (const CountsRow& row : planned.scenario.rows) {
    for (std::size_t i = 0; i < kColumns; ++i) {
      const auto column = static_cast<Column>(i);
      const std::int64_t given = tally.Get(row.agency, "", column);
      if (!row.counts[column] || *row.counts[column] == given) continue;
      differences.push_back(absl::StrCat(row.agency, " ", std::string(NameOf(column)), " ",
                                         *row.counts[column], " ", given));
    }
  }
  return differences;
}

// A row of the small scenario's district with late dossiers.
CountsRow DistrictRow(int carried, int late) {
  CountsRow row;
  row.agency = "huyen-hoa-lu";
  row.counts[kReceivedInPerson] = 20;
  row.counts[kCarriedOver] = carried;
  row.counts[kResolvedLate] = late;
  return row;
}

Planned PlanOfSmall(const CountsRow& row) { return PlanOfRow(PlanOf(kSmall).scenario, row); }

TEST(LateStepsTest, QuangTriGivesEveryPrintedStepBackAndLetsWhatItHidesWait) {
  const Planned planned = PlanOf("quang_tri_2022_land");
  EXPECT_THAT(Departures(planned.remarks), IsEmpty());
  EXPECT_THAT(Differences(planned), IsEmpty());
  EXPECT_EQ(planned.plan.dossiers.size(), 19416u);
  std::int64_t waiting = 0;
  for (const CountsRow& row : planned.rows) waiting += row.counts.Get(kWaiting);
  EXPECT_EQ(waiting, 1933);
  EXPECT_THAT(Report(planned.remarks),
              Contains(AllOf(HasSubstr("chosen: waiting"), HasSubstr("1933 in all"))));
}

TEST(LateStepsTest, ASmallProvinceGivesEveryStepBack) {
  const Planned planned = PlanOf(kSmall);
  EXPECT_THAT(Departures(planned.remarks), IsEmpty());
  EXPECT_THAT(Differences(planned), IsEmpty());
}

TEST(LateStepsTest, AgenciesAreKnownByLevelAndByTheKindAboveThem) {
  const std::vector<catalog::Agency> agencies = PlanOf(kSmall).scenario.agencies;
  EXPECT_EQ(LateColumnOf(agencies, "xa-ninh-an"), kLateAtCommune);
  EXPECT_EQ(LateColumnOf(agencies, "huyen-kim-son"), kLateAtDistrict);
  EXPECT_EQ(LateColumnOf(agencies, "chi-nhanh-dat-dai-huyen-hoa-lu"), kLateAtDepartment);
  EXPECT_EQ(LateColumnOf(agencies, "so-xay-dung"), kLateAtConstruction);
  EXPECT_EQ(LateColumnOf(agencies, "cuc-thue-tinh-ninh-binh"), kLateAtTax);
  EXPECT_EQ(LateColumnOf(agencies, "nobody"), std::nullopt);
}

TEST(LateStepsTest, TheNearestAgencyComesFirstAndTheReceiverNever) {
  const std::vector<catalog::Agency> agencies = PlanOf(kSmall).scenario.agencies;
  EXPECT_THAT(AgenciesOfColumn(agencies, kLateAtDepartment, "xa-ninh-an"),
              ElementsAre("chi-nhanh-dat-dai-huyen-hoa-lu", "so-tai-nguyen-va-moi-truong"));
  EXPECT_THAT(AgenciesOfColumn(agencies, kLateAtDepartment, "huyen-kim-son"),
              ElementsAre("so-tai-nguyen-va-moi-truong", "chi-nhanh-dat-dai-huyen-hoa-lu"));
  EXPECT_THAT(AgenciesOfColumn(agencies, kLateAtDistrict, "huyen-hoa-lu"),
              ElementsAre("huyen-kim-son"));
  EXPECT_THAT(AgenciesOfColumn(agencies, kLateAtCommune, "xa-lai-thanh"),
              ElementsAre("xa-ninh-an", "xa-ninh-hai"));
}

TEST(LateStepsTest, WhatOneColumnSaysCompletesTheOthers) {
  CountsRow row = DistrictRow(10, 5);
  row.counts[kLateAtTax] = 2;
  const Planned planned = PlanOfSmall(row);
  EXPECT_THAT(Departures(planned.remarks), IsEmpty());
  const Counts& counts = planned.rows.front().counts;
  EXPECT_EQ(counts[kLateAtDistrict], 3);
  EXPECT_EQ(counts[kLateAtCommune], 0);
  EXPECT_EQ(counts[kLateOwn], 3);
  EXPECT_EQ(counts[kLateLinked], 2);
  EXPECT_THAT(Differences(planned), IsEmpty());
}

TEST(LateStepsTest, ADossierIsLateTwiceAtAKindOnlyWhereAllWereLateOnce) {
  CountsRow row = DistrictRow(10, 3);
  row.counts[kLateAtDistrict] = 0;
  row.counts[kLateAtCommune] = 5;
  const Planned planned = PlanOfSmall(row);
  EXPECT_THAT(Departures(planned.remarks), IsEmpty());
  std::map<std::size_t, int> by_steps;
  for (const PlannedDossier& dossier : planned.plan.dossiers) {
    if (dossier.outcome == Outcome::kLate) ++by_steps[dossier.linked.size()];
  }
  EXPECT_EQ(by_steps, (std::map<std::size_t, int>{{1, 1}, {2, 2}}));
}

TEST(LateStepsTest, NewDossiersAreLateWhereNoRowCountsIt) {
  CountsRow row = DistrictRow(0, 4);
  row.counts[kLateAtDistrict] = 0;
  row.counts[kLateAtTax] = 4;
  row.counts[kLateAtDepartment] = 1;
  const Planned planned = PlanOfSmall(row);
  EXPECT_THAT(Departures(planned.remarks), IsEmpty());
  EXPECT_THAT(Differences(planned), IsEmpty());

  Scenario both = planned.scenario;
  CountsRow tax = row;
  tax.agency = "cuc-thue-tinh-ninh-binh";
  tax.counts = {};
  tax.counts[kReceivedInPerson] = 1;
  both.rows.push_back(tax);
  std::vector<Remark> remarks;
  MakePlan(both, Settle(both, remarks), remarks);
  EXPECT_THAT(Departures(remarks), Contains(HasSubstr("column late_at_tax")));
}

TEST(LateStepsTest, StepsThatNobodyCanHaveAreDepartures) {
  CountsRow nobody_late = DistrictRow(10, 0);
  nobody_late.counts[kLateAtTax] = 2;
  EXPECT_THAT(Departures(PlanOfSmall(nobody_late).remarks),
              ElementsAre(AllOf(HasSubstr("column late_at_tax: I9"), HasSubstr("replayed 0"))));

  CountsRow too_few = DistrictRow(10, 4);
  for (const Column column : kLateAt) too_few.counts[column] = 0;
  too_few.counts[kLateAtTax] = 1;
  EXPECT_THAT(Departures(PlanOfSmall(too_few).remarks),
              ElementsAre(AllOf(HasSubstr("column late_at_district: I9"),
                                HasSubstr("stated 0, replayed 3"))));

  CountsRow own_beyond_steps = DistrictRow(10, 4);
  own_beyond_steps.counts[kLateOwn] = 3;
  own_beyond_steps.counts[kLateAtDistrict] = 1;
  own_beyond_steps.counts[kLateAtTax] = 4;
  EXPECT_THAT(Departures(PlanOfSmall(own_beyond_steps).remarks),
              ElementsAre(HasSubstr("column late_at_district: I9: is less than late_own 3")));

  CountsRow too_many = DistrictRow(10, 1);
  too_many.counts[kLateAtTax] = 3;
  EXPECT_THAT(Departures(PlanOfSmall(too_many).remarks),
              ElementsAre(AllOf(HasSubstr("column late_at_tax: no other agency of that kind"),
                                HasSubstr("stated 3, replayed 1"))));
}

TEST(LateStepsTest, AKindWithoutAgenciesLeavesItsDossiersToTheReceiver) {
  CountsRow row = DistrictRow(10, 2);
  row.counts[kLateAtDistrict] = 0;
  row.counts[kLateAtTax] = 2;
  Scenario scenario = PlanOf(kSmall).scenario;
  std::erase_if(scenario.agencies, [](const auto& agency) { return agency.kind == "tax"; });
  const Planned planned = PlanOfRow(scenario, row);
  EXPECT_THAT(Departures(planned.remarks),
              ElementsAre(HasSubstr("column late_at_tax"), HasSubstr("column late_linked")));
  for (const PlannedDossier& dossier : planned.plan.dossiers) {
    EXPECT_THAT(dossier.linked, IsEmpty());
  }
}

}  // namespace
}  // namespace motcua::replay
