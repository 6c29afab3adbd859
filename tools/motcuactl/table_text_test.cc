#include "tools/motcuactl/table_text.h"

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace motcua::ctl {
namespace {

template <typename Message>
Message Parsed(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

std::string Text(const std::string& table, const std::string& definition = "") {
  return TableText(Parsed<aggregator::v1::Table>(table),
                   Parsed<aggregator::v1::TableDefinition>(definition));
}

const std::string kRows = R"(
  title_vi: "Biểu" title_en: "Table" columns: ["n", "rate"]
  column_titles_vi: ["Hồ sơ", "Tỷ lệ"] column_titles_en: ["Dossiers", ""]
  rows { id: "a" label_vi: "Hải Lăng" group_vi: "Huyện"
         cells { printed: "1 132" numerator: 1132 reported: 2 }
         cells { printed: "85.2" numerator: 852 denominator: 1000 rate: true } }
  rows { id: "b" label_vi: "Sở Y tế" group_vi: "Sở"
         cells { printed: "7" numerator: 7 }
         cells { printed: "" rate: true } }
  imports { name: "imports/q1" document_vi: "Báo cáo quý I" }
)";
constexpr char kNote[] =
    "* reported, not counted from dossiers, by:\n"
    "  imports/q1  Báo cáo quý I\n";

TEST(TableTextTest, WhatWasReportedBearsAStar) {
  EXPECT_EQ(Text(kRows),
            "id  Biểu      n       rate\n"
            "--  --------  ------  ----\n"
            "a   Hải Lăng  1 132*  85.2\n"
            "b   Sở Y tế        7\n" +
                std::string(kNote));
}

TEST(TableTextTest, ABlockHasItsColumnsAsLinesBesideTheirMinimum) {
  EXPECT_EQ(Text(kRows, R"(layout: LAYOUT_BLOCK
                           columns { id: "n" title_vi: "Hồ sơ" }
                           columns { id: "rate" title_vi: "Tỷ lệ" minimum_percent: 90 })"),
            "id    Biểu   Hải Lăng    Sở Y tế\n"
            "----  -----  ----------  -------\n"
            "n     Hồ sơ      1 132*        7\n"
            "rate  Tỷ lệ  85.2 < 90%\n" +
                std::string(kNote));
}

TEST(TableTextTest, EnglishStandsWhereThereIsSome) {
  auto table = Parsed<aggregator::v1::Table>(kRows);
  table.mutable_rows(1)->set_label_en("Health");
  table.clear_imports();
  PutIntoEnglish(table);
  EXPECT_EQ(
      TableText(table, Parsed<aggregator::v1::TableDefinition>(
                           "layout: LAYOUT_BLOCK columns { id: \"n\" } columns { id: \"rate\" }")),
      "id    Table     Hải Lăng  Health\n"
      "----  --------  --------  ------\n"
      "n     Dossiers    1 132*       7\n"
      "rate  Tỷ lệ         85.2\n");
}

TEST(TableTextTest, AMinimumIsMetByTheExactRate) {
  const std::string table =
      R"(title_vi: "B" columns: "r" column_titles_vi: "R" rows { id: "a" label_vi: "A" cells {
      printed: "90" numerator: 8999 denominator: 10000 rate: true } })";
  const std::string block = "layout: LAYOUT_BLOCK columns { id: \"r\" title_vi: \"R\" ";
  EXPECT_NE(Text(table, block + "minimum_percent: 90 }").find("90 < 90%"), std::string::npos);
  EXPECT_NE(Text(table, block + "minimum_percent: 89 }").find("90 ≥ 89%"), std::string::npos);
}

TEST(TableTextTest, ListsStandSideBySideUnderTheirHeadings) {
  EXPECT_EQ(Text(kRows + R"(
                lists { id: "high" title_vi: "Cao nhất" columns: "rate" rows: ["a", "b"] }
                lists { id: "low" title_vi: "Thấp" columns: "n" rows: "b" })"),
            "Cao nhất  rate │ Thấp     n\n"
            "--------  ---- │ -------  -\n"
            "— Huyện        │ — Sở\n"
            "Hải Lăng  85.2 │ Sở Y tế  7\n"
            "— Sở\n"
            "Sở Y tế\n" +
                std::string(kNote));
}

}  // namespace
}  // namespace motcua::ctl
