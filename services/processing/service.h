// ProcessingService: each rpc is parsed, submitted to the journal or read, and converted.
#ifndef MOTCUA_SERVICES_PROCESSING_SERVICE_H_
#define MOTCUA_SERVICES_PROCESSING_SERVICE_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/catalog/catalog.h"
#include "common/rpc/guard.h"
#include "common/service/mutate.h"
#include "common/service/pending_times.h"
#include "motcua/processing/v1/processing.grpc.pb.h"
#include "services/processing/plugin.h"

namespace motcua::processing {

// Owns nothing; what it is given must outlive it. Thread-safe, never blocks a gRPC thread.
class ProcessingService final : public v1::ProcessingService::CallbackService {
 public:
  // The newest catalogue, null before the first.
  using NewestCatalog = std::function<std::shared_ptr<const catalog::Catalog>()>;

  ProcessingService(service::Backend backend, NewestCatalog catalog, Clock clock,
                    service::PendingTimes& pending);

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* GetCase(Context*, const v1::GetCaseRequest*, v1::Case*) override;
  Reactor* ExplainDueDate(Context*, const v1::ExplainDueDateRequest*,
                          v1::DueDateExplanation*) override;
  Reactor* GetCustody(Context*, const v1::GetCustodyRequest*, v1::Custody*) override;

  // service_lists.cc
  Reactor* ListWork(Context*, const v1::ListWorkRequest*, v1::ListWorkResponse*) override;
  Reactor* ListUnmatchedHandOvers(Context*, const v1::ListUnmatchedHandOversRequest*,
                                  v1::ListUnmatchedHandOversResponse*) override;

  // service_recalculation.cc
  Reactor* PreviewDueDates(Context*, const v1::PreviewDueDatesRequest*,
                           v1::DueDatePreview*) override;
  Reactor* RecalculateDueDates(Context*, const v1::RecalculateDueDatesRequest*,
                               v1::Recalculation*) override;
  Reactor* GetRecalculation(Context*, const v1::GetRecalculationRequest*,
                            v1::Recalculation*) override;

  // service_changes.cc
  Reactor* BatchUpdateCases(Context*, const v1::BatchUpdateCasesRequest*,
                            v1::BatchUpdateCasesResponse*) override;
  Reactor* FinishCase(Context*, const v1::FinishCaseRequest*, v1::Case*) override;
  Reactor* WithdrawCase(Context*, const v1::WithdrawCaseRequest*, v1::Case*) override;
  Reactor* StopCase(Context*, const v1::StopCaseRequest*, v1::Case*) override;
  Reactor* RefuseCase(Context*, const v1::RefuseCaseRequest*, v1::Case*) override;
  Reactor* HandOverCase(Context*, const v1::HandOverCaseRequest*, v1::Case*) override;
  Reactor* FinishLeg(Context*, const v1::FinishLegRequest*, v1::Case*) override;
  Reactor* AcknowledgeLeg(Context*, const v1::AcknowledgeLegRequest*, v1::Case*) override;
  Reactor* ReturnLeg(Context*, const v1::ReturnLegRequest*, v1::Case*) override;
  Reactor* AssignLeg(Context*, const v1::AssignLegRequest*, v1::Case*) override;
  Reactor* TransferLeg(Context*, const v1::TransferLegRequest*, v1::Case*) override;
  Reactor* PauseCase(Context*, const v1::PauseCaseRequest*, v1::Case*) override;
  Reactor* ResumeCase(Context*, const v1::ResumeCaseRequest*, v1::Case*) override;
  Reactor* ApologiseCase(Context*, const v1::ApologiseCaseRequest*, v1::Case*) override;
  Reactor* ExtendCase(Context*, const v1::ExtendCaseRequest*, v1::Case*) override;
  Reactor* HandOverResult(Context*, const v1::HandOverResultRequest*, v1::Case*) override;
  Reactor* ReopenCase(Context*, const v1::ReopenCaseRequest*, v1::Case*) override;
  Reactor* RefuseWithdrawal(Context*, const v1::RefuseWithdrawalRequest*, v1::Case*) override;
  Reactor* CorrectCase(Context*, const v1::CorrectCaseRequest*, v1::Case*) override;
  Reactor* VoidCase(Context*, const v1::VoidCaseRequest*, v1::Case*) override;

 private:
  // A request as the journal takes it, with the catalogue and the time of its arrival.
  template <typename Request>
  absl::StatusOr<std::shared_ptr<CaseChange>> Prepare(const Request& request,
                                                      const rpc::Caller& caller) const;
  // Every changing rpc.
  template <typename Request>
  Reactor* Change(Context* context, const char* method, const Request& request, v1::Case* response);
  // One command of a batch.
  service::Entry EntryOf(const v1::CaseCommand& command, const rpc::Caller& caller,
                         v1::BatchUpdateCasesResponse::Result* result) const;

  service::Backend backend_;
  NewestCatalog catalog_;
  Clock clock_;
  service::PendingTimes& pending_;
};

// UNAVAILABLE `CATALOG_MISSING`: the catalogue has not arrived yet.
absl::Status CatalogMissing();

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_SERVICE_H_
