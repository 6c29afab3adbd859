#include "services/aggregator/audit/check_report.h"

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/audit/report_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::RefusedAt;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Cells = std::vector<std::string>;

class Report {
 public:
  Report& Table(const std::string& definition, const Cells& columns) {
    table_ = request_.add_tables();
    table_->set_definition(definition);
    for (const std::string& column : columns) table_->add_columns(column);
    return *this;
  }
  Report& Row(const std::string& id, const Cells& cells) {
    v1::PrintedRow* const row = table_->add_rows();
    row->set_id(id);
    for (const std::string& cell : cells) row->add_cells(cell);
    return *this;
  }
  Report& Agency(const std::string& id, catalog::v1::Agency::Level level,
                 const std::string& parent = "") {
    catalog::v1::Agency* const agency = request_.add_agencies();
    agency->set_name("agencies/" + id);
    agency->set_display_name_vi(id);
    agency->set_level(level);
    if (!parent.empty()) agency->set_parent("agencies/" + parent);
    return *this;
  }
  Report& Claim(const std::string& id, const std::string& printed,
                const std::string& numerator = "", const std::string& denominator = "") {
    v1::Claim* const claim = request_.add_claims();
    claim->set_id(id);
    claim->set_printed(printed);
    claim->set_numerator(numerator);
    claim->set_denominator(denominator);
    return *this;
  }
  // Of the last claim.
  Report& Cell(const std::string& definition, const std::string& row, const std::string& column) {
    v1::CellReference* const cell =
        request_.mutable_claims(request_.claims_size() - 1)->mutable_cell();
    cell->set_definition(definition);
    cell->set_row(row);
    cell->set_column(column);
    return *this;
  }
  v1::CheckReportRequest& request() { return request_; }

 private:
  v1::CheckReportRequest request_;
  v1::PrintedTable* table_ = nullptr;
};

std::vector<std::string> Found(Report& report) {
  const TableFindings findings = AuditOf(report.request());
  std::vector<std::string> lines = LinesOf(findings, Severity::kViolation);
  for (std::string& line : LinesOf(findings, Severity::kWarning)) lines.push_back(line);
  return lines;
}

absl::Status Refusal(Report& report) {
  return ReadReport(Shipped(), report.request(), {}).status();
}

TEST(CheckReportTest, TheSameMeasureIsEqualInTheTablesThatPrintIt) {
  Report report;
  report.Table("pl1_online", {"total", "new_online"}).Row("so-a", {"10", "4"});
  report.Table("pl3_resolution", {"total", "new_online"}).Row("so-a", {"11", "5"});
  EXPECT_THAT(Found(report),
              ElementsAre("pl1_online I10 so-a total -1", "pl1_online I10 so-a new_online -1"));
}

TEST(CheckReportTest, ATotalThatIsNotPrintedIsTheSumOfTheRows) {
  Report report;
  report.Table("pl5_fees_so", {"fee_dossiers"}).Row("so-tai-nguyen-va-moi-truong", {"7"});
  report.Table("pl6_3_land_obligations", {"fee_dossiers"}).Row("a", {"2"}).Row("b", {"3"});
  EXPECT_THAT(Found(report), ElementsAre("pl6_3_land_obligations I10 total fee_dossiers -2"));
}

TEST(CheckReportTest, AnotherPrintedTableExplainsAKnownGap) {
  Report report;
  report.Table("pl1_online", {"total", "new_online", "carried_over", "new_direct_postal"})
      .Row("so-a", {"10", "4", "1", "2"})
      .Row("so-b", {"10", "4", "1", "2"});
  report.Table("pl3_resolution", {"received_interlinked"}).Row("so-a", {"3"}).Row("so-b", {"1"});
  EXPECT_THAT(Found(report),
              ElementsAre("pl1_online I1 so-b total 3 (1)", "pl1_online I1 so-a total 3 (3)"));
}

TEST(CheckReportTest, AUnitLeftOutOfTwoTablesIsOne) {
  Report report;
  const Cells columns = {"total", "new_online", "carried_over"};
  report.Table("pl1_online", columns).Row("so-a", {"5", "5", "0"}).Row("total", {"12", "5", "7"});
  report.Table("pl3_resolution", columns)
      .Row("so-a", {"5", "5", "0"})
      .Row("total", {"12", "5", "7"});
  for (const auto& [table, findings] : AuditOf(report.request())) {
    for (const Finding& finding : findings) {
      EXPECT_EQ(finding.identity, "I5");
      EXPECT_THAT(finding.cause_en, HasSubstr("of size: total 7, carried_over 7; "));
      EXPECT_THAT(finding.cause_en, HasSubstr("is off by the same: one unit left out of both"));
    }
  }
}

