// What Quảng Trị's report of April 2022 says wrongly: all of it is found, and nothing else.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/audit/report_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAreArray;

// One thing that is wrong, and the findings that tell it.
struct Anomaly {
  const char* what;
  std::vector<std::string> findings;
};

const std::vector<Anomaly>& Anomalies() {
  static const auto* const anomalies = new std::vector<Anomaly>{
      {"PL1 and PL3: the totals exceed their rows, a unit with interlinked dossiers only is "
       "missing",
       {"pl1_online I5 total total 67", "pl1_online I5 total carried_over 20",
        "pl3_resolution I5 total total 67", "pl3_resolution I5 total carried_over 20",
        "pl3_resolution I5 total received_interlinked 47", "pl3_resolution I5 total resolved 41",
        "pl3_resolution I5 total early 28", "pl3_resolution I5 total on_time 9",
        "pl3_resolution I5 total overdue 4"}},
      {"PL1: column 3 differs from 4 + 5 + 6 by column 7 of PL3, in 11 rows and the total",
       {"pl1_online I1 cuc-thue-tinh-quang-tri total 5650 (5650)",
        "pl1_online I1 huyen-cam-lo total 119 (119)", "pl1_online I1 huyen-dakrong total 2 (2)",
        "pl1_online I1 huyen-gio-linh total 29 (29)", "pl1_online I1 huyen-hai-lang total 6 (6)",
        "pl1_online I1 huyen-huong-hoa total 1 (1)",
        "pl1_online I1 huyen-trieu-phong total 16 (16)",
        "pl1_online I1 huyen-vinh-linh total 59 (59)",
        "pl1_online I1 so-tai-nguyen-va-moi-truong total 1262 (1262)",
        "pl1_online I1 so-xay-dung total 1 (1)", "pl1_online I1 thi-xa-quang-tri total 27 (27)",
        "pl1_online I1 total total 7219 (7219)"}},
      {"PL2.2, total: 3 results fewer than the rows, 3 not digitized more",
       {"pl2_2_results I5 total with_result -3", "pl2_2_results I5 total not_digitised 3"}},
      {"PL4: column 4 differs from 7 + 15 in 12 of 30 rows, by 1933 in all",
       {"pl4_land I3 huyen-cam-lo--cn-dat received_total 255",
        "pl4_land I3 huyen-cam-lo--mot-cua-huyen received_total 8",
        "pl4_land I3 huyen-cam-lo--total received_total 263",
        "pl4_land I3 huyen-dakrong--cn-dat received_total 4",
        "pl4_land I3 huyen-dakrong--total received_total 4",
        "pl4_land I3 huyen-gio-linh--cn-dat received_total 176",
        "pl4_land I3 huyen-gio-linh--total received_total 176",
        "pl4_land I3 huyen-hai-lang--cn-dat received_total 11",
        "pl4_land I3 huyen-hai-lang--total received_total 11",
        "pl4_land I3 huyen-huong-hoa--cn-dat received_total 85",
        "pl4_land I3 huyen-huong-hoa--mot-cua-huyen received_total 4",
        "pl4_land I3 huyen-huong-hoa--total received_total 89",
        "pl4_land I3 huyen-trieu-phong--cn-dat received_total 19",
        "pl4_land I3 huyen-trieu-phong--total received_total 19",
        "pl4_land I3 huyen-vinh-linh--cn-dat received_total 1268",
        "pl4_land I3 huyen-vinh-linh--mot-cua-xa received_total 100",
        "pl4_land I3 huyen-vinh-linh--total received_total 1368",
        "pl4_land I3 thanh-pho-dong-ha--mot-cua-huyen received_total 1",
        "pl4_land I3 thanh-pho-dong-ha--total received_total 1",
        "pl4_land I3 thi-xa-quang-tri--cn-dat received_total 2",
        "pl4_land I3 thi-xa-quang-tri--total received_total 2",
        "pl4_land I3 total received_total 1933"}},
      {"PL4: the heading states the period before", {"pl4_land I11 -31"}},
      {"PL5: the total of A is 1 less than its rows", {"pl5_fees_so I5 total fee_dossiers -1"}},
      {"PL6.3: A adds up to 19 less than PL5 has for the department",
       {"pl6_3_land_obligations I10 total fee_dossiers -19"}},
      {"PL6.3: C adds up to 10, PL5 has 14",
       {"pl6_3_land_obligations I10 total fee_dossiers_on_mcdt -4"}},
      {"PL6.3: A of Hải Lăng and Triệu Phong differs from PL4",
       {"pl6_3_land_obligations I10 chi-nhanh-van-phong-dang-ky-dat-dai-huyen-hai-lang "
        "fee_dossiers -12",
        "pl6_3_land_obligations I10 chi-nhanh-van-phong-dang-ky-dat-dai-huyen-trieu-phong "
        "fee_dossiers -4"}},
      {"prose: 9,7 % late, twice, and 220 % of land dossiers",
       {"claims I6 land_overdue_rate 151", "claims I6 overdue_rate 8",
        "claims I6 overdue_rate_again 8"}},
      {"PL6.1: Tư pháp before Công thương",
       {"pl6_1_procedures I12 cong-thuong procedures_online_payment_rate 1"}},
      {"PL5: G of Sở TN&MT is rounded, the others truncated",
       {"pl5_fees_so I6 so-tai-nguyen-va-moi-truong procedures_online_payment_rate 1"}},
      {"PL2.1 received against the new dossiers of PL1",
       {"pl2_1_components I10 so-ke-hoach-va-dau-tu received -80",
        "pl2_1_components I10 so-ke-hoach-va-dau-tu with_components -80",
        "pl2_1_components I10 so-lao-dong-thuong-binh-va-xa-hoi received 1",
        "pl2_1_components I10 so-lao-dong-thuong-binh-va-xa-hoi with_components 1",
        "pl2_1_components I10 so-tai-chinh received -79",
        "pl2_1_components I10 so-tai-chinh with_components -79",
        "pl2_1_components I10 total received -158",
        "pl2_1_components I10 total with_components -158"}},
      {"PL2.2 resolved against PL3",
       {"pl2_2_results I10 cuc-thue-tinh-quang-tri resolved -2793",
        "pl2_2_results I10 cuc-thue-tinh-quang-tri with_result -2793",
        "pl2_2_results I10 huyen-cam-lo resolved -21",
        "pl2_2_results I10 huyen-cam-lo with_result -21",
        "pl2_2_results I10 huyen-dakrong resolved -1",
        "pl2_2_results I10 huyen-dakrong with_result -1",
        "pl2_2_results I10 huyen-gio-linh resolved -31",
        "pl2_2_results I10 huyen-gio-linh with_result -31",
        "pl2_2_results I10 huyen-hai-lang resolved -7",
        "pl2_2_results I10 huyen-hai-lang with_result -7",
        "pl2_2_results I10 huyen-trieu-phong resolved -14",
        "pl2_2_results I10 huyen-trieu-phong with_result -14",
        "pl2_2_results I10 huyen-vinh-linh resolved -42",
        "pl2_2_results I10 huyen-vinh-linh with_result -42",
        "pl2_2_results I10 so-ke-hoach-va-dau-tu resolved -61",
        "pl2_2_results I10 so-ke-hoach-va-dau-tu with_result -61",
        "pl2_2_results I10 so-lao-dong-thuong-binh-va-xa-hoi resolved -2",
        "pl2_2_results I10 so-lao-dong-thuong-binh-va-xa-hoi with_result -2",
        "pl2_2_results I10 so-tai-chinh resolved -79",
        "pl2_2_results I10 so-tai-chinh with_result -79",
        "pl2_2_results I10 so-tai-nguyen-va-moi-truong resolved -502",
        "pl2_2_results I10 so-tai-nguyen-va-moi-truong with_result -502",
        "pl2_2_results I10 thanh-pho-dong-ha resolved -1",
        "pl2_2_results I10 thanh-pho-dong-ha with_result -1",
        "pl2_2_results I10 thi-xa-quang-tri resolved -23",
        "pl2_2_results I10 thi-xa-quang-tri with_result -23",
        "pl2_2_results I10 total resolved -3618",
        "pl2_2_results I10 total with_result -3618"}},
      {"PL3: 12 + 14 against 11, larger in six rows, smaller in one",
       {"pl3_resolution I9 huyen-cam-lo overdue 6",
        "pl3_resolution I9 huyen-dakrong first_unit_late 8",
        "pl3_resolution I9 huyen-gio-linh first_unit_late 3",
        "pl3_resolution I9 huyen-vinh-linh first_unit_late 9",
        "pl3_resolution I9 so-tai-nguyen-va-moi-truong first_unit_late 17",
        "pl3_resolution I9 thanh-pho-dong-ha first_unit_late 1",
        "pl3_resolution I9 thi-xa-quang-tri first_unit_late 1"}},
      {"PL3: KH&ĐT made 3 apologies for 1 late dossier",
       {"pl3_resolution I7 so-ke-hoach-va-dau-tu first_unit_apology 2"}},
      {"PL5, PL6.3: B exceeds C",
       {"pl5_fees_so I7 so-giao-duc-va-dao-tao paid_online_national_portal 1",
        "pl6_3_land_obligations I7 chi-nhanh-van-phong-dang-ky-dat-dai-huyen-gio-linh "
        "paid_online_national_portal 1",
        "pl6_3_land_obligations I7 chi-nhanh-van-phong-dang-ky-dat-dai-huyen-vinh-linh "
        "paid_online_national_portal 1"}},
      {"lists of units",
       {"pl2_2_results I12 kho-bac-nha-nuoc -1", "pl3_resolution I12 kho-bac-nha-nuoc -1",
        "pl5_fees_so I12 ban-dan-toc -1", "pl5_fees_so I12 so-ngoai-vu -1",
        "pl5_fees_so I12 thanh-tra-tinh -1", "pl6_2_fees_huyen I12 huyen-dao-con-co -1"}},
      {"PL1: Công an tỉnh stands among the departments",
       {"pl1_online I12 bao-hiem-xa-hoi-tinh online_rate 1"}}};
  return *anomalies;
}

