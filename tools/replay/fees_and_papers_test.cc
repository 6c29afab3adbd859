// How fees, payments, components and results are planned.
#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tools/replay/planned_for_test.h"
#include "tools/replay/tally_for_test.h"

namespace motcua::replay {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using enum Column;

TEST(FeesAndPapersTest, EveryRowIsGivenBack) {
  for (const char* folder : {"ninh_binh_small", "quang_tri_2022"}) {
    const Planned planned = PlanOf(folder);
    const Tally tally(planned.plan, planned.scenario.period_start, planned.scenario.period_end);
    for (const CountsRow& row : planned.rows) {
      for (const Column column :
           {kResolvedLinked, kComponentsAny, kComponentsFull, kComponentsReused, kResultsDigitized,
            kReturnedPost, kFeeDossiers, kPaidNationalPortal, kPaidProvinceGateway,
            kRecordedProvinceSystem}) {
        if (!row.counts[column]) continue;
        EXPECT_EQ(tally.Get(row.agency, row.field, column), *row.counts[column])
            << folder << " " << row.agency << " " << row.field << " " << NameOf(column);
      }
    }
  }
}

TEST(FeesAndPapersTest, APaperIsReusedByTheCitizenWhoseResultItIs) {
  const Planned planned = PlanOf("ninh_binh_small");
  std::map<int, std::string> owners;
  for (const PlannedDossier& dossier : planned.plan.dossiers) {
    if (dossier.papers.stored) owners[dossier.citizen] = dossier.code;
  }
  int reused = 0;
  for (const PlannedDossier& dossier : planned.plan.dossiers) {
    if (!dossier.papers.reuse) continue;
    ++reused;
    ASSERT_TRUE(owners.contains(dossier.citizen)) << dossier.code;
    EXPECT_NE(owners[dossier.citizen], dossier.code);
  }
  EXPECT_EQ(reused, 12);
}

TEST(FeesAndPapersTest, ReuseWithoutAnyDigitizedResultIsADeparture) {
  CountsRow row;
  row.agency = "so-tu-phap";
  row.counts[kReceivedOnline] = 3;
  row.counts[kComponentsAny] = 3;
  row.counts[kComponentsFull] = 2;
  row.counts[kComponentsReused] = 1;
  const Planned planned = PlanOfRow(PlanOf("ninh_binh_small").scenario, row);
  EXPECT_THAT(Departures(planned.remarks),
              ElementsAre(HasSubstr("column components_reused: no digitized result")));
  const Tally tally(planned.plan, planned.scenario.period_start, planned.scenario.period_end);
  EXPECT_EQ(tally.Get("so-tu-phap", "", kComponentsAny), 3);
  EXPECT_EQ(tally.Get("so-tu-phap", "", kComponentsFull), 2);
}

TEST(FeesAndPapersTest, WhereNoRowStatesFeesDossiersBearWhatTheirProceduresSay) {
  CountsRow row;
  row.agency = "so-xay-dung";
  row.counts[kReceivedOnline] = 3;
  const Plan plan = PlanOfRow(PlanOf("ninh_binh_small").scenario, row).plan;
  for (const PlannedDossier& dossier : plan.dossiers) EXPECT_EQ(dossier.procedure, "1.100005");
  EXPECT_EQ(plan.catalog.made(), 0u);
}

TEST(FeesAndPapersTest, ALandBranchRaisesObligationsUnderTheProceduresOfItsParent) {
  Scenario scenario = PlanOf("ninh_binh_small").scenario;
  catalog::Agency branch;
  branch.id = "chi-nhanh";
  branch.code = "H42.99";
  branch.level = catalog::Level::kBranch;
  branch.kind = "land_branch";
  branch.parent = "so-tu-phap";
  scenario.agencies.push_back(branch);
  CountsRow row;
  row.agency = branch.id;
  row.counts[kReceivedInPerson] = 4;
  row.counts[kFeeDossiers] = 3;
  row.counts[kRecordedProvinceSystem] = 1;
  const Planned planned = PlanOfRow(scenario, row);
  EXPECT_THAT(Departures(planned.remarks), IsEmpty());
  int obligations = 0;
  for (const PlannedDossier& dossier : planned.plan.dossiers) {
    EXPECT_EQ(dossier.procedure, "1.100010");
    obligations += dossier.fee && dossier.fee->obligation && dossier.fee->dong > 0 ? 1 : 0;
  }
  EXPECT_EQ(obligations, 3);
}

TEST(FeesAndPapersTest, NothingIsMadeUpWhereTheScenarioStatesProceduresOfEachKind) {
  EXPECT_EQ(PlanOf("ninh_binh_small").plan.catalog.made(), 0u);
}

}  // namespace
}  // namespace motcua::replay
