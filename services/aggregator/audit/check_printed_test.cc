// The tables Quảng Trị printed for April 2022, with the mistakes they contain.
#include "services/aggregator/audit/check_printed.h"

#include <map>

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/tables/quang_tri_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using ::motcua::testing::RefusedAt;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

std::map<std::string, std::int64_t> DifferenceByColumn(const std::vector<Finding>& findings) {
  std::map<std::string, std::int64_t> differences;
  for (const Finding& finding : findings) {
    differences[finding.columns.front()] = finding.difference();
  }
  return differences;
}

TEST(CheckPrintedTest, AppendixThreeLeavesOutAUnit) {
  const auto omitted = Of(CheckOf(PrintedTable("pl3_resolution")), "I5");
  EXPECT_THAT(DifferenceByColumn(omitted),
              UnorderedElementsAre(Pair("total", 67), Pair("carried_over", 20),
                                   Pair("received_interlinked", 47), Pair("resolved", 41),
                                   Pair("early", 28), Pair("on_time", 9), Pair("overdue", 4)));
  for (const Finding& finding : omitted) {
    EXPECT_EQ(finding.row, "total");
    EXPECT_THAT(finding.cause_en, HasSubstr("leave out one or more units, of size: total 67"));
    EXPECT_THAT(finding.cause_en, HasSubstr("resolved 41"));
  }
}

TEST(CheckPrintedTest, AppendixThreeHasOneDistrictWithUnexplainedLateDossiers) {
  auto findings = CheckOf(PrintedTable("pl3_resolution"));
  auto late = Of(findings, "I9");
  std::erase_if(late, [](const Finding& f) { return f.columns.front() != "overdue"; });
  ASSERT_THAT(late, SizeIs(1));
  EXPECT_EQ(late[0].row, "huyen-cam-lo");
  EXPECT_EQ(late[0].shown, 9);
  EXPECT_EQ(late[0].expected, 3);
  std::erase_if(findings, [](const Finding& f) { return f.severity != Severity::kViolation; });
  EXPECT_THAT(findings, SizeIs(7));  // of the omitted unit: nothing else is surely wrong
}

TEST(CheckPrintedTest, AppendixOneLeavesOutTheSameUnit) {
  const auto omitted = Of(CheckOf(PrintedTable("pl1_online")), "I5");
  EXPECT_THAT(DifferenceByColumn(omitted),
              UnorderedElementsAre(Pair("total", 67), Pair("carried_over", 20)));
}

TEST(CheckPrintedTest, LinkedDossiersExplainAppendixOne) {
  const Facts facts = QuangTri();
  const auto gaps = Of(CheckOf(PrintedTable("pl1_online"), facts, kApril), "I1");
  ASSERT_THAT(gaps, SizeIs(12));
  for (const Finding& gap : gaps) {
    if (gap.row == "total") {
      EXPECT_EQ(gap.severity, Severity::kViolation);
      EXPECT_EQ(gap.difference(), 7219);
      EXPECT_THAT(gap.cause_vi, HasSubstr("còn lệch 47"));  // the unit left out
    } else {
      EXPECT_EQ(gap.severity, Severity::kWarning) << gap.row;
      EXPECT_THAT(gap.cause_vi, HasSubstr("hồ sơ tiếp nhận liên thông"));
    }
  }
}

// Công an tỉnh, a central agency, is printed at the end of the departments.
TEST(CheckPrintedTest, AppendixOneHasOneAgencyInAnotherGroup) {
  const auto order = Of(CheckOf(PrintedTable("pl1_online"), QuangTri(), kApril), "I12");
  ASSERT_THAT(order, SizeIs(1));
  EXPECT_EQ(order[0].row, "bao-hiem-xa-hoi-tinh");
  EXPECT_THAT(order[0].cause_en, HasSubstr("cong-an-tinh"));
}

TEST(CheckPrintedTest, RatesOfAppendixOneAreRight) {
  const auto rates = Of(CheckOf(PrintedTable("pl1_online")), "I6");
  ASSERT_THAT(rates, SizeIs(1));
  EXPECT_EQ(rates[0].row, "huyen-dao-con-co");  // prints 0 for 0.00
  EXPECT_EQ(rates[0].severity, Severity::kNote);
}

