// ReportService: tables, findings, audits, drill-down.
#ifndef MOTCUA_SERVICES_AGGREGATOR_REPORT_SERVICE_H_
#define MOTCUA_SERVICES_AGGREGATOR_REPORT_SERVICE_H_

#include "common/base/clock.h"
#include "common/rpc/workers.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "services/aggregator/answers/basis.h"

namespace motcua::aggregator {

// What answers/ says, behind gRPC: a report may take long, so threads of its own reckon it.
// Thread-safe; everything it is given must outlive it.
class ReportService final : public v1::ReportService::CallbackService {
 public:
  ReportService(const Definitions& definitions, const Knowledge& knowledge, const Links& links,
                Clock clock);

  grpc::ServerUnaryReactor* ListDefinitions(grpc::CallbackServerContext* context,
                                            const v1::ListDefinitionsRequest* request,
                                            v1::ListDefinitionsResponse* response) override;
  grpc::ServerUnaryReactor* GetTable(grpc::CallbackServerContext* context,
                                     const v1::GetTableRequest* request,
                                     v1::Table* response) override;
  grpc::ServerUnaryReactor* GetReport(grpc::CallbackServerContext* context,
                                      const v1::GetReportRequest* request,
                                      v1::Report* response) override;
  grpc::ServerUnaryReactor* CompareCells(grpc::CallbackServerContext* context,
                                         const v1::CompareCellsRequest* request,
                                         v1::CompareCellsResponse* response) override;
  grpc::ServerUnaryReactor* GetSeries(grpc::CallbackServerContext* context,
                                      const v1::GetSeriesRequest* request,
                                      v1::Series* response) override;
  grpc::ServerUnaryReactor* ListFindings(grpc::CallbackServerContext* context,
                                         const v1::ListFindingsRequest* request,
                                         v1::ListFindingsResponse* response) override;
  grpc::ServerUnaryReactor* CheckTable(grpc::CallbackServerContext* context,
                                       const v1::CheckTableRequest* request,
                                       v1::CheckTableResponse* response) override;
  grpc::ServerUnaryReactor* CheckReport(grpc::CallbackServerContext* context,
                                        const v1::CheckReportRequest* request,
                                        v1::CheckReportResponse* response) override;
  grpc::ServerUnaryReactor* ListCellContributors(
      grpc::CallbackServerContext* context, const v1::ListCellContributorsRequest* request,
      v1::ListCellContributorsResponse* response) override;
  grpc::ServerUnaryReactor* ListSources(grpc::CallbackServerContext* context,
                                        const v1::ListSourcesRequest* request,
                                        v1::ListSourcesResponse* response) override;

 private:
  const Basis basis_;
  rpc::Workers workers_;  // last: what they run uses the above
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_REPORT_SERVICE_H_
