#include <iostream>
#include <map>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/date.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "tools/motcuactl/commands.h"
#include "tools/motcuactl/printed_report.h"

ABSL_FLAG(std::string, agencies, "", "audit: agencies.tsv of the province the report is of");
ABSL_FLAG(std::string, period, "", "audit: FIRST_DAY/LAST_DAY that the numbers are of");
ABSL_FLAG(bool, beside_computed, false, "audit: also against what is computed here");

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;

// What the flags add to a request.
absl::Status AddFlags(agg::CheckReportRequest& request) {
  request.set_beside_computed(absl::GetFlag(FLAGS_beside_computed));
  const std::string period = absl::GetFlag(FLAGS_period);
  if (!period.empty()) {
    const std::vector<std::string> days = absl::StrSplit(period, '/');
    if (days.size() != 2) return absl::InvalidArgumentError("--period: FIRST_DAY/LAST_DAY");
    request.mutable_period()->set_first_day(days[0]);
    request.mutable_period()->set_last_day(days[1]);
  }
  const std::string agencies = absl::GetFlag(FLAGS_agencies);
  return agencies.empty() ? absl::OkStatus() : AddAgencies(agencies, request);
}

std::string SeverityOf(const agg::Finding& finding) {
  return finding.severity() == agg::Finding::SEVERITY_VIOLATION ? "violation"
         : finding.severity() == agg::Finding::SEVERITY_WARNING ? "warning"
                                                                : "note";
}

// A period is told in days; all else are numbers.
std::string Value(const agg::Finding& finding, std::int64_t value) {
  return finding.identity() == "I11" ? FormatDay(static_cast<Day>(value)) : absl::StrCat(value);
}

// A table for the eye has one language.
void Print(const agg::CheckReportResponse& answer, Format format) {
  std::vector<std::string> head = {"severity", "identity", "table", "row",
                                   "columns",  "expected", "shown", "difference"};
  if (format != Format::kTable) head.push_back("explained");
  head.push_back("cause_vi");
  if (format != Format::kTable) head.push_back("cause_en");
  std::vector<std::vector<std::string>> rows;
  for (const agg::Finding& finding : answer.findings()) {
    std::vector<std::string> row = {SeverityOf(finding),
                                    finding.identity(),
                                    finding.table(),
                                    finding.row(),
                                    absl::StrJoin(finding.columns(), ","),
                                    Value(finding, finding.expected()),
                                    Value(finding, finding.shown()),
                                    absl::StrCat(finding.difference())};
    if (format != Format::kTable) row.push_back(absl::StrCat(finding.explained()));
    row.push_back(finding.cause_vi());
    if (format != Format::kTable) row.push_back(finding.cause_en());
    rows.push_back(std::move(row));
  }
  std::cout << Render(head, rows, format);
}

}  // namespace

int Audit(const Federation& federation, const Arguments& arguments, Format format) {
  const bool beside_computed = absl::GetFlag(FLAGS_beside_computed);
  auto request = ReadPrintedReport(arguments, /*with_agencies=*/!beside_computed);
  const absl::Status read = request.ok() ? AddFlags(*request) : request.status();
  if (!read.ok()) {
    std::cerr << "motcuactl: " << std::string(read.message()) << "\n";
    return 2;
  }
  const auto stub = agg::ReportService::NewStub(federation.Connect("aggregator"));
  agg::CheckReportResponse answer;
  const grpc::Status status = stub->CheckReport(rpc::ContextFor(kTimeout).get(), *request, &answer);
  if (!status.ok()) return PrintError(status);
  Print(answer, format);
  std::map<std::string, int> counts;
  for (const agg::Finding& finding : answer.findings()) ++counts[SeverityOf(finding)];
  std::cerr << request->tables_size() << " tables, " << request->claims_size()
            << " claims: " << counts["violation"] << " violations, " << counts["warning"]
            << " warnings, " << counts["note"] << " notes\n";
  return counts["violation"] == 0 ? 0 : 1;
}

}  // namespace motcua::ctl
