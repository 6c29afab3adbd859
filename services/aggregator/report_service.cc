#include "services/aggregator/report_service.h"

#include <algorithm>
#include <utility>

#include "common/base/clock.h"
#include "common/rpc/answer.h"
#include "common/rpc/guard.h"
#include "services/aggregator/answers/audit.h"
#include "services/aggregator/answers/comparison.h"
#include "services/aggregator/answers/contributors.h"
#include "services/aggregator/answers/findings.h"
#include "services/aggregator/answers/series.h"
#include "services/aggregator/answers/sources.h"
#include "services/aggregator/answers/tables.h"
#include "services/aggregator/drill_down.h"

namespace motcua::aggregator {
namespace {

constexpr absl::Duration kDrillDownTimeout = absl::Seconds(10);
constexpr int kThreads = 2;
constexpr std::size_t kMostWaiting = 64;

absl::Status Sized(absl::Status answered, const google::protobuf::Message& response) {
  return answered.ok() && response.ByteSizeLong() > kLargestAnswer ? ReportTooLarge() : answered;
}

}  // namespace

ReportService::ReportService(const Definitions& definitions, const Knowledge& knowledge,
                             const Links& links, Clock clock)
    : basis_{definitions, knowledge, links, std::move(clock)}, workers_(kThreads, kMostWaiting) {}

grpc::ServerUnaryReactor* ReportService::ListDefinitions(grpc::CallbackServerContext* context,
                                                         const v1::ListDefinitionsRequest* request,
                                                         v1::ListDefinitionsResponse* response) {
  return rpc::Answer(context, "ListDefinitions", [&] {
    for (const v1::TableDefinition* definition : basis_.definitions.All()) {
      *response->add_definitions() = *definition;
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ReportService::GetTable(grpc::CallbackServerContext* context,
                                                  const v1::GetTableRequest* request,
                                                  v1::Table* response) {
  return rpc::AnswerOn(workers_, context, "GetTable", [=, this] {
    return Sized(AnswerTable(basis_, *request, *response), *response);
  });
}

grpc::ServerUnaryReactor* ReportService::GetReport(grpc::CallbackServerContext* context,
                                                   const v1::GetReportRequest* request,
                                                   v1::Report* response) {
  return rpc::AnswerOn(workers_, context, "GetReport", [=, this] {
    return Sized(AnswerReport(basis_, *request, *response), *response);
  });
}

grpc::ServerUnaryReactor* ReportService::CompareCells(grpc::CallbackServerContext* context,
                                                      const v1::CompareCellsRequest* request,
                                                      v1::CompareCellsResponse* response) {
  return rpc::AnswerOn(workers_, context, "CompareCells", [=, this] {
    return Sized(AnswerComparison(basis_, *request, *response), *response);
  });
}

grpc::ServerUnaryReactor* ReportService::GetSeries(grpc::CallbackServerContext* context,
                                                   const v1::GetSeriesRequest* request,
                                                   v1::Series* response) {
  return rpc::AnswerOn(workers_, context, "GetSeries", [=, this] {
    return Sized(AnswerSeries(basis_, *request, *response), *response);
  });
}

grpc::ServerUnaryReactor* ReportService::ListFindings(grpc::CallbackServerContext* context,
                                                      const v1::ListFindingsRequest* request,
                                                      v1::ListFindingsResponse* response) {
  return rpc::AnswerOn(workers_, context, "ListFindings", [=, this] {
    return Sized(AnswerFindings(basis_, *request, *response), *response);
  });
}

grpc::ServerUnaryReactor* ReportService::CheckTable(grpc::CallbackServerContext* context,
                                                    const v1::CheckTableRequest* request,
                                                    v1::CheckTableResponse* response) {
  return rpc::AnswerOn(workers_, context, "CheckTable", [=, this] {
    return Sized(AnswerCheckTable(basis_, *request, *response), *response);
  });
}

grpc::ServerUnaryReactor* ReportService::CheckReport(grpc::CallbackServerContext* context,
                                                     const v1::CheckReportRequest* request,
                                                     v1::CheckReportResponse* response) {
  return rpc::AnswerOn(workers_, context, "CheckReport", [=, this] {
    return Sized(AnswerCheckReport(basis_, *request, *response), *response);
  });
}

grpc::ServerUnaryReactor* ReportService::ListCellContributors(
    grpc::CallbackServerContext* context, const v1::ListCellContributorsRequest* request,
    v1::ListCellContributorsResponse* response) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  const bool queued = workers_.Run([=, this] {
    absl::StatusOr<DrillDown> drill_down;
    const grpc::Status parsed = rpc::Guard("ListCellContributors", [&] {
      drill_down = ParseDrillDown(basis_, *request);
      return drill_down.status();
    });
    if (!parsed.ok()) return reactor->Finish(parsed);
    drill_down->deadline = std::min(rpc::DeadlineOf(*context), SteadyNow() + kDrillDownTimeout);
    Ask(*std::move(drill_down), basis_.links, response, reactor);
  });
  if (!queued) reactor->Finish(rpc::ToGrpc(rpc::Overloaded()));
  return reactor;
}

grpc::ServerUnaryReactor* ReportService::ListSources(grpc::CallbackServerContext* context,
                                                     const v1::ListSourcesRequest* request,
                                                     v1::ListSourcesResponse* response) {
  return rpc::Answer(context, "ListSources", [&] { return AnswerSources(basis_, *response); });
}

}  // namespace motcua::aggregator
