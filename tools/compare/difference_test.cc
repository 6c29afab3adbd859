#include "tools/compare/difference.h"

#include <filesystem>
#include <fstream>

#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "tools/compare/layout.h"

namespace motcua::compare {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

aggregator::v1::Table Computed() {
  aggregator::v1::Table table;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        title_vi: "Phụ lục 1"
        columns: "total"
        columns: "online"
        columns: "rate"
        column_titles_vi: "Tổng số"
        column_titles_vi: "Trực tuyến"
        column_titles_vi: "Tỷ lệ"
        rows {
          id: "so-y-te"
          label_vi: "Sở Y tế"
          group_vi: "Các sở"
          cells { printed: "100" numerator: 100 }
          cells { printed: "25" numerator: 25 }
          cells { printed: "25.00" numerator: 25 denominator: 100 rate: true }
        }
        total {
          id: "total"
          label_vi: "Tổng"
          cells { printed: "100" numerator: 100 }
          cells { printed: "25" numerator: 25 }
          cells { rate: true }
        })pb",
      &table));
  return table;
}

PrintedTable Printed(std::vector<std::string> row, std::vector<std::string> total) {
  return {"pl1",
          "agency_id",
          {},
          {"total", "online", "rate"},
          {{"so-y-te", std::move(row)}, {"total", std::move(total)}}};
}

Findings FindingOf(const std::string& row, const std::string& column, int difference) {
  Findings findings;
  aggregator::v1::Finding* finding = findings.Add();
  finding->set_identity("I5");
  finding->set_row(row);
  finding->add_columns(column);
  finding->set_difference(difference);
  finding->set_cause_vi("thiếu một đơn vị");
  return findings;
}

std::vector<std::string> Lines(const std::vector<Difference>& differences) {
  std::vector<std::string> lines;
  for (const Difference& difference : differences) {
    lines.push_back(difference.row + " " + difference.column + " " + difference.printed + " " +
                    difference.computed + " " + difference.explanation);
  }
  return lines;
}

TEST(CompareTest, EqualNumbersInAnotherDressAreEqual) {
  EXPECT_THAT(Compare(Printed({"100", "25", "25,0"}, {"1.00", "25", ""}), Computed(), {}),
              IsEmpty());
  EXPECT_TRUE(SameNumber("67.918", "67918", false));
  EXPECT_FALSE(SameNumber("67.918", "67918", true));
  EXPECT_TRUE(SameNumber("0", "0.00", true));
  EXPECT_TRUE(SameNumber("16,89%", "16.89", true));
  EXPECT_FALSE(SameNumber("10", "1", true));
}

TEST(CompareTest, AFindingExplainsADifferenceOfItsSize) {
  const PrintedTable printed = Printed({"100", "25", "25.00"}, {"167", "25", ""});
  EXPECT_THAT(Lines(Compare(printed, Computed(), FindingOf("total", "total", 67))),
              ElementsAre("total total 167 100 I5 (+67)"));
  EXPECT_THAT(Lines(Compare(printed, Computed(), FindingOf("total", "total", 66))),
              ElementsAre("total total 167 100 "));
  EXPECT_THAT(Lines(Compare(printed, Computed(), FindingOf("total", "online", 67))),
              ElementsAre("total total 167 100 "));
  EXPECT_THAT(Lines(Compare(printed, Computed(), {})), ElementsAre("total total 167 100 "));
}

TEST(CompareTest, AKnownGapIsNotCountedTwice) {
  Findings findings = FindingOf("so-y-te", "total", -31);
  findings[0].set_identity("I10");
  findings[0].set_explained(-29);
  EXPECT_THAT(
      Lines(Compare(Printed({"98", "25", "25.00"}, {"100", "25", ""}), Computed(), findings)),
      ElementsAre("so-y-te total 98 100 I10 (-2 beside the known -29)"));
  EXPECT_THAT(
      Lines(Compare(Printed({"69", "25", "25.00"}, {"100", "25", ""}), Computed(), findings)),
      ElementsAre("so-y-te total 69 100 "));
}

