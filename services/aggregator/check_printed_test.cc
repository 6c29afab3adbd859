// The tables Quảng Trị printed for April 2022, with the mistakes they contain.
#include "services/aggregator/check_printed.h"

#include <fstream>
#include <map>
#include <sstream>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/sample_province.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using ::motcua::testing::RefusedAt;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kFolder[] = "tests/data/quang_tri_2022/";

std::vector<std::vector<std::string>> ReadTsv(const std::string& file) {
  std::ifstream in(kFolder + file);
  std::vector<std::vector<std::string>> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(absl::StrSplit(line, '\t'));
  return lines;
}

std::string IdOf(const std::string& slug) { return absl::StrReplaceAll(slug, {{"_", "-"}}); }

v1::CheckTableRequest PrintedTable(const std::string& definition) {
  const auto lines = ReadTsv("expected/" + definition + ".tsv");
  v1::CheckTableRequest request;
  request.set_definition(definition);
  for (std::size_t c = 1; c < lines[0].size(); ++c) request.add_columns(lines[0][c]);
  for (std::size_t r = 1; r < lines.size(); ++r) {
    v1::PrintedRow* row = request.add_rows();
    row->set_id(IdOf(lines[r][0]));
    for (int c = 1; c <= request.columns_size(); ++c) {
      row->add_cells(static_cast<std::size_t>(c) < lines[r].size() ? lines[r][c] : "");
    }
  }
  return request;
}

const v1::TableDefinition& Shipped(const std::string& id) {
  static const Definitions* const definitions =
      new Definitions(*LoadDefinitions("deploy/definitions"));
  return definitions->at(id);
}

// The province's agencies, and the linked dossiers they received in the month.
Facts QuangTri() {
  Facts facts;
  facts.sources.resize(1);
  facts.sources[0].id = "processing";
  std::vector<catalog::Agency> agencies;
  const std::map<std::string, catalog::Level> levels = {{"department", catalog::Level::kDepartment},
                                                        {"central", catalog::Level::kCentral},
                                                        {"district", catalog::Level::kDistrict}};
  const auto lines = ReadTsv("agencies.tsv");
  for (std::size_t i = 1; i < lines.size(); ++i) {
    agencies.push_back(
        SampleAgency(IdOf(lines[i][0]), levels.at(lines[i][2]), static_cast<int>(i), lines[i][4]));
  }
  facts.catalog = *catalog::Catalog::Build(1, agencies, {}, {});
  const auto counts = ReadTsv("counts.tsv");
  for (std::size_t i = 1; i < counts.size(); ++i) {
    facts.sources[0].cube.Set(
        {IdOf(counts[i][0]), "", Channel::kLinked, kApril.first, Counter::kReceived, ""},
        counts[i][4].empty() ? 0 : std::stoi(counts[i][4]));
  }
  return facts;
}

std::vector<Finding> Of(const std::vector<Finding>& findings, const std::string& identity) {
  std::vector<Finding> some;
  for (const Finding& finding : findings) {
    if (finding.identity == identity) some.push_back(finding);
  }
  return some;
}

std::map<std::string, std::int64_t> DifferenceByColumn(const std::vector<Finding>& findings) {
  std::map<std::string, std::int64_t> differences;
  for (const Finding& finding : findings) {
    differences[finding.columns.front()] = finding.difference();
  }
  return differences;
}

std::vector<Finding> CheckOf(const v1::CheckTableRequest& request, const Facts& facts = {},
                             std::optional<Days> days = {}) {
  return *CheckPrinted(Shipped(request.definition()), request, facts, days);
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
  const auto findings = CheckOf(PrintedTable("pl3_resolution"));
  const auto late = Of(findings, "I9");
  ASSERT_THAT(late, SizeIs(1));
  EXPECT_EQ(late[0].row, "huyen-cam-lo");
  EXPECT_EQ(late[0].shown, 9);
  EXPECT_EQ(late[0].expected, 3);
  EXPECT_THAT(findings, SizeIs(8));  // and the seven of the omitted unit: nothing else is wrong
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
  EXPECT_EQ(findings[1].identity, "I6");
  EXPECT_THAT(findings[1].cause_en, HasSubstr("swapped"));
}

TEST(CheckPrintedTest, AnotherRoundingIsAWarningAWrongRateAViolation) {
  const auto rate = [](const std::string& printed) {
    return CheckOf(OneRow({"total", "new_online", "online_rate"}, {"3", "2", printed}));
  };
  EXPECT_THAT(rate("66.67"), IsEmpty());
  EXPECT_EQ(rate("66,67 %")[0].severity, Severity::kNote);
  EXPECT_EQ(rate("66.66")[0].severity, Severity::kWarning);
  EXPECT_EQ(rate("67")[0].severity, Severity::kWarning);
  EXPECT_EQ(rate("60.00")[0].severity, Severity::kViolation);
  EXPECT_EQ(rate("60.00")[0].expected, 6667);
  EXPECT_EQ(rate("60.00")[0].shown, 6000);
  EXPECT_THAT(rate(""), IsEmpty());
}

TEST(CheckPrintedTest, WhatCannotBeReadIsRefusedWithItsPlace) {
  const v1::TableDefinition& definition = Shipped("pl1_online");
  const auto check = [&](const v1::CheckTableRequest& request) {
    return CheckPrinted(definition, request, {}, {});
  };
  EXPECT_THAT(check(OneRow({"total", "oops"}, {"1", "2"})),
              RefusedAt("COLUMN_UNKNOWN", "columns[1]"));
  EXPECT_THAT(check(OneRow({"total", "new_online"}, {"1", "hai"})),
              RefusedAt("NOT_A_NUMBER", "rows[0].cells[1]"));
  EXPECT_THAT(check(OneRow({"total"}, {"26.03"})), RefusedAt("NOT_A_NUMBER", "rows[0].cells[0]"));
  EXPECT_THAT(check(OneRow({"total"}, {})), RefusedAt("WRONG_SIZE", "rows[0].cells"));
  EXPECT_THAT(check(OneRow({}, {})), RefusedAt("REQUIRED", "columns"));
}

}  // namespace
}  // namespace motcua::aggregator
