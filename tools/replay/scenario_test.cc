#include "tools/replay/scenario.h"

#include <fstream>

#include "common/testing/database.h"
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
  EXPECT_EQ(scenario->agencies.size(), 42u);
  EXPECT_EQ(scenario->rows.size(), 42u);
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
  EXPECT_EQ(scenario->procedures.size(), 16u);
  EXPECT_EQ(scenario->procedures[3].legal_time_unit, catalog::LegalTimeUnit::kCalendarDay);
  EXPECT_EQ(scenario->procedures[8].service_level, 6);
  EXPECT_EQ(scenario->procedures[0].charge_dong, 200'000);
  EXPECT_EQ(scenario->procedures[0].offered_at, std::nullopt);
  EXPECT_EQ(scenario->procedures[11].offered_at, catalog::Level::kDistrict);
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

// A scenario of two offices, one under two names, with the given counts.tsv.
absl::StatusOr<Scenario> ReadWithCounts(const std::string& counts) {
  const motcua::testing::TempDir folder;
  const auto write = [&](const char* file, const std::string& text) {
    std::ofstream(folder.path() + "/" + file) << text;
  };
  write("scenario.json", R"({"province_id": "p", "province_vi": "Tỉnh P", "agency_code": "H1",
                             "period_start": "2022-03-01", "period_end": "2022-03-31"})");
  write("agencies.tsv",
        "agency_id\tname_vi\tlevel\tparent_id\talias_of\thas_site\n"
        "so_a\tSở A\tdepartment\tp\t\t1\n"
        "huyen_c\tHuyện C\tdistrict\t\t\t\n"
        "huyen_c__mot_cua\tMột cửa huyện C\tdistrict\t\thuyen_c\t\n");
  write("counts.tsv", counts);
  return ReadScenario(folder.path());
}

TEST(ScenarioTest, RowsOfOneOfficeUnderTwoNamesAreOneRow) {
  const auto scenario = ReadWithCounts(
      "agency_id\treceived_online\tfee_dossiers\n"
      "huyen_c\t5\t\n"
      "huyen_c__mot_cua\t5\t3\n");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  ASSERT_EQ(scenario->rows.size(), 1u);
  EXPECT_EQ(scenario->rows[0].agency, "huyen-c");
  EXPECT_EQ(scenario->rows[0].counts[Column::kReceivedOnline], 5);
  EXPECT_EQ(scenario->rows[0].counts[Column::kFeeDossiers], 3);
  EXPECT_EQ(scenario->agencies[1].code, "H1.02");
  EXPECT_EQ(scenario->agencies[2].code, "");
  EXPECT_EQ(scenario->agencies[0].parent, "");
  EXPECT_TRUE(scenario->agencies[0].has_site);
  EXPECT_FALSE(scenario->agencies[1].has_site);
}

TEST(ScenarioTest, RowsThatContradictEachOtherAreRefused) {
  const auto error = [](const std::string& counts) {
    return std::string(ReadWithCounts(counts).status().message());
  };
  EXPECT_THAT(error("agency_id\treceived_online\nhuyen_c\t5\nhuyen_c__mot_cua\t6\n"),
              HasSubstr("line 3 (huyen_c__mot_cua), column received_online: is 6, but another row "
                        "of the same office says 5 (I10)"));
  EXPECT_THAT(error("agency_id\treceived_online\nso_a\t5\nso_a\t5\n"),
              HasSubstr("line 3 (so_a), column agency_id: stands there twice"));
  EXPECT_THAT(error("agency_id\tfield_id\twithdrawn\nso_a\t\t5\nso_a\tdat_dai\t5\n"),
              HasSubstr("column field_id: an agency has either one row or rows by field"));
  EXPECT_THAT(error("agency_id\treceived_onlin\nso_a\t5\n"),
              HasSubstr("column 'received_onlin' is unknown"));
  EXPECT_THAT(error("agency_id\treceived_online\nso_a\t5\t6\n"),
              HasSubstr("line 2: 3 cells under 2 columns"));
  EXPECT_THAT(error("agency_id\treceived_online\n"), HasSubstr("has no rows"));
}

TEST(ScenarioTest, TheFolderNamesIt) {
  for (const char* folder : {"tests/data/ninh_binh_small", "tests/data/ninh_binh_small/"}) {
    EXPECT_EQ(ReadScenario(folder)->id, "ninh-binh-small");
  }
}

TEST(ScenarioTest, SlugsAndIdsAreOneMapping) {
  EXPECT_EQ(IdOfSlug("huyen_gio_linh__cn_dat_huyen"), "huyen-gio-linh--cn-dat-huyen");
  EXPECT_EQ(SlugOfId("so-tu-phap"), "so_tu_phap");
}

}  // namespace
}  // namespace motcua::replay