TEST(CheckReportTest, TablesThatListTheSameHaveTheSameRows) {
  Report report;
  report.Table("pl1_online", {"total"}).Row("so-a", {"5"}).Row("kho-bac", {"0"});
  report.Table("pl3_resolution", {"total"}).Row("so-a", {"5"});
  EXPECT_THAT(Found(report), ElementsAre("pl3_resolution I12 kho-bac -1"));
  report.Agency("so-a", catalog::v1::Agency::LEVEL_DEPARTMENT);
  report.Agency("so-b", catalog::v1::Agency::LEVEL_DEPARTMENT);
  EXPECT_THAT(Found(report), ElementsAre("pl1_online I12 kho-bac 1", "pl1_online I12 so-b -1",
                                         "pl3_resolution I12 so-b -1"));
}

// District A's row with its communes says less than they do.
TEST(CheckReportTest, ALevelIsNoLessThanWhatIsBelowIt) {
  using catalog::v1::Agency;
  Report report;
  report.Agency("so-a", Agency::LEVEL_DEPARTMENT).Agency("huyen-a", Agency::LEVEL_DISTRICT);
  report.Agency("chi-nhanh-1", Agency::LEVEL_BRANCH, "huyen-a");
  report.Agency("chi-nhanh-2", Agency::LEVEL_BRANCH, "huyen-a");
  for (auto& agency : *report.request().mutable_agencies()) {
    if (agency.level() == Agency::LEVEL_BRANCH) agency.set_kind("land_branch");
  }
  report.Table("pl6_2_fees_huyen", {"fee_dossiers"}).Row("huyen-a", {"9"});
  report.Table("pl6_3_land_obligations", {"fee_dossiers"})
      .Row("chi-nhanh-1", {"4"})
      .Row("chi-nhanh-2", {"5"});
  EXPECT_THAT(Found(report), IsEmpty());
  report.request().mutable_tables(1)->mutable_rows(1)->set_cells(0, "6");
  EXPECT_THAT(Found(report), ElementsAre("pl6_2_fees_huyen I8 huyen-a fee_dossiers -1"));
}

TEST(CheckReportTest, ARateOfATotalLiesBetweenThoseOfItsRows) {
  Report report;
  report.Table("pl2_1_components", {"full_digitised_rate"})
      .Row("so-a", {"50"})
      .Row("so-b", {"60"})
      .Row("total", {"70"});
  EXPECT_THAT(Found(report), ElementsAre("pl2_1_components I6 total full_digitised_rate 1000"));
  report.request().mutable_tables(0)->mutable_rows(2)->set_cells(0, "59.5");
  EXPECT_THAT(Found(report), IsEmpty());
}

TEST(CheckReportTest, AFieldIsRankedWithoutBeingKnown) {
  Report report;
  report.Table("pl6_1_procedures", {"fee_procedures", "procedures_with_online_payment"})
      .Row("tu-phap", {"27", "2"})
      .Row("cong-thuong", {"9", "2"});
  EXPECT_THAT(Found(report),
              ElementsAre("pl6_1_procedures I12 cong-thuong procedures_online_payment_rate 1"));
}

TEST(CheckReportTest, AClaimRepeatsItsCellAndARateWhatItDivides) {
  Report report;
  report.Table("pl3_resolution", {"resolved", "early", "on_time", "overdue"})
      .Row("total", {"43179", "37194", "2158", "3827"});
  report.Claim("resolved", "43.179").Cell("pl3_resolution", "total", "resolved");
  report.Claim("overdue", "3.827").Cell("pl3_resolution", "total", "overdue");
  report.Claim("rate", "8,8%", "overdue", "resolved");
  EXPECT_THAT(Found(report), IsEmpty()) << "prose may truncate";
  report.request().mutable_claims(1)->set_printed("3.828");
  EXPECT_THAT(Found(report), ElementsAre("claims I10 overdue overdue 1"));
  report.request().mutable_claims(1)->set_printed("3.827");
  report.request().mutable_claims(2)->set_printed("9,7%");
  EXPECT_THAT(Found(report), ElementsAre("claims I6 rate 8"));
  EXPECT_THAT(AuditOf(report.request()).at("claims")[0].cause_en,
              HasSubstr("3827/39352, that is by resolved − overdue"));
}

TEST(CheckReportTest, AStaleHeadingIsToldByTheProse) {
  Report report;
  report.Table("pl4_land", {"received_total"}).Row("total", {"19416"});
  report.Claim("received", "19.416").Cell("pl4_land", "total", "received_total");
  report.request().mutable_period()->set_first_day("2022-03-15");
  report.request().mutable_period()->set_last_day("2022-04-14");
  report.request().mutable_tables(0)->mutable_heading()->set_first_day("2021-12-15");
  report.request().mutable_tables(0)->mutable_heading()->set_last_day("2022-03-14");
  ASSERT_THAT(Found(report), ElementsAre("pl4_land I11 -31"));
  const std::string cause = AuditOf(report.request()).at("pl4_land")[0].cause_en;
  EXPECT_THAT(cause, HasSubstr("stale label"));
  EXPECT_THAT(cause, HasSubstr("repeats 1 numbers"));
}