TEST(QuangTriAuditTest, EveryAnomalyIsFoundAndNothingElse) {
  const TableFindings findings = AuditOf(QuangTriReport());
  std::vector<std::string> found = LinesOf(findings, Severity::kViolation);
  for (std::string& line : LinesOf(findings, Severity::kWarning)) found.push_back(line);
  std::vector<std::string> expected;
  for (const Anomaly& anomaly : Anomalies()) {
    for (const std::string& line : anomaly.findings) {
      expected.push_back(line);
      EXPECT_THAT(found, ::testing::Contains(line)) << anomaly.what;
    }
  }
  EXPECT_THAT(found, UnorderedElementsAreArray(expected));
}

TEST(QuangTriAuditTest, WhatIsPrintedOtherwiseIsANote) {
  EXPECT_THAT(LinesOf(AuditOf(QuangTriReport()), Severity::kNote),
              ElementsAre("pl1_online I6 huyen-dao-con-co online_rate 0",
                          "pl5_fees_so I6 so-giao-thong-van-tai online_payment_rate 0",
                          "pl5_fees_so I6 total online_payment_rate 0",
                          "pl6_2_fees_huyen I6 total online_payment_rate 0"));
}

// What a form is known to leave out may be all that is wrong.
TEST(QuangTriAuditTest, ASoundReportHasNoViolation) {
  EXPECT_THAT(LinesOf(AuditOf(ReportOf({"ninh_binh_small"})), Severity::kViolation),
              ::testing::IsEmpty());
  EXPECT_THAT(LinesOf(AuditOf(ReportOf({"ninh_binh_land_small"})), Severity::kViolation),
              ::testing::IsEmpty());
}

