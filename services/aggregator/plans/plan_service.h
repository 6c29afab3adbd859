// PlanService: plans, how far they are, what they print wrongly.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PLANS_PLAN_SERVICE_H_
#define MOTCUA_SERVICES_AGGREGATOR_PLANS_PLAN_SERVICE_H_

#include "common/base/clock.h"
#include "common/rpc/workers.h"
#include "motcua/aggregator/v1/plan.grpc.pb.h"
#include "services/aggregator/answers/basis.h"
#include "services/aggregator/plans/plan_folder.h"
#include "services/aggregator/plans/snapshot_cells.h"

namespace motcua::aggregator {

// Keeps no answer. Thread-safe; everything it is given must outlive it.
class PlanService final : public v1::PlanService::CallbackService {
 public:
  PlanService(const Definitions& definitions, const Plans& plans, const Knowledge& knowledge,
              const Links& links, SnapshotSource snapshots, Clock clock);

  grpc::ServerUnaryReactor* ListPlans(grpc::CallbackServerContext* context,
                                      const v1::ListPlansRequest* request,
                                      v1::ListPlansResponse* response) override;
  grpc::ServerUnaryReactor* GetPlan(grpc::CallbackServerContext* context,
                                    const v1::GetPlanRequest* request, v1::Plan* response) override;
  grpc::ServerUnaryReactor* GetProgress(grpc::CallbackServerContext* context,
                                        const v1::GetProgressRequest* request,
                                        v1::PlanProgress* response) override;
  grpc::ServerUnaryReactor* ListPlanFindings(grpc::CallbackServerContext* context,
                                             const v1::ListPlanFindingsRequest* request,
                                             v1::ListPlanFindingsResponse* response) override;

 private:
  absl::Status AnswerProgress(const v1::GetProgressRequest& request, v1::PlanProgress& response);

  const Basis basis_;
  const Plans& plans_;
  const SnapshotSource snapshots_;
  rpc::Workers workers_;  // last: what they run uses the above
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PLANS_PLAN_SERVICE_H_
