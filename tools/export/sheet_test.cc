#include "tools/export/sheet.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/export/sample_for_test.h"
#include "tools/export/text.h"

namespace motcua::exports {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

std::vector<std::string> Printed(const Line& line) {
  std::vector<std::string> printed;
  for (const Value& value : line.cells) printed.push_back(value.printed);
  return printed;
}

TEST(SheetTest, RowsStandUnderTheirHeadingsAndAreNumberedThrough) {
  const Sheet sheet = SheetOf(SampleTable(), SampleDefinition());
  ASSERT_THAT(sheet.grids, SizeIs(1));
  const Grid& grid = sheet.grids[0];
  ASSERT_THAT(grid.lines, SizeIs(8));
  EXPECT_EQ(grid.lines[0].kind, Line::Kind::kHeading);
  EXPECT_EQ(grid.lines[0].number, "I");
  EXPECT_EQ(grid.lines[3].number, "II");
  EXPECT_EQ(grid.lines[4].number, "3");
  EXPECT_EQ(grid.lines[7].kind, Line::Kind::kTotal);
  EXPECT_EQ(grid.columns[2].number, "(5)=(4)/(3)");
}

TEST(SheetTest, ARateIsTheNumberThatIsPrintedAndACountTheExactOne) {
  const Sheet sheet = SheetOf(SampleTable(), SampleDefinition());
  const Line& row = sheet.grids[0].lines[1];
  EXPECT_EQ(row.cells[0].number, 219);
  EXPECT_EQ(row.cells[0].format.grouping, v1::Number::GROUPING_POINT);
  EXPECT_TRUE(row.cells[0].reported);
  EXPECT_EQ(row.cells[2].number, 26.02);
  EXPECT_EQ(row.cells[2].format.decimals, 2);
  EXPECT_EQ(sheet.grids[0].lines[7].cells[2].number, std::nullopt);
}

TEST(SheetTest, AFindingIsANoteAtItsCell) {
  const Sheet sheet = SheetOf(SampleTable(), SampleDefinition());
  ASSERT_THAT(sheet.notes, SizeIs(1));
  EXPECT_THAT(sheet.notes[0].text, HasSubstr("+1: 219, phải là 218 (+1)"));
  EXPECT_THAT(sheet.notes[0].text, HasSubstr("hồ sơ tiếp nhận liên thông"));
  EXPECT_THAT(sheet.grids[0].lines[2].cells[0].notes, ElementsAre(1));
  EXPECT_THAT(sheet.grids[0].lines[1].cells[0].notes, ElementsAre());
}

// `rows` findings of one identity and columns.
v1::Table WithFindings(int rows) {
  v1::Table table = SampleTable();
  const v1::Finding finding = table.findings(0);
  for (int i = 1; i < rows; ++i) *table.add_findings() = finding;
  return table;
}

TEST(SheetTest, ALongNoteSaysWhereItsOtherRowsStand) {
  const std::string place = "+1: 219, phải là 218 (+1)";
  const auto text = [](int rows, const NoteStyle& style) {
    return SheetOf(WithFindings(rows), SampleDefinition(), style).notes.at(0).text;
  };
  const std::string cut = text(52, {.rest_at = "phat_hien"});
  EXPECT_THAT(cut, HasSubstr(place + "; … và 2 dòng khác, xem trang phat_hien. Nguyên nhân: "));
  EXPECT_EQ(text(50, {.rest_at = "phat_hien"}), text(50, {}));
  EXPECT_THAT(text(52, {}), Not(HasSubstr("dòng khác")));
  EXPECT_GT(text(52, {}).size(), cut.size());
}

TEST(SheetTest, ARemarkIsItsCauseAndMarksNoCell) {
  v1::Table table = SampleTable();
  v1::Finding& tie = *table.mutable_findings(0);
  tie.set_identity("I12");
  tie.set_severity(v1::Finding::SEVERITY_NOTE);
  tie.set_cause_vi("danh sách chậm nhất: 1 đơn vị ngang hàng không được nêu");
  const Sheet sheet = SheetOf(table, SampleDefinition());
  ASSERT_THAT(sheet.notes, SizeIs(1));
  EXPECT_EQ(sheet.notes[0].text,
            "Ghi nhận: danh sách chậm nhất: 1 đơn vị ngang hàng không được nêu.");
  EXPECT_THAT(sheet.grids[0].lines[2].cells[0].notes, ElementsAre());
  tie.clear_cause_vi();
  EXPECT_EQ(SheetOf(table, SampleDefinition()).notes[0].text,
            "Ghi nhận I12 (thứ tự, thành phần và số dòng của danh sách), cột “Tổng số”.");
}

TEST(SheetTest, ABlockHasItsColumnsAsLines) {
  v1::TableDefinition definition = SampleDefinition();
  definition.set_layout(v1::TableDefinition::LAYOUT_BLOCK);
  definition.mutable_columns(2)->set_minimum_percent(50);
  definition.mutable_columns(0)->set_unit(v1::UNIT_DOSSIER);
  const Grid grid = SheetOf(SampleTable(), definition).grids[0];
  ASSERT_THAT(grid.lines, SizeIs(3));
  ASSERT_THAT(grid.columns, SizeIs(8));  // unit, five rows, total, minimum
  EXPECT_EQ(grid.lines[2].label, "Tỷ lệ trực tuyến");
  EXPECT_THAT(Printed(grid.lines[2]),
              ElementsAre("", "26,02", "26,02", "26,02", "26,02", "26,02", "", "≥ 50%"));
  EXPECT_EQ(grid.lines[0].cells[0].printed, "hồ sơ");
}

TEST(SheetTest, ListsAreGridsOfTheirOwnRankedUnderEachHeading) {
  v1::Table table = SampleTable();
  v1::RankedList* const list = table.add_lists();
  list->set_title_vi("Cao nhất");
  list->add_columns("rate");
  for (const char* row : {"co-quan-1", "co-quan-3", "co-quan-2"}) list->add_rows(row);
  table.add_lists()->set_title_vi("Thấp nhất");
  const Sheet sheet = SheetOf(table, SampleDefinition());
  ASSERT_THAT(sheet.grids, SizeIs(2));
  const Grid& highest = sheet.grids[0];
  EXPECT_EQ(highest.title, "Cao nhất");
  ASSERT_THAT(highest.lines, SizeIs(5));
  EXPECT_EQ(highest.lines[1].label, kPlus);
  EXPECT_EQ(highest.lines[3].number, "1");
  EXPECT_THAT(Printed(highest.lines[3]), ElementsAre("26,02"));
}

TEST(TextTest, WhatMovesTextWithoutBeingSeenIsShown) {
  EXPECT_EQ(Visible(kTurning), "Sở[U+202E]gnợưht[U+000A]gnôC");
  EXPECT_EQ(Visible("a\xC2\xAD\xE2\x80\x8B"
                    "b\x7F\xE2\x81\xA6"),
            "a[U+00AD][U+200B]b[U+007F][U+2066]");
  EXPECT_EQ(Visible("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(Visible(kDecomposed), "Xã Hòa");
  EXPECT_EQ(Html(kMarkup), "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Sở&quot;");
  EXPECT_EQ(Upper("Sở Nội vụ"), "SỞ NỘI VỤ");
  EXPECT_EQ(Date("2022-03-05"), "5/3/2022");
}

}  // namespace
}  // namespace motcua::exports