v1::CheckTableRequest OneRow(const std::vector<std::string>& columns,
                             const std::vector<std::string>& cells) {
  v1::CheckTableRequest request;
  request.set_definition("pl1_online");
  for (const std::string& column : columns) request.add_columns(column);
  v1::PrintedRow* row = request.add_rows();
  row->set_id("so-giao-thong-van-tai");
  for (const std::string& cell : cells) row->add_cells(cell);
  return request;
}

// Quảng Ninh, 2023: the two columns of this department changed places.
TEST(CheckPrintedTest, SwappedColumnsAreSeen) {
  const auto findings =
      CheckOf(OneRow({"total", "new_online", "online_rate"}, {"2.657", "20.605", "12%"}));
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].identity, "I7");
  EXPECT_THAT(findings[0].cause_en, HasSubstr("swapped"));
  EXPECT_THAT(findings[0].cause_en, HasSubstr("the rate of the row too"));
  EXPECT_EQ(findings[1].identity, "I6");
  EXPECT_THAT(findings[1].cause_en, HasSubstr("swapped"));
}

// Over new dossiers, where the definition says all.
TEST(CheckPrintedTest, AWrongDenominatorIsFoundByTrying) {
  const auto findings = CheckOf(
      OneRow({"total", "new_online", "carried_over", "online_rate"}, {"10", "4", "2", "50.00"}));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].severity, Severity::kViolation);
  EXPECT_THAT(findings[0].cause_en, HasSubstr("4/8, that is by total − carried_over"));
}

TEST(CheckPrintedTest, AnotherRoundingIsAWarningAWrongRateAViolation) {
  const auto rate = [](const std::string& printed) {
    return CheckOf(OneRow({"total", "new_online", "online_rate"}, {"3", "2", printed}));
  };
  EXPECT_THAT(rate("66.67"), IsEmpty());
  EXPECT_EQ(rate("66,67 %")[0].severity, Severity::kNote);
  EXPECT_EQ(rate("66.66")[0].severity, Severity::kWarning);
  EXPECT_EQ(rate("67")[0].severity, Severity::kNote) << "right, with fewer decimals";
  EXPECT_EQ(rate("66")[0].severity, Severity::kWarning);
  EXPECT_EQ(rate("60.00")[0].severity, Severity::kViolation);
  EXPECT_EQ(rate("60.00")[0].expected, 6667);
  EXPECT_EQ(rate("60.00")[0].shown, 6000);
  EXPECT_THAT(rate(""), IsEmpty());
}

TEST(CheckPrintedTest, WhatCannotBeReadIsRefusedWithItsPlace) {
  const v1::TableDefinition& definition = Shipped().at("pl1_online");
  const auto check = [&](const v1::CheckTableRequest& request) {
    return CheckPrinted(Shipped(), definition, request, {}, {});
  };
  EXPECT_THAT(check(OneRow({"total", "oops"}, {"1", "2"})),
              RefusedAt("COLUMN_UNKNOWN", "columns[1]"));
  EXPECT_THAT(check(OneRow({"total", "new_online"}, {"1", "hai"})),
              RefusedAt("NOT_A_NUMBER", "rows[0].cells[1]"));
  EXPECT_THAT(check(OneRow({"total"}, {"26.03"})), RefusedAt("NOT_A_NUMBER", "rows[0].cells[0]"));
  EXPECT_THAT(check(OneRow({"total"}, {})), RefusedAt("CELLS_SIZE_INVALID", "rows[0].cells"));
  EXPECT_THAT(check(OneRow({}, {})), RefusedAt("FIELD_REQUIRED", "columns"));
  v1::CheckTableRequest long_table = OneRow({"total"}, {"1"});
  for (int i = 0; i < 5000; ++i) long_table.add_rows();
  EXPECT_THAT(check(long_table), RefusedAt("ROWS_SIZE_INVALID", "rows"));
}

}  // namespace
}  // namespace motcua::aggregator
