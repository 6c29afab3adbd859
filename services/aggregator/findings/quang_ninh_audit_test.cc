// What Quảng Ninh's plan of October 2023 says wrongly: a report of indicators, and the departments
// behind one of them.
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_file.h"
#include "services/aggregator/findings/check_report.h"

namespace motcua::aggregator {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr char kOnline[] = "flow { counters: COUNTER_RECEIVED channels: CHANNEL_ONLINE }";
constexpr char kAll[] = "flow { counters: COUNTER_RECEIVED }";

constexpr char kPaid[] = "flow { counters: COUNTER_PAID_NATIONAL_RECORDED }";
constexpr char kPaidOtherwise[] = "flow { counters: COUNTER_PAID_OTHER_RECORDED }";

std::string Rate(const std::string& id, const std::string& of = "",
                 const std::string& numerator = kOnline) {
  const std::string agencies = of.empty() ? "" : "agencies { levels: " + of + " }";
  return "columns { id: \"" + id + "\" title_vi: \"" + id + "\" value { terms { " + numerator +
         " } " + agencies + " } denominator { terms { " + kAll + " } " + agencies + " } }";
}

// Phụ lục I, indicators II.2 and III.1 with what is `of which`; Phụ lục III, part I.
Definitions Plan() {
  const std::string head =
      " version: 1 title_vi: \"T\" rows { levels: LEVEL_DEPARTMENT scope: SCOPE_OWN } ";
  const std::string indicators =
      "id: \"plan\"" + head + Rate("online") + Rate("online_so", "LEVEL_DEPARTMENT") +
      Rate("online_huyen", "LEVEL_DISTRICT") + Rate("online_xa", "LEVEL_COMMUNE") +
      Rate("paid", "", kPaid) + Rate("paid_again", "", kPaidOtherwise) +
      "checks { identity: \"I10\" left: \"online_so\" right: \"rate\" right_table: \"so\""
      "  left_row: \"tinh\" right_row: \"total\" }"
      "checks { identity: \"I10\" left: \"paid\" right: \"paid_again\" }";
  const std::string so =
      "id: \"so\"" + head + "columns { id: \"total\" title_vi: \"Tổng số\" value { terms { " +
      kAll +
      " } } }"
      "columns { id: \"online\" title_vi: \"Trực tuyến\" value { terms { " +
      kOnline + " } } }" + Rate("rate") +
      "checks { identity: \"I7\" left: \"online\" relation: RELATION_AT_MOST right: \"total\" }";
  return Definitions({*ParseDefinition(indicators, "plan"), *ParseDefinition(so, "so")});
}

// As printed.
const std::vector<std::pair<std::string, std::vector<std::string>>> kDepartments = {
    {"ban-quan-ly-khu-kinh-te", {"1030", "1017", "99%"}},
    {"so-cong-thuong", {"17626", "17625", "100%"}},
    {"so-du-lich", {"467", "467", "100%"}},
    {"so-giao-duc-va-dao-tao", {"576", "576", "100%"}},
    {"so-giao-thong-van-tai", {"2.657", "20.605", "12%"}},
    {"so-ke-hoach-va-dau-tu", {"4506", "3250", "72%"}},
    {"so-khoa-hoc-va-cong-nghe", {"101", "101", "100%"}},
    {"so-lao-dong-thuong-binh-va-xa-hoi", {"1123", "1037", "92%"}},
    {"so-ngoai-vu", {"387", "309", "80%"}},
    {"so-noi-vu", {"207", "207", "100%"}},
    {"so-nong-nghiep-va-phat-trien-nong-thon", {"745", "744", "100%"}},
    {"so-tai-chinh", {"164", "164", "100%"}},
    {"so-tai-nguyen-va-moi-truong", {"1287", "1150", "89%"}},
    {"so-thong-tin-va-truyen-thong", {"94", "94", "100%"}},
    {"so-tu-phap", {"3.233", "9.052", "35.7%"}},
    {"so-van-hoa-va-the-thao", {"365", "365", "100%"}},
    {"so-xay-dung", {"1925", "1722", "89%"}},
    {"so-y-te", {"1970", "1952", "99%"}}};

v1::CheckReportRequest Report() {
  v1::CheckReportRequest request;
  v1::PrintedTable* plan = request.add_tables();
  plan->set_definition("plan");
  for (const char* column :
       {"online", "online_so", "online_huyen", "online_xa", "paid", "paid_again"}) {
    plan->add_columns(column);
  }
  v1::PrintedRow* row = plan->add_rows();
  row->set_id("tinh");
  for (const char* cell : {"85%", "95", "90", "94", "25", "50"}) row->add_cells(cell);
  v1::PrintedTable* so = request.add_tables();
  so->set_definition("so");
  for (const char* column : {"total", "online", "rate"}) so->add_columns(column);
  for (const auto& [id, cells] : kDepartments) {
    row = so->add_rows();
    row->set_id(id);
    for (const std::string& cell : cells) row->add_cells(cell);
  }
  return request;
}

std::vector<std::string> Lines(const TableFindings& findings) {
  std::vector<std::string> lines;
  for (const auto& [table, some] : findings) {
    for (const Finding& finding : some) {
      if (finding.severity == Severity::kNote || finding.identity == "I12") continue;
      lines.push_back(table + " " + finding.identity + " " + finding.row + " " +
                      finding.columns.front() + ": " + finding.cause_en);
    }
  }
  return lines;
}

TEST(QuangNinhAuditTest, EveryAnomalyIsFoundAndNothingElse) {
  const Definitions definitions = Plan();
  const auto report = ReadReport(definitions, Report(), {});
  ASSERT_THAT(report.status(), testing::IsOk());
  const std::vector<std::string> lines = Lines(CheckReport(definitions, *report, nullptr));
  const std::string swap = "the columns may be swapped: online and total; the rate of the row too";
  EXPECT_THAT(
      lines,
      UnorderedElementsAre(
          // 85 of 95, 90 and 94.
          HasSubstr("plan I6 tinh online: lies below all its parts"),
          // 95 in the plan, 58.93 in its appendix, 94.50 without two departments.
          HasSubstr("plan I10 tinh online_so: differs from so total rate: 36670/62230 = 58.93% "
                    "with the swapped columns put right, 30780/32573 = 94.50% without"),
          // The same indicator, 25 and 50.
          HasSubstr("plan I10 tinh paid: differs from plan tinh paid_again"),
          HasSubstr("so I7 so-giao-thong-van-tai online: " + swap),
          HasSubstr("so I6 so-giao-thong-van-tai rate: the rate is right only if numerator and"),
          HasSubstr("so I7 so-tu-phap online: " + swap),
          HasSubstr("so I6 so-tu-phap rate: the rate is right only if numerator and")));
}

}  // namespace
}  // namespace motcua::aggregator
