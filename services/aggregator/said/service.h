// SaidService: what was said then beside what is known now.
#ifndef MOTCUA_SERVICES_AGGREGATOR_SAID_SERVICE_H_
#define MOTCUA_SERVICES_AGGREGATOR_SAID_SERVICE_H_

#include "common/signing/key.h"
#include "common/sql/read_pool.h"
#include "motcua/aggregator/v1/said.grpc.pb.h"
#include "services/aggregator/answers/basis.h"

namespace motcua::aggregator {

// Thread-safe; reads and reckons on two threads of its own. Basis and what it refers to must
// outlive it.
class SaidService final : public v1::SaidService::CallbackService {
 public:
  // Snapshots must be signed with one of `keys`.
  SaidService(const Basis& basis, const sql::Settings& database, signing::Keyring keys);

  grpc::ServerUnaryReactor* CompareSnapshot(grpc::CallbackServerContext* context,
                                            const v1::CompareSnapshotRequest* request,
                                            v1::SnapshotComparison* response) override;
  grpc::ServerUnaryReactor* GetCarryOver(grpc::CallbackServerContext* context,
                                         const v1::GetCarryOverRequest* request,
                                         v1::CarryOver* response) override;

 private:
  const Basis basis_;
  const signing::Keyring keys_;
  sql::ReadPool reads_;  // last: what it runs uses the above
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_SAID_SERVICE_H_
