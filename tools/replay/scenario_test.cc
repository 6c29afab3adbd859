#include "tools/replay/scenario.h"

#include "gmock/gmock.h"

namespace motcua::replay {
namespace {

using ::testing::HasSubstr;

std::string ErrorOf(const std::string& folder) {
  const absl::StatusOr<Scenario> scenario = ReadScenario("tests/data/hostile/" + folder);
  return scenario.ok() ? "read" : std::string(scenario.status().message());
}

TEST(ScenarioTest, ReadsQuangTri) {
  const absl::StatusOr<Scenario> scenario = ReadScenario("tests/data/quang_tri_2022");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  EXPECT_EQ(scenario->province_id, "quang-tri");
  EXPECT_EQ(FormatDay(scenario->period_end), "2022-04-14");
  EXPECT_TRUE(scenario->rows_contain_children);
  EXPECT_EQ(scenario->agencies.size(), 33u);
  EXPECT_EQ(scenario->rows.size(), 33u);
  const catalog::Agency* tax = scenario->FindAgency("cuc-thue-tinh-quang-tri");
  ASSERT_NE(tax, nullptr);
  EXPECT_EQ(tax->code, "H50.23");
  EXPECT_EQ(tax->level, catalog::Level::kCentral);
  EXPECT_EQ(scenario->rows[0].counts[Column::kReceivedInPerson], 467);
  EXPECT_EQ(scenario->rows[0].counts[Column::kReceivedPost], std::nullopt);
}

TEST(ScenarioTest, ReadsStatedProceduresAndFields) {
  const absl::StatusOr<Scenario> scenario = ReadScenario("tests/data/ninh_binh_small");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  EXPECT_EQ(scenario->procedures.size(), 13u);
  EXPECT_EQ(scenario->procedures[3].legal_time_unit, catalog::LegalTimeUnit::kCalendarDay);
  EXPECT_EQ(scenario->procedures[8].service_level, 6);
  EXPECT_EQ(scenario->rows[9].field, "dat-dai");
}

TEST(ScenarioTest, NamesFileLineAndColumnAtFault) {
  EXPECT_EQ(ErrorOf("no_number"),
            "counts.tsv line 2 (so_tu_phap), column received_online: '1O' is no count from 0 to "
            "10000000");
  EXPECT_EQ(ErrorOf("unknown_agency"),
            "counts.tsv line 2 (so_ngoai_vu), column agency_id: is not in agencies.tsv");
  EXPECT_EQ(ErrorOf("missing_column"), "counts.tsv: column agency_id is missing");
  EXPECT_EQ(ErrorOf("garbage"), "counts.tsv line 1: not plain UTF-8 text");
  EXPECT_THAT(ErrorOf("circle"), HasSubstr("column parent_id: is a circle"));
  EXPECT_EQ(ErrorOf("no_json"), "scenario.json is no JSON object");
  EXPECT_THAT(ErrorOf("no_such_folder"), HasSubstr("cannot read"));
}

TEST(ScenarioTest, SlugsAndIdsAreOneMapping) {
  EXPECT_EQ(IdOfSlug("huyen_gio_linh__cn_dat_huyen"), "huyen-gio-linh--cn-dat-huyen");
  EXPECT_EQ(SlugOfId("so-tu-phap"), "so_tu_phap");
}

}  // namespace
}  // namespace motcua::replay
