#include "tools/replay/visits.h"

#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "motcua/aggregator/v1/reported.grpc.pb.h"
#include "tools/replay/calls.h"

namespace motcua::replay {
namespace {

using aggregator::v1::ImportCountsRequest;

std::string ReasonOf(const grpc::Status& status) {
  google::rpc::Status message;
  if (!message.ParseFromString(status.error_details())) return "";
  for (const auto& detail : message.details()) {
    google::rpc::ErrorInfo info;
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return "";
}

}  // namespace

ImportCountsRequest VisitsOf(const Scenario& scenario, const std::vector<CountsRow>& rows) {
  std::map<std::string, std::int64_t> visits;  // by agency, which may have a row per field
  for (const CountsRow& row : rows) visits[row.agency] += row.counts.Get(Column::kSiteVisits);
  ImportCountsRequest request;
  request.set_request_id(scenario.digest + "-visits");
  request.set_name("imports/" + scenario.id);
  request.set_document_vi(
      absl::StrCat("Lượt truy cập trang thông tin điện tử, ", scenario.label_vi));
  for (const auto& [agency, count] : visits) {
    if (count == 0) continue;
    aggregator::v1::ReportedCount& reported = *request.add_counts();
    reported.set_agency("agencies/" + agency);
    reported.set_counter(statistics::v1::COUNTER_SITE_VISITS);
    reported.set_day(FormatDay(scenario.period_end));
    reported.set_value(count);
  }
  return request;
}

absl::Status SendVisits(const ImportCountsRequest& visits,
                        const std::shared_ptr<grpc::Channel>& aggregator, absl::Duration patience) {
  const auto stub = aggregator::v1::ReportedService::NewStub(aggregator);
  const absl::Time deadline = absl::Now() + patience;
  for (int attempt = 0;; ++attempt) {
    aggregator::v1::Import imported;
    const grpc::Status status =
        stub->ImportCounts(rpc::ContextFor(kCallTimeout).get(), visits, &imported);
    const absl::Status told = ToStatus(status);
    const bool again = IsTransient(told) || ReasonOf(status) == "AGENCY_UNKNOWN";
    if (!again || absl::Now() > deadline) return told;
    absl::SleepFor(Backoff(attempt));
  }
}

}  // namespace motcua::replay
