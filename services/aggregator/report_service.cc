#include "services/aggregator/report_service.h"

#include <algorithm>
#include <utility>

#include "common/base/clock.h"
#include "common/rpc/guard.h"
#include "services/aggregator/answers/audit.h"
#include "services/aggregator/answers/comparison.h"
#include "services/aggregator/answers/contributors.h"
#include "services/aggregator/answers/findings.h"
#include "services/aggregator/answers/sources.h"
#include "services/aggregator/answers/tables.h"
#include "services/aggregator/drill_down.h"

namespace motcua::aggregator {
namespace {

constexpr absl::Duration kDrillDownTimeout = absl::Seconds(10);

}  // namespace

ReportService::ReportService(const Definitions& definitions, const Knowledge& knowledge,
                             const Links& links, Clock clock)
    : basis_{definitions, knowledge, links, std::move(clock)} {}

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
  return rpc::Answer(context, "GetTable", [&] { return AnswerTable(basis_, *request, *response); });
}

grpc::ServerUnaryReactor* ReportService::GetReport(grpc::CallbackServerContext* context,
                                                   const v1::GetReportRequest* request,
                                                   v1::Report* response) {
  return rpc::Answer(context, "GetReport",
                     [&] { return AnswerReport(basis_, *request, *response); });
}

grpc::ServerUnaryReactor* ReportService::CompareCells(grpc::CallbackServerContext* context,
                                                      const v1::CompareCellsRequest* request,
                                                      v1::CompareCellsResponse* response) {
  return rpc::Answer(context, "CompareCells",
                     [&] { return AnswerComparison(basis_, *request, *response); });
}

grpc::ServerUnaryReactor* ReportService::ListFindings(grpc::CallbackServerContext* context,
                                                      const v1::ListFindingsRequest* request,
                                                      v1::ListFindingsResponse* response) {
  return rpc::Answer(context, "ListFindings",
                     [&] { return AnswerFindings(basis_, *request, *response); });
}

grpc::ServerUnaryReactor* ReportService::CheckTable(grpc::CallbackServerContext* context,
                                                    const v1::CheckTableRequest* request,
                                                    v1::CheckTableResponse* response) {
  return rpc::Answer(context, "CheckTable",
                     [&] { return AnswerCheckTable(basis_, *request, *response); });
}

grpc::ServerUnaryReactor* ReportService::CheckReport(grpc::CallbackServerContext* context,
                                                     const v1::CheckReportRequest* request,
                                                     v1::CheckReportResponse* response) {
  return rpc::Answer(context, "CheckReport",
                     [&] { return AnswerCheckReport(basis_, *request, *response); });
}

grpc::ServerUnaryReactor* ReportService::ListCellContributors(
    grpc::CallbackServerContext* context, const v1::ListCellContributorsRequest* request,
    v1::ListCellContributorsResponse* response) {
  absl::StatusOr<DrillDown> drill_down;
  const grpc::Status parsed = rpc::Guard("ListCellContributors", [&] {
    drill_down = ParseDrillDown(basis_, *request);
    return drill_down.status();
  });
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  if (!parsed.ok()) {
    reactor->Finish(parsed);
    return reactor;
  }
  drill_down->deadline = std::min(rpc::DeadlineOf(*context), SteadyNow() + kDrillDownTimeout);
  Ask(*std::move(drill_down), basis_.links, response, reactor);
  return reactor;
}

grpc::ServerUnaryReactor* ReportService::ListSources(grpc::CallbackServerContext* context,
                                                     const v1::ListSourcesRequest* request,
                                                     v1::ListSourcesResponse* response) {
  return rpc::Answer(context, "ListSources", [&] { return AnswerSources(basis_, *response); });
}

}  // namespace motcua::aggregator
