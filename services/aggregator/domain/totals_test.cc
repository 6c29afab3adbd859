#include "services/aggregator/domain/totals.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// total = online + direct; online ≤ total.
const std::vector<Identity> kIdentities = {
    {.name = "I1", .left = {0}, .right = {1, 2}, .explained_by_vi = {}, .explained = {}},
    {.name = "I7",
     .left = {1},
     .at_most = true,
     .right = {0},
     .explained_by_vi = {},
     .explained = {}}};

Sheet SheetOf(std::vector<SheetRow> rows) {
  Sheet sheet;
  sheet.columns = {{"total", "Tổng số"}, {"online", "Trực tuyến"}, {"direct", "Trực tiếp"}};
  sheet.rows = std::move(rows);
  return sheet;
}

TEST(TotalsTest, ASoundTableHasNone) {
  Sheet sheet = SheetOf({{"a", {3, 1, 2}}, {"b", {0, 0, 0}}});
  sheet.total = SheetRow{"total", {3, 1, 2}};
  EXPECT_THAT(CheckTotals(sheet, kIdentities), IsEmpty());
}

TEST(TotalsTest, DifferencesThatLookLikeARowAreAnOmittedUnit) {
  Sheet sheet = SheetOf({{"a", {3, 1, 2}}, {"b", {5, 0, 5}}});
  sheet.total = SheetRow{"total", {12, 1, 11}};
  const auto findings = CheckTotals(sheet, kIdentities);
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].difference(), 4);
  EXPECT_EQ(findings[0].expected, 8);
  EXPECT_THAT(findings[0].cause_en, HasSubstr("total 4, direct 4"));
  EXPECT_THAT(findings[1].columns, ElementsAre("direct"));
}

TEST(TotalsTest, DifferencesThatBreakTheIdentitiesAreNoUnit) {
  Sheet sheet = SheetOf({{"a", {3, 1, 2}}});
  sheet.total = SheetRow{"total", {4, 2, 3}};
  for (const Finding& finding : CheckTotals(sheet, kIdentities)) EXPECT_EQ(finding.cause_en, "");
  sheet.total = SheetRow{"total", {3, 1, 1}};
  const auto alone = CheckTotals(sheet, kIdentities);
  ASSERT_THAT(alone, SizeIs(1));
  EXPECT_THAT(alone[0].cause_en, HasSubstr("only this column"));
}

TEST(TotalsTest, ARowInsideAnotherIsNotAddedTwice) {
  Sheet sheet = SheetOf({{"huyen", {3, 1, 2}}, {"xa", {1, 1, 0}, true}});
  sheet.total = SheetRow{"total", {3, 1, 2}};
  EXPECT_THAT(CheckTotals(sheet, kIdentities), IsEmpty());
}

TEST(TotalsTest, RatesAndBlankTotalsAreNotAdded) {
  Sheet sheet = SheetOf({{"a", {3, 1, 2}}});
  sheet.columns[1].additive = false;
  sheet.total = SheetRow{"total", {3, 7, std::nullopt}};
  EXPECT_THAT(CheckTotals(sheet, {}), IsEmpty());
}

TEST(TotalsTest, ASubtotalIsTheSumOfItsRowsAndTheTotalOfSubtotals) {
  SheetRow part{"a--x", {3, 1, 2}};
  SheetRow other{"a--y", {4, 2, 2}};
  part.subtotal = other.subtotal = "a--total";
  Sheet sheet = SheetOf({part, other, {"a--total", {7, 3, 4}}, {"b", {1, 1, 0}}});
  sheet.total = SheetRow{"total", {8, 4, 4}};
  EXPECT_THAT(CheckTotals(sheet, kIdentities), IsEmpty());
  sheet.rows[2].counts[1] = 4;
  const auto findings = CheckTotals(sheet, kIdentities);
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].row, "a--total");
  EXPECT_EQ(findings[0].difference(), 1);
  EXPECT_EQ(findings[1].row, "total");
  EXPECT_EQ(findings[1].difference(), -1);
  // Without the subtotal its rows stand for themselves.
  sheet.rows.erase(sheet.rows.begin() + 2);
  EXPECT_THAT(CheckTotals(sheet, kIdentities), IsEmpty());
}

TEST(TotalsTest, ColumnsThatMakeUpForEachOtherAreNoUnit) {
  Sheet sheet = SheetOf({{"a", {7, 3, 4}}});
  sheet.total = SheetRow{"total", {7, 1, 6}};
  const auto findings = CheckTotals(sheet, kIdentities);
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_THAT(findings[0].cause_en, HasSubstr("wrong one: online -2, direct 2"));
  EXPECT_EQ(findings[0].suspicion, Suspicion::kNone);
}

TEST(TotalsTest, WithoutATotalRowTheRowsAreAddedUp) {
  Sheet sheet = SheetOf(
      {{"huyen", {3, 1, std::nullopt}}, {"xa", {1, 1, 0}, true}, {"b", {1, 0, std::nullopt}}});
  sheet.columns[1].additive = false;
  EXPECT_THAT(SumOfRows(sheet).counts, ElementsAre(4, std::nullopt, std::nullopt));
}

}  // namespace
}  // namespace motcua::aggregator
