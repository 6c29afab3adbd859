// What Quảng Ninh's plan of October 2023 says wrongly: all of it that stands in numbers is found,
// and nothing else.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/audit/report_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

// With the two indicators of Phụ lục I that contradict each other.
v1::CheckReportRequest Plan() {
  v1::CheckReportRequest request = ReportOf({"quang_ninh_2023"});
  for (v1::PrintedTable& table : *request.mutable_tables()) {
    if (table.definition() != "qn23_pl1") continue;
    table.add_columns("iii_1_on_portal");
    table.mutable_rows(0)->add_cells("25");
    table.add_columns("iii_3a_online_payments");
    table.mutable_rows(0)->add_cells("50");
  }
  return request;
}

TEST(QuangNinhAuditTest, EveryAnomalyIsFoundAndNothingElse) {
  const TableFindings findings = AuditOf(Plan());
  EXPECT_THAT(
      LinesOf(findings, Severity::kViolation),
      UnorderedElementsAre(
          // II.2: 85 % in all, of 95, 90 and 94; 95 % where Phụ lục III has 58.93 %.
          "qn23_pl1 I6 toan-tinh ii_2_online -5", "qn23_pl1 I10 toan-tinh ii_2_online_so 36",
          // Two departments with their columns swapped.
          "qn23_pl3_so I7 so-giao-thong-van-tai online 17948",
          "qn23_pl3_so I6 so-giao-thong-van-tai online_rate -763",
          "qn23_pl3_so I7 so-tu-phap online 5819", "qn23_pl3_so I6 so-tu-phap online_rate -245"));
  // III.1 and `Trong đó …` of III.3, 25 and 50.
  EXPECT_THAT(LinesOf(findings, Severity::kWarning),
              ElementsAre("qn23_pl1 I10 toan-tinh iii_1_on_portal -25"));
}

TEST(QuangNinhAuditTest, OtherDecimalsAreNotes) {
  for (const std::string& line : LinesOf(AuditOf(Plan()), Severity::kNote)) {
    EXPECT_THAT(line, HasSubstr("qn23_pl3_xa I6"));
  }
}

TEST(QuangNinhAuditTest, CausesAreSuggested) {
  const TableFindings findings = AuditOf(Plan());
  const auto cause = [&](const std::string& table, const std::string& column,
                         const std::string& row) -> std::string {
    for (const Finding& finding : findings.at(table)) {
      if (finding.row == row && finding.columns.front() == column) return finding.cause_en;
    }
    return "";
  };
  EXPECT_THAT(cause("qn23_pl3_so", "online", "so-tu-phap"),
              HasSubstr("swapped: online and total; the rate of the row too is right only then"));
  EXPECT_THAT(cause("qn23_pl1", "ii_2_online", "toan-tinh"), HasSubstr("below all its parts"));
  EXPECT_THAT(cause("qn23_pl1", "ii_2_online_so", "toan-tinh"),
              HasSubstr("36670/62230 = 58.93% with the swapped columns put right, 30780/32573 = "
                        "94.50% without these rows"));
}

}  // namespace
}  // namespace motcua::aggregator
