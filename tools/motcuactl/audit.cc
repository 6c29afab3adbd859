#include <iostream>
#include <map>

#include "absl/flags/flag.h"
#include "absl/strings/str_split.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "tools/motcuactl/commands.h"
#include "tools/motcuactl/findings_text.h"
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

// In front of the error: where the field stands that was refused, if one was.
void PrintPlace(const grpc::Status& status, const PrintedReport& report) {
  for (const std::string& field : FieldsOf(status)) {
    const std::string place = PlaceOf(report, field);
    if (!place.empty()) std::cerr << place << ": ";
  }
}

}  // namespace

int Audit(const Federation& federation, const Arguments& arguments, Format format) {
  const bool beside_computed = absl::GetFlag(FLAGS_beside_computed);
  auto report = ReadPrintedReport(arguments, /*with_agencies=*/!beside_computed);
  const absl::Status read = report.ok() ? AddFlags(report->request) : report.status();
  if (!read.ok()) {
    std::cerr << "motcuactl: " << std::string(read.message()) << "\n";
    return 2;
  }
  const auto stub = agg::ReportService::NewStub(federation.Connect("aggregator"));
  agg::CheckReportResponse answer;
  const agg::CheckReportRequest& request = report->request;
  const grpc::Status status = stub->CheckReport(rpc::ContextFor(kTimeout).get(), request, &answer);
  if (!status.ok()) {
    PrintPlace(status, *report);
    return PrintError(status);
  }
  std::cout << FindingsText(answer.findings(), format);
  std::map<std::string, int> counts;
  for (const agg::Finding& finding : answer.findings()) ++counts[SeverityOf(finding)];
  std::cerr << request.tables_size() << " tables, " << request.claims_size()
            << " claims: " << counts["violation"] << " violations, " << counts["warning"]
            << " warnings, " << counts["note"] << " notes\n";
  return counts["violation"] == 0 ? 0 : 3;
}

}  // namespace motcua::ctl
