// The plan of Quảng Ninh, as it is loaded: what it prints wrongly is found, and nothing else.
#include "services/aggregator/plans/plan_findings.h"

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/audit/report_for_test.h"
#include "services/aggregator/plans/plan_folder.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

v1::Plan QuangNinh() {
  const auto plans = LoadPlans("deploy/plans", Shipped());
  EXPECT_THAT(plans, IsOk());
  return plans->at("kh_269_2023");
}

v1::Target& TargetOf(v1::Plan& plan, const std::string& group, const std::string& row) {
  for (v1::TargetGroup& some : *plan.mutable_groups()) {
    if (some.id() != group) continue;
    for (v1::Target& target : *some.mutable_targets()) {
      if (target.row() == row) return target;
    }
  }
  throw std::out_of_range(group + " " + row);
}

TEST(PlanFindingsTest, All208UnitsAnd15IndicatorsAreLoaded) {
  const v1::Plan plan = QuangNinh();
  std::vector<int> sizes;
  int maintained = 0;
  for (const v1::TargetGroup& group : plan.groups()) {
    sizes.push_back(group.targets_size());
    for (const v1::Target& target : group.targets()) maintained += target.has_maintain();
  }
  EXPECT_THAT(sizes, ElementsAre(15, 18, 13, 177));
  EXPECT_EQ(maintained, 12 + 9 + 133);
}

TEST(PlanFindingsTest, EveryAnomalyIsFoundAndNothingElse) {
  const auto findings = FindingsOf(QuangNinh(), Shipped());
  ASSERT_THAT(findings, IsOk());
  EXPECT_THAT(
      LinesOf(*findings, Severity::kViolation),
      UnorderedElementsAre(
          // II.2: 85 % in all, of 95, 90 and 94; 95 % where Phụ lục III has 58.93 %.
          "qn23_pl1 I6 toan-tinh ii_2_online -5", "qn23_pl1 I10 toan-tinh ii_2_online_so 36",
          // Two departments with their columns swapped.
          "qn23_pl3_so I7 so-giao-thong-van-tai online 17948",
          "qn23_pl3_so I6 so-giao-thong-van-tai online_rate -763",
          "qn23_pl3_so I7 so-tu-phap online 5819", "qn23_pl3_so I6 so-tu-phap online_rate -245"));
  // III.1 and `Trong đó …` of III.3, 25 and 50.
  EXPECT_THAT(LinesOf(*findings, Severity::kWarning),
              ElementsAre("qn23_pl1 I10 toan-tinh iii_1_on_portal -25"));
  for (const std::string& line : LinesOf(*findings, Severity::kNote)) {
    EXPECT_THAT(line, HasSubstr("qn23_pl3_xa I6")) << "only other decimals";
  }
}

TEST(PlanFindingsTest, WithItsFaultsMendedNothingIsFound) {
  v1::Plan plan = QuangNinh();
  for (const std::string row : {"so-giao-thong-van-tai", "so-tu-phap"}) {
    v1::PrintedBaseline& printed = *TargetOf(plan, "pl3_so", row).mutable_printed();
    const std::string total = printed.total();
    printed.set_total(printed.numerator());
    printed.set_numerator(total);
    printed.set_rate(row == "so-tu-phap" ? "36%" : "13%");
  }
  for (v1::Target& target : *plan.mutable_groups(0)->mutable_targets()) {
    if (target.column() == "ii_2_online") target.mutable_printed()->set_rate("87");
    if (target.column() == "ii_2_online_so") target.mutable_printed()->set_rate("58");
    if (target.column() == "iii_1_on_portal") target.mutable_printed()->set_rate("50");
  }
  const auto findings = FindingsOf(plan, Shipped());
  ASSERT_THAT(findings, IsOk());
  EXPECT_THAT(LinesOf(*findings, Severity::kViolation), IsEmpty());
  EXPECT_THAT(LinesOf(*findings, Severity::kWarning), IsEmpty());
}

TEST(PlanFindingsTest, EveryUnitsNumbersAreLookedAt) {
  const v1::Plan plan = QuangNinh();
  for (int g = 1; g < plan.groups_size(); ++g) {
    for (int t = 0; t < plan.groups(g).targets_size(); t += 10) {
      v1::Plan changed = plan;
      v1::Target& target = *changed.mutable_groups(g)->mutable_targets(t);
      target.mutable_printed()->set_rate("7%");
      const auto findings = FindingsOf(changed, Shipped());
      ASSERT_THAT(findings, IsOk());
      EXPECT_THAT(LinesOf(*findings, Severity::kViolation),
                  Contains(HasSubstr("I6 " + target.row() + " online_rate")));
    }
  }
}

}  // namespace
}  // namespace motcua::aggregator