TEST(CompareTest, ATotalDiffersAsItsRowsAndByItsOwnFault) {
  Findings findings = FindingOf("so-y-te", "total", -20);
  EXPECT_THAT(
      Lines(Compare(Printed({"80", "25", "25.00"}, {"80", "25", ""}), Computed(), findings)),
      ElementsAre("so-y-te total 80 100 I5 (-20)", "total total 80 100 the rows (-20)"));
  findings.MergeFrom(FindingOf("total", "total", 3));
  EXPECT_THAT(
      Lines(Compare(Printed({"80", "25", "25.00"}, {"83", "25", ""}), Computed(), findings)),
      ElementsAre("so-y-te total 80 100 I5 (-20)", "total total 83 100 the rows (-20); I5 (+3)"));
  EXPECT_THAT(
      Lines(Compare(Printed({"80", "25", "25.00"}, {"84", "25", ""}), Computed(), findings)),
      ElementsAre("so-y-te total 80 100 I5 (-20)", "total total 84 100 "));
  EXPECT_THAT(
      Lines(Compare(Printed({"79", "25", "25.00"}, {"79", "25", ""}), Computed(), findings)),
      ElementsAre("so-y-te total 79 100 ", "total total 79 100 "));
}

// A table of two parts, their subtotal, and a total.
aggregator::v1::Table ComputedByArea() {
  aggregator::v1::Table table;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        columns: "late"
        rows {
          id: "huyen--xa"
          cells { printed: "3" numerator: 3 }
        }
        rows {
          id: "huyen--cn"
          cells { printed: "4" numerator: 4 }
        }
        rows {
          id: "huyen--total"
          cells { printed: "7" numerator: 7 }
        }
        total {
          id: "total"
          cells { printed: "7" numerator: 7 }
        })pb",
      &table));
  return table;
}

TEST(CompareTest, ASubtotalDiffersAsItsRowsAndTheTotalAsItsSubtotals) {
  const PrintedTable printed = {
      "pl4",
      "row_id",
      {},
      {"late"},
      {{"huyen--xa", {"5"}}, {"huyen--cn", {"4"}}, {"huyen--total", {"9"}}, {"total", {"9"}}}};
  EXPECT_THAT(Lines(Compare(printed, ComputedByArea(), FindingOf("huyen--xa", "late", 2))),
              ElementsAre("huyen--xa late 5 3 I5 (+2)", "huyen--total late 9 7 the rows (+2)",
                          "total late 9 7 the rows (+2)"));
  EXPECT_THAT(Lines(Compare(printed, ComputedByArea(), FindingOf("huyen--cn", "late", 2))),
              ElementsAre("huyen--xa late 5 3 ", "huyen--total late 9 7 ", "total late 9 7 "));
}

TEST(CompareTest, AFindingWithoutARowConcernsTheWholeTable) {
  Findings findings = FindingOf("", "", -31);
  findings[0].set_identity("I11");
  findings[0].clear_columns();
  findings[0].set_cause_vi("tiêu đề ghi kỳ khác");
  EXPECT_THAT(Summarise(findings),
              ElementsAre("I11, tiêu đề ghi kỳ khác kỳ của số liệu: cả bảng -31; "
                          "tiêu đề ghi kỳ khác"));
}

TEST(CompareTest, AnOrderExplainsNoRate) {
  Findings findings = FindingOf("so-y-te", "rate", 1);
  findings[0].set_identity("I12");
  const PrintedTable printed = Printed({"100", "25", "26.00"}, {"100", "25", ""});
  EXPECT_THAT(Lines(Compare(printed, Computed(), findings)),
              ElementsAre("so-y-te rate 26.00 25.00 "));
  findings[0].set_identity("I6");
  EXPECT_THAT(Lines(Compare(printed, Computed(), findings)),
              ElementsAre("so-y-te rate 26.00 25.00 I6 (+1)"));
}

TEST(CompareTest, ARateFollowsFromExplainedCounts) {
  const PrintedTable printed = Printed({"125", "25", "20.00"}, {"100", "25", ""});
  EXPECT_THAT(Lines(Compare(printed, Computed(), FindingOf("so-y-te", "total", 25))),
              ElementsAre(HasSubstr("I5 (+25)"), "so-y-te rate 20.00 25.00 follows from total"));
  EXPECT_THAT(Lines(Compare(printed, Computed(), {})),
              ElementsAre("so-y-te total 125 100 ", "so-y-te rate 20.00 25.00 "));
}

TEST(CompareTest, FindingsOfOneCauseAreOneLine) {
  Findings findings = FindingOf("total", "total", 67);
  findings.MergeFrom(FindingOf("total", "online", 20));
  findings[0].set_cause_vi("do liên thông: 67");
  findings[1].set_cause_vi("do liên thông: 20");
  EXPECT_THAT(Summarise(findings),
              ElementsAre("I5, dòng tổng không bằng các dòng cộng lại: total total +67, "
                          "total online +20; do liên thông"));
}

