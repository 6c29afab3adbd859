#include "services/aggregator/plans/plan_folder.h"

#include <fstream>

#include "absl/strings/str_replace.h"
#include "common/testing/database.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/plans/sample_plan_for_test.h"
#include "services/aggregator/tables/quang_tri_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class PlanFolderTest : public ::testing::Test {
 protected:
  // What is told of the sample plan with `before` exchanged for `after`; without the folder.
  std::vector<std::string> Told(const std::string& before, const std::string& after,
                                const catalog::Catalog* agencies = nullptr) {
    std::string text = kSamplePlan;
    const std::size_t at = text.find(before);
    EXPECT_NE(at, std::string::npos) << before;
    text.replace(at, before.size(), after);
    std::ofstream(folder_.path() + "/thu.textproto") << text;
    std::vector<std::string> told;
    const auto checked = CheckPlans(folder_.path(), Shipped(), agencies);
    EXPECT_THAT(checked, IsOk());
    for (const FileFault& fault : checked->faults) {
      told.push_back(absl::StrReplaceAll(fault.ToString(), {{folder_.path() + "/", ""}}));
    }
    EXPECT_EQ(checked->plans.empty(), !told.empty());
    if (agencies == nullptr) {
      EXPECT_EQ(LoadPlans(folder_.path(), Shipped()).ok(), told.empty());
    }
    return told;
  }

  const testing::TempDir folder_;
};

TEST_F(PlanFolderTest, TheProductsOwnAreSound) {
  const auto checked = CheckPlans("deploy/plans", Shipped(), nullptr);
  ASSERT_THAT(checked, IsOk());
  for (const FileFault& fault : checked->faults) ADD_FAILURE() << fault.ToString();
  EXPECT_EQ(checked->plans.size(), checked->files);
}

TEST_F(PlanFolderTest, ASoundPlanHasNoFaults) {
  EXPECT_THAT(Told("thu", "thu"), IsEmpty());
  EXPECT_THAT(Told("thu", "thu", SampleProvince().get()), IsEmpty());
}

TEST_F(PlanFolderTest, AnUnknownDefinitionIsAFaultInItsPlace) {
  EXPECT_THAT(Told("qn23_pl3_so", "qn23_pl3_sa"),
              ElementsAre("thu.textproto:11:3: groups[0].definition: there is no such definition "
                          "in force on due_day"));
}

TEST_F(PlanFolderTest, AnUnknownUnitIsAFaultInItsPlace) {
  const auto province = SampleProvince();
  EXPECT_THAT(Told("so-xay-dung", "so-xay-nha", province.get()),
              ElementsAre("thu.textproto:24:5: groups[0].targets[1].row: there is no unit "
                          "so-xay-nha in qn23_pl3_so"));
  EXPECT_THAT(Told("so-xay-dung", "huyen-cam-lo", province.get()), Not(IsEmpty()))
      << "there is such an agency, but it is no department";
}

TEST_F(PlanFolderTest, ARowThatADefinitionNamesItselfIsKnownWithoutACatalogue) {
  const auto plans = LoadPlans("deploy/plans", Shipped());
  ASSERT_THAT(plans, IsOk());
  v1::Plan plan = plans->at("kh_269_2023");
  plan.mutable_groups(0)->mutable_targets(2)->set_row("toan-quoc");
  const std::vector<Fault> faults = FindFaults(plan, Shipped(), nullptr);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].field, "groups[0].targets[2].row");
}

struct Mistake {
  std::string before;
  std::string after;
  std::string told;
};

TEST_F(PlanFolderTest, EveryMistakeIsToldWithItsField) {
  for (const Mistake& mistake : std::vector<Mistake>{
           {"\"thu\"", "\"khac\"", "id: the file must be khac.textproto"},
           {"Kế hoạch thử", "", "title_vi: is required"},
           {"2022-03-10", "10/3/2022", "issue_date: must be a day"},
           {"2022-03-31", "2022-03-14", "baseline_day: must not lie before first_day"},
           {"2022-04-29", "2022-03-31", "due_day: must lie after baseline_day"},
           {"2022-04-29", "2042-04-29", "due_day: must lie within ten years"},
           {"online_rate", "total", "groups[0].column: is no rate"},
           {"\"total\"", "\"online_rate\"", "groups[0].total_column: is a rate"},
           {"\"online\"", "\"offline\"", "groups[0].numerator_column: is no column"},
           {"unit: UNIT_DOSSIER", "unit: UNIT_PROCEDURE",
            "groups[0].targets[0].unit: of the column is UNIT_DOSSIER"},
           {"head_vi: \"Giám đốc Sở Tư pháp\"", "", "groups[0].targets[0].head_vi: is required"},
           {"\"90\"", "\"101\"", "groups[0].targets[0].minimum_percent: must be 0 to 100"},
           {"minimum_percent: \"90\"", "", "groups[0].targets[0].minimum_percent: or maintain"},
           {"\"40\"", "\"bốn mươi\"", "groups[0].targets[0].printed.total: is no count"},
           {"numerator: \"9\" rate: \"90%\"", "numerator: \"90\" rate: \"900%\"",
            "groups[0].targets[1].maintain: needs a snapshot"},
           {"snapshots/2022-03-15_2022-03-31.1", "snapshots/1",
            "groups[0].targets[2].maintain.snapshot: is no name of a snapshot"},
           {"snapshots/2022-03-15_2022-03-31.1", "snapshots/2022-03-15_2022-03-30.1",
            "groups[0].targets[2].maintain.snapshot: must be of the days"},
           {"so-xay-dung", "so-tu-phap", "groups[0].targets[1].row: has a target for this column"},
           {"label_vi", "label_v", "Did you mean label_vi?"},
       }) {
    EXPECT_THAT(Told(mistake.before, mistake.after), Contains(HasSubstr(mistake.told)))
        << mistake.before << " → " << mistake.after;
  }
}

TEST_F(PlanFolderTest, AMinimumIsThatOfItsDefinition) {
  const auto plans = LoadPlans("deploy/plans", Shipped());
  ASSERT_THAT(plans, IsOk());
  v1::Plan plan = plans->at("kh_269_2023");
  plan.mutable_groups(0)->mutable_targets(2)->set_minimum_percent("80");
  const std::vector<Fault> faults = FindFaults(plan, Shipped(), nullptr);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].text, "the definition says 90");
}

TEST_F(PlanFolderTest, WithoutAFolderThereAreNoPlans) {
  EXPECT_TRUE(LoadPlans("", Shipped())->empty());
  EXPECT_EQ(LoadPlans(folder_.path() + "/none", Shipped()).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace motcua::aggregator