TEST(CheckReportTest, BesideComputedTheDayBeforeTellsWhatIsCarriedOver) {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 5, Channel::kOnline, kApril.first - 1);
  Report report;
  report.Table("pl1_online", {"total", "carried_over"}).Row("so-tu-phap", {"4", "4"});
  report.request().set_beside_computed(true);
  report.request().mutable_period()->set_first_day(FormatDay(kApril.first));
  report.request().mutable_period()->set_last_day(FormatDay(kApril.last));
  const auto read = ReadReport(Shipped(), report.request(), sample.facts);
  ASSERT_TRUE(read.ok());
  TableFindings findings = CheckReport(Shipped(), *read, &sample.facts);
  std::erase_if(findings["pl1_online"], [](const Finding& f) { return f.identity == "I12"; });
  EXPECT_THAT(LinesOf(findings, Severity::kViolation),
              ElementsAre("pl1_online I10 so-tu-phap total -1",
                          "pl1_online I4 so-tu-phap carried_over -1"));
}

TEST(CheckReportTest, ProseMayRoundWhatATablePrints) {
  const auto claimed = [](const std::string& rate) {
    Report report;
    report.Table("pl1_online", {"total", "new_online", "online_rate"})
        .Row("so-xay-dung", {"219", "57", "26.03"});
    report.Claim("online", rate).Cell("pl1_online", "so-xay-dung", "online_rate");
    return Found(report);
  };
  EXPECT_THAT(claimed("26%"), IsEmpty());
  EXPECT_THAT(claimed("26,0%"), IsEmpty());
  EXPECT_THAT(claimed("28%"), SizeIs(1));
  EXPECT_THAT(claimed("26,04%"), SizeIs(1));
}

TEST(CheckReportTest, WhatCannotBeReadIsRefusedWithItsPlace) {
  Report none;
  EXPECT_THAT(Refusal(none), RefusedAt("TABLES_SIZE_INVALID", "tables"));
  Report talkative;
  talkative.Table("pl1_online", {"total"});
  for (int i = 0; i <= 300; ++i) talkative.request().add_claims();
  EXPECT_THAT(Refusal(talkative), RefusedAt("CLAIMS_SIZE_INVALID", "claims"));
  Report unknown;
  unknown.Table("pl9", {"total"});
  EXPECT_THAT(Refusal(unknown), RefusedAt("DEFINITION_UNKNOWN", "tables[0].definition"));
  Report twice;
  twice.Table("pl1_online", {"total"}).Table("pl1_online", {"total"});
  EXPECT_THAT(Refusal(twice), RefusedAt("DEFINITION_TWICE", "tables[1].definition"));
  Report cell;
  cell.Table("pl1_online", {"total"}).Row("so-a", {"hai"});
  EXPECT_THAT(Refusal(cell), RefusedAt("NOT_A_NUMBER", "tables[0].rows[0].cells[0]"));
  Report row;
  row.Table("pl1_online", {"total"}).Row("so-a", {"2"}).Row("so-a", {"2"});
  EXPECT_THAT(Refusal(row), RefusedAt("ROW_TWICE", "tables[0].rows[1].id"));
  Report both;
  both.Table("pl1_online", {"total"}).Agency("so-a", catalog::v1::Agency::LEVEL_DEPARTMENT);
  both.request().set_beside_computed(true);
  EXPECT_THAT(Refusal(both), RefusedAt("NOT_BESIDE_COMPUTED", "agencies"));
}

TEST(CheckReportTest, AClaimOfNothingIsRefused) {
  const auto claims = [](const std::string& printed, const std::string& numerator) {
    Report report;
    report.Table("pl1_online", {"total"}).Row("so-a", {"2"});
    report.Claim("a", "2").Cell("pl1_online", "so-a", "total");
    report.Claim("b", printed, numerator, numerator.empty() ? "" : "a");
    return Refusal(report);
  };
  EXPECT_TRUE(claims("100%", "a").ok());
  EXPECT_THAT(claims("nhiều", ""), RefusedAt("NOT_A_NUMBER", "claims[1].printed"));
  EXPECT_THAT(claims("1%", "zz"), RefusedAt("CLAIM_UNKNOWN", "claims[1].numerator"));
  Report report;
  report.Table("pl1_online", {"total"}).Row("so-a", {"2"});
  report.Claim("a", "2").Cell("pl1_online", "so-b", "total");
  EXPECT_THAT(Refusal(report), RefusedAt("CELL_UNKNOWN", "claims[0].cell"));
  report.Claim("a", "2");
  report.request().mutable_claims(0)->clear_cell();
  EXPECT_THAT(Refusal(report), RefusedAt("CLAIM_TWICE", "claims[1].id"));
}

}  // namespace
}  // namespace motcua::aggregator
