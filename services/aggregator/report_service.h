// ReportService: tables, findings, drill-down.
#ifndef MOTCUA_SERVICES_AGGREGATOR_REPORT_SERVICE_H_
#define MOTCUA_SERVICES_AGGREGATOR_REPORT_SERVICE_H_

#include "common/base/clock.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "services/aggregator/definitions/definitions.h"
#include "services/aggregator/drill_down.h"
#include "services/aggregator/knowledge.h"
#include "services/aggregator/links.h"

namespace motcua::aggregator {

// Answers from memory at once, but for ListCellContributors. Thread-safe; everything it is given
// must outlive it.
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
  grpc::ServerUnaryReactor* ListFindings(grpc::CallbackServerContext* context,
                                         const v1::ListFindingsRequest* request,
                                         v1::ListFindingsResponse* response) override;
  grpc::ServerUnaryReactor* CheckTable(grpc::CallbackServerContext* context,
                                       const v1::CheckTableRequest* request,
                                       v1::CheckTableResponse* response) override;
  grpc::ServerUnaryReactor* ListCellContributors(
      grpc::CallbackServerContext* context, const v1::ListCellContributorsRequest* request,
      v1::ListCellContributorsResponse* response) override;
  grpc::ServerUnaryReactor* ListSources(grpc::CallbackServerContext* context,
                                        const v1::ListSourcesRequest* request,
                                        v1::ListSourcesResponse* response) override;

 private:
  absl::Status Table(const v1::GetTableRequest& request, v1::Table& response) const;
  absl::Status Findings(const v1::ListFindingsRequest& request,
                        v1::ListFindingsResponse& response) const;
  absl::Status Audit(const v1::CheckTableRequest& request, v1::CheckTableResponse& response) const;
  absl::StatusOr<DrillDown> ParseDrillDown(const v1::ListCellContributorsRequest& request) const;
  // nullptr: not there.
  const v1::TableDefinition* Find(const std::string& definition) const;
  // Sources without a stream.
  std::vector<std::string> Unreachable() const;

  const Definitions& definitions_;
  const Knowledge& knowledge_;
  const Links& links_;
  const Clock clock_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_REPORT_SERVICE_H_
