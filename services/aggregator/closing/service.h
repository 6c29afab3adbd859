// SnapshotService: closing periods, and what was closed.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CLOSING_SERVICE_H_
#define MOTCUA_SERVICES_AGGREGATOR_CLOSING_SERVICE_H_

#include <string>

#include "common/service/mutate.h"
#include "motcua/aggregator/v1/snapshot.grpc.pb.h"
#include "services/aggregator/answers/basis.h"
#include "services/aggregator/closing/close.h"

namespace motcua::aggregator {

// Thread-safe. Closings are prepared one after the other on a thread of its own. Journal, reads and
// what `basis` refers to must outlive it.
class SnapshotService final : public v1::SnapshotService::CallbackService {
 public:
  SnapshotService(service::Backend backend, const sql::Settings& database, const Basis& basis,
                  Signer signer);

  grpc::ServerUnaryReactor* ClosePeriod(grpc::CallbackServerContext* context,
                                        const v1::ClosePeriodRequest* request,
                                        v1::Snapshot* response) override;
  grpc::ServerUnaryReactor* GetSnapshot(grpc::CallbackServerContext* context,
                                        const v1::GetSnapshotRequest* request,
                                        v1::GetSnapshotResponse* response) override;
  grpc::ServerUnaryReactor* ListSnapshots(grpc::CallbackServerContext* context,
                                          const v1::ListSnapshotsRequest* request,
                                          v1::ListSnapshotsResponse* response) override;
  grpc::ServerUnaryReactor* ListSnapshotFacts(grpc::CallbackServerContext* context,
                                              const v1::ListSnapshotFactsRequest* request,
                                              v1::ListSnapshotFactsResponse* response) override;
  grpc::ServerUnaryReactor* GetSnapshotCatalog(grpc::CallbackServerContext* context,
                                               const v1::GetSnapshotCatalogRequest* request,
                                               catalog::v1::Catalog* response) override;

 private:
  absl::StatusOr<service::Work> Close(const ClosingOrder& order, v1::Snapshot* response) const;
  // Answers from a snapshot that is named.
  grpc::ServerUnaryReactor* ReadNamed(
      grpc::CallbackServerContext* context, const char* method, const std::string& name,
      std::function<absl::Status(sql::Connection&, const v1::Snapshot&)> answer) const;

  const sql::Settings database_;
  const Basis basis_;
  const Signer signer_;
  rpc::Workers closings_;
  const service::Backend backend_;  // with closings_
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CLOSING_SERVICE_H_
