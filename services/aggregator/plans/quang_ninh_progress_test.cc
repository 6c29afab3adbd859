// The plan of Quảng Ninh beside the numbers that it prints, put right.
#include "common/catalog/convert.h"
#include "common/worktime/calendars_for_test.h"
#include "gtest/gtest.h"
#include "services/aggregator/audit/report_for_test.h"
#include "services/aggregator/plans/plan_folder.h"
#include "services/aggregator/plans/progress.h"

namespace motcua::aggregator {
namespace {

using worktime::On;

std::shared_ptr<const catalog::Catalog> QuangNinhCatalog() {
  v1::CheckReportRequest request;
  AddAgenciesOf("quang_ninh_2023", request);
  std::vector<catalog::Agency> agencies;
  for (const catalog::v1::Agency& agency : request.agencies()) {
    agencies.push_back(*catalog::AgencyFromProto(agency, "agency"));
  }
  return *catalog::Catalog::Build(1, std::move(agencies), {}, worktime::StateCalendar());
}

// All of it received on the baseline day.
Facts QuangNinh() {
  SampleFacts sample;
  sample.facts.catalog = QuangNinhCatalog();
  for (TsvRow& row : ReadRows(FolderOf("quang_ninh_2023") + "counts.tsv")) {
    const std::string agency = IdOf(row["agency_id"]);
    const Day day = On("2023-08-23");
    sample.Add(agency, Counter::kReceived, std::stoi(row["received_online"]), Channel::kOnline,
               day);
    sample.Add(agency, Counter::kReceived, std::stoi(row["received_in_person"]), Channel::kInPerson,
               day);
  }
  return sample.facts;
}

class QuangNinhProgressTest : public ::testing::Test {
 protected:
  std::vector<v1::TargetProgress> Targets(const std::string& group, const std::string& day) {
    SnapshotCells none({});
    for (const v1::TargetGroup& some : plan_.groups()) {
      if (some.id() != group) continue;
      return ProgressOf(some, Shipped().at(some.definition()), AimsOf(some, none),
                        DaysOf(plan_, On(day)), facts_);
    }
    return {};
  }

  const v1::Plan plan_ = LoadPlans("deploy/plans", Shipped())->at("kh_269_2023");
  Facts facts_ = QuangNinh();
};

TEST_F(QuangNinhProgressTest, EveryUnitIsInTheCatalogue) {
  for (const Fault& fault : FindFaults(plan_, Shipped(), facts_.catalog.get())) {
    ADD_FAILURE() << fault.field << ": " << fault.text;
  }
}

// What is maintained is on the baseline day its very baseline; whoever has a minimum is below it.
TEST_F(QuangNinhProgressTest, OnTheBaselineDayEachMaintainedTargetIsJustMet) {
  int maintained = 0;
  for (const std::string group : {"pl3_so", "pl3_huyen", "pl3_xa"}) {
    for (const v1::TargetProgress& target : Targets(group, "2023-08-23")) {
      maintained += target.maintain();
      EXPECT_EQ(target.met(), target.maintain()) << target.row();
      if (!target.maintain()) continue;
      EXPECT_EQ(target.now().numerator(), target.aim().numerator()) << target.row();
      EXPECT_EQ(target.now().denominator(), target.aim().denominator()) << target.row();
    }
  }
  EXPECT_EQ(maintained, 12 + 9 + 133);
}

TEST_F(QuangNinhProgressTest, TheProvincialLevelIsFarFromWhatItPrints) {
  for (const v1::TargetProgress& target : Targets("pl1", "2023-08-23")) {
    if (target.column() == "ii_2_online_so") {
      EXPECT_EQ(target.now().numerator(), 36'670);
      EXPECT_EQ(target.now().denominator(), 62'230);
      EXPECT_FALSE(target.met()) << "58.93 %, of 95 %";
    }
    if (target.column() == "ii_2_online") {
      EXPECT_EQ(target.now().numerator(), 309'367);
      EXPECT_EQ(target.now().denominator(), 354'714);
    }
    if (target.column().empty()) {
      EXPECT_EQ(target.feasibility(), v1::FEASIBILITY_NO_DATA);
    }
  }
}

TEST_F(QuangNinhProgressTest, OneMoreInPersonBreaksWhatIsMaintained) {
  SampleFacts sample;
  sample.facts = facts_;
  sample.Add("so-du-lich", Counter::kReceived, 1, Channel::kInPerson, On("2023-10-02"));
  facts_ = sample.facts;
  const auto targets = Targets("pl3_so", "2023-10-31");
  ASSERT_EQ(targets[2].row(), "so-du-lich");
  EXPECT_FALSE(targets[2].met()) << "467 of 468, though it prints as 100 %";
  EXPECT_FALSE(targets[2].has_needed_alone()) << "all of all is lost for ever";
  EXPECT_EQ(targets[2].feasibility(), v1::FEASIBILITY_OUT_OF_REACH);
}

}  // namespace
}  // namespace motcua::aggregator