std::string CauseOf(const std::string& table, const std::string& row, const std::string& column) {
  const TableFindings findings = AuditOf(QuangTriReport());
  for (const Finding& finding : findings.at(table)) {
    if (finding.row == row && (column.empty() || finding.columns.front() == column)) {
      return finding.cause_en;
    }
  }
  return "";
}

TEST(QuangTriAuditTest, CausesAreSuggested) {
  using ::testing::HasSubstr;
  EXPECT_THAT(CauseOf("pl1_online", "total", "carried_over"),
              HasSubstr("of size: total 67, carried_over 20; pl3_resolution is off by the same"));
  EXPECT_THAT(CauseOf("pl2_2_results", "total", "not_digitised"),
              HasSubstr("wrong one: with_result -3, not_digitised 3"));
  EXPECT_THAT(CauseOf("pl4_land", "", ""), HasSubstr("perhaps a stale label; the prose repeats 7"));
  EXPECT_THAT(CauseOf("claims", "overdue_rate", ""),
              HasSubstr("3827/43179 = 8.9%; perhaps divided by the wrong number: 3827/39352"));
  EXPECT_THAT(CauseOf("claims", "land_overdue_rate", ""), HasSubstr("3369/1526"));
  EXPECT_THAT(CauseOf("pl3_resolution", "kho-bac-nha-nuoc", ""),
              HasSubstr("but one in pl1_online, pl2_1_components"));
}

}  // namespace
}  // namespace motcua::aggregator