TEST(CompareTest, ARowThatIsNotComputedCountsNothing) {
  PrintedTable printed = Printed({"100", "25", "25.00"}, {"100", "25", ""});
  printed.rows.push_back({"kho-bac", {"0", "0", "0"}});
  EXPECT_THAT(Compare(printed, Computed(), {}), IsEmpty());
  printed.rows.back().cells[0] = "3";
  EXPECT_THAT(Lines(Compare(printed, Computed(), {})), ElementsAre("kho-bac total 3  "));
}

TEST(CompareTest, AColumnThatIsNotComputedDiffers) {
  PrintedTable printed = Printed({"100", "25", "25.00"}, {"100", "25", ""});
  printed.columns[1] = "unheard_of";
  EXPECT_THAT(Lines(Compare(printed, Computed(), {})),
              ElementsAre("so-y-te unheard_of 25  ", "total unheard_of 25  "));
}

TEST(LayoutTest, PrintedStandsLeftComputedRightAndDifferencesAreMarked) {
  const PrintedTable printed = Printed({"100", "25", "25.00"}, {"167", "25", ""});
  const std::string text = SideBySide(printed, Computed(), Compare(printed, Computed(), {}));
  EXPECT_THAT(text, HasSubstr("I   Các sở\n"));
  EXPECT_THAT(text, HasSubstr("1   Sở Y tế  |    100     25  25.00 |    100     25  25.00\n"));
  EXPECT_THAT(text, HasSubstr("    Tổng     |    167     25        |   100*     25       \n"));
}

TEST(LayoutTest, TheFileHasTheFormatOfTheExpectedOnes) {
  EXPECT_EQ(AsTsv(Printed({}, {}), Computed()),
            "agency_id\ttotal\tonline\trate\nso_y_te\t100\t25\t25.00\ntotal\t100\t25\t\n");
}

TEST(PrintedTest, ReadsEveryExpectedTableOfAScenario) {
  const auto tables = ReadExpected("tests/data/quang_tri_2022");
  ASSERT_TRUE(tables.ok()) << tables.status();
  ASSERT_EQ(tables->size(), 8u);
  EXPECT_EQ((*tables)[0].definition, "pl1_online");
  EXPECT_EQ((*tables)[0].rows.back().id, "total");
  EXPECT_EQ((*tables)[0].rows.back().cells[4], "");
  EXPECT_THAT(*ReadExpected("tests/data/hostile/circle"), IsEmpty());
}

TEST(PrintedTest, HeadingsBelongToTheirTables) {
  const auto tables = ReadExpected("tests/data/quang_tri_2022_land");
  ASSERT_TRUE(tables.ok()) << tables.status();
  ASSERT_EQ(tables->size(), 1u);
  const PrintedTable& table = tables->front();
  EXPECT_EQ(table.definition, "pl4_land");
  EXPECT_EQ(table.axis, "row_id");
  EXPECT_EQ(table.rows[3].id, "thanh-pho-dong-ha--total");
  ASSERT_TRUE(table.heading.has_value());
  EXPECT_EQ(FormatDay(table.heading->first), "2021-12-15");
  EXPECT_EQ(FormatDay(table.heading->second), "2022-03-14");
}

TEST(PrintedTest, AHeadingNeedsATableAndDates) {
  const testing::TempDir folder;
  std::filesystem::create_directory(folder.path() + "/expected");
  std::ofstream(folder.path() + "/expected/t.tsv") << "agency_id\ta\nso_y_te\t1\n";
  const auto error = [&](const std::string& line) {
    std::ofstream(folder.path() + "/expected/headings.tsv")
        << "definition_id\tfirst_day\tlast_day\n"
        << line << "\n";
    return std::string(ReadExpected(folder.path()).status().message());
  };
  EXPECT_EQ(error("t\t2022-03-15\t2022-04-14"), "");
  EXPECT_THAT(error("u\t2022-03-15\t2022-04-14"), HasSubstr("definition_id"));
  EXPECT_THAT(error("t\t2022-03-15\t2022-03-14"), HasSubstr("last_day"));
  EXPECT_THAT(error("t\t15/3/2022\t2022-04-14"), HasSubstr("first_day"));
}

}  // namespace
}  // namespace motcua::compare
