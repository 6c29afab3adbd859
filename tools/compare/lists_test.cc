#include "tools/compare/lists.h"

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

// Three departments; the list shows two of them.
aggregator::v1::Table Computed() {
  aggregator::v1::Table table;
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(
          R"pb(
            title_vi: "Xếp hạng"
            columns: "received"
            columns: "rate"
            column_titles_vi: "Tiếp nhận"
            column_titles_vi: "Tỷ lệ"
            rows {
              id: "so-a"
              label_vi: "Sở A"
              cells { printed: "10" numerator: 10 }
              cells { printed: "50" numerator: 5 denominator: 10 rate: true }
            }
            rows {
              id: "so-b"
              label_vi: "Sở B"
              cells { printed: "40" numerator: 40 }
              cells { printed: "25" numerator: 10 denominator: 40 rate: true }
            }
            rows {
              id: "so-c"
              label_vi: "Sở C"
              cells { printed: "30" numerator: 30 }
              cells { printed: "100" numerator: 30 denominator: 30 rate: true }
            }
            total {
              id: "total"
              label_vi: "Tổng"
              cells { printed: "80" numerator: 80 }
              cells { printed: "56" numerator: 45 denominator: 80 rate: true }
            }
            lists {
              id: "most"
              title_vi: "Nhiều nhất"
              columns: "received"
              rows: "so-b"
              rows: "so-c"
            })pb",
          &table));
  return table;
}

PrintedTable PrintedList(std::vector<PrintedTable::Row> rows) {
  return {"xep_hang", "agency_id", {}, {"received"}, std::move(rows), "most"};
}

std::vector<std::string> Differences(std::vector<PrintedTable::Row> rows, Findings findings = {}) {
  std::vector<std::string> lines;
  const auto list = ListOf(Computed(), "most");
  for (const Difference& one : Compare(PrintedList(std::move(rows)), *list, findings)) {
    lines.push_back(one.row + " " + one.column + " " + one.printed + " " + one.computed + " " +
                    one.explanation);
  }
  return lines;
}

TEST(ListsTest, AListIsATableOfItsRowsAndColumns) {
  const auto list = ListOf(Computed(), "most");
  ASSERT_TRUE(list);
  EXPECT_EQ(AsTsv(PrintedList({}), *list), "agency_id\treceived\nso_b\t40\nso_c\t30\n");
  EXPECT_EQ(list->column_titles_vi(0), "Tiếp nhận");
  EXPECT_FALSE(list->has_total());
  EXPECT_FALSE(ListOf(Computed(), "least"));
}

TEST(ListsTest, RowsMustStandInTheirPlaces) {
  EXPECT_THAT(Differences({{"so-b", {"40"}}, {"so-c", {"30"}}}), IsEmpty());
  EXPECT_THAT(Differences({{"so-c", {"30"}}, {"so-b", {"40"}}}),
              ElementsAre("so-c agency_id so_c so_b ", "so-b agency_id so_b so_c "));
  EXPECT_THAT(Differences({{"so-b", {"40"}}}), ElementsAre("so-c agency_id nothing so_c "));
  EXPECT_THAT(Differences({{"so-b", {"40"}}, {"so-c", {"30"}}, {"so-a", {"10"}}}),
              ElementsAre("so-a received 10  ", "so-a agency_id so_a  "));
  EXPECT_THAT(Differences({}),
              ElementsAre("so-b agency_id nothing so_b ", "so-c agency_id nothing so_c "));
}

TEST(ListsTest, ARowStandsElsewhereBecauseOfItsNumbers) {
  Findings findings;
  auto* finding = findings.Add();
  finding->set_identity("I7");
  finding->set_row("so-c");
  finding->add_columns("received");
  finding->set_difference(20);
  EXPECT_THAT(
      Differences({{"so-c", {"50"}}, {"so-b", {"40"}}}, findings),
      ElementsAre("so-c received 50 30 I7 (+20)", "so-c agency_id so_c so_b follows from received",
                  "so-b agency_id so_b so_c "));
}

TEST(BlockTest, IsReadAndWrittenWithALinePerColumn) {
  const testing::TempDir folder;
  std::filesystem::create_directory(folder.path() + "/expected");
  const std::string text =
      "column_id\tso_a\tso_b\tso_c\ttotal\n"
      "received\t10\t40\t30\t80\n"
      "rate\t50\t25\t100\t56\n";
  std::ofstream(folder.path() + "/expected/khoi.tsv") << text;
  std::ofstream(folder.path() + "/expected/xep_hang.most.tsv") << "agency_id\treceived\n";
  const auto tables = ReadExpected(folder.path());
  ASSERT_TRUE(tables.ok()) << tables.status();
  ASSERT_EQ(tables->size(), 2u);
  EXPECT_EQ(tables->back().definition, "xep_hang");
  EXPECT_EQ(tables->back().list, "most");
  EXPECT_THAT(tables->back().rows, IsEmpty());

  const PrintedTable& block = tables->front();
  EXPECT_THAT(block.columns, ElementsAre("received", "rate"));
  EXPECT_EQ(block.rows.at(1).id, "so-b");
  EXPECT_THAT(block.rows.back().cells, ElementsAre("80", "56"));
  EXPECT_THAT(Compare(block, Computed(), {}), IsEmpty());
  EXPECT_EQ(AsTsv(block, Computed()), text);
}

TEST(BlockTest, PrintedAndComputedStandBesideEachOther) {
  const PrintedTable block = {
      "khoi", "column_id", {}, {"received", "rate"}, {{"so-a", {"10", "51"}}}};
  const std::string text = SideBySide(block, Computed(), Compare(block, Computed(), {}));
  EXPECT_THAT(text, HasSubstr(" | Sở A\n"));
  EXPECT_THAT(text, HasSubstr("Tiếp nhận |       10       10\n"));
  EXPECT_THAT(text, HasSubstr("Tỷ lệ     |       51      50*\n"));
}

}  // namespace
}  // namespace motcua::compare
