#include "tools/motcuactl/printed_report.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::ctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr char kData[] = "tests/data/";

std::string Refusal(const std::string& a, const std::string& b) {
  return std::string(ReadPrintedReport({kData + a, kData + b}, true).status().message());
}

std::string Write(const testing::TempDir& dir, const std::string& name, const std::string& text) {
  const std::string path = absl::StrCat(dir.path(), "/", name);
  std::ofstream(path) << text;
  return path;
}

TEST(PrintedReportTest, FoldersOfOneProvinceAndPeriodAreOneReport) {
  const std::string folder = absl::StrCat(kData, "quang_tri_2022");
  const auto report = ReadPrintedReport({folder, folder + "_land"}, true);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->request.period().first_day(), "2022-03-15");
  EXPECT_EQ(report->request.tables_size(), static_cast<int>(report->table_files.size()));
  EXPECT_EQ(report->request.claims_size(), static_cast<int>(report->claim_places.size()));
}

TEST(PrintedReportTest, FoldersOfTwoProvincesOrPeriodsAreRefused) {
  EXPECT_THAT(Refusal("ninh_binh_small", "quang_tri_2022"),
              AllOf(HasSubstr("tests/data/ninh_binh_small (ninh-binh, 2022-03-01 to 2022-03-31)"),
                    HasSubstr("tests/data/quang_tri_2022 (quang-tri, 2022-03-15 to 2022-04-14)")));
  EXPECT_THAT(Refusal("ninh_binh_small", "ninh_binh_forms_small"),
              AllOf(HasSubstr("ninh_binh_small ("), HasSubstr("ninh_binh_forms_small (")));
}

TEST(PrintedReportTest, TwoFilesOfOneTableAreRefused) {
  const testing::TempDir dir;
  std::filesystem::create_directory(dir.path() + "/b");
  const std::string first = Write(dir, "t.tsv", "agency_id\ta\nso_y_te\t1\n");
  const std::string second = Write(dir, "b/t.tsv", "agency_id\ta\nso_y_te\t1\n");
  EXPECT_THAT(std::string(ReadPrintedReport({first, second}, false).status().message()),
              AllOf(HasSubstr(first), HasSubstr(second)));
}

TEST(PrintedReportTest, AFieldHasTheLineItWasReadFrom) {
  const testing::TempDir dir;
  const std::string table = Write(dir, "t.tsv", "agency_id\ta\n\nso_y_te\t1\nso_tu_phap\tx\n");
  const std::string block = Write(dir, "b.tsv", "column_id\tso_y_te\na\t1\nb\tx\n");
  const std::string claims = Write(dir, "claims.tsv", "claim_id\tprinted\nfirst\t1\nlast\tx\n");
  const auto report = ReadPrintedReport({table, claims, block}, false);
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(report->request.tables(0).definition(), "b");
  const auto place = [&](const std::string& field) { return PlaceOf(*report, field); };
  EXPECT_EQ(place("tables[1].rows[1].cells[0]"), table + ":4");
  EXPECT_EQ(place("tables[1].rows[0].id"), table + ":3");
  EXPECT_EQ(place("tables[1].definition"), table);
  EXPECT_EQ(place("tables[0].rows[0].cells[1]"), block + ":3");
  EXPECT_EQ(place("tables[0].columns[0]"), block + ":2");
  EXPECT_EQ(place("claims[1].printed"), claims + ":3");
  EXPECT_EQ(place("tables[7].rows[0].id"), "");
  EXPECT_EQ(place("agencies[0].parent"), "");
  EXPECT_EQ(place("period"), "");
}

}  // namespace
}  // namespace motcua::ctl
