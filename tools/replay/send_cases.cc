#include "tools/replay/send_cases.h"

#include <string>
#include <utility>

#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "motcua/processing/v1/processing.grpc.pb.h"
#include "tools/replay/calls.h"
#include "tools/replay/requests.h"

namespace motcua::replay {
namespace {

using intake::v1::ReceiveDossierRequest;
using processing::v1::CaseCommand;

}  // namespace

absl::Status SendCatalog(const Plan& plan, const SendOptions& options) {
  const auto stub = catalog::v1::CatalogService::NewStub(options.intake);
  for (const auto& request : CatalogRequests(plan.catalog, options.key)) {
    catalog::v1::UpdateCatalogResponse response;
    const absl::Status sent = CallPatiently(options.patience, [&](grpc::ClientContext* context) {
      return stub->UpdateCatalog(context, request, &response);
    });
    if (!sent.ok()) return sent;
  }
  return absl::OkStatus();
}

absl::Status SendReceipts(const Plan& plan, const SendOptions& options, Ledger& ledger) {
  const auto stub = intake::v1::IntakeService::NewStub(options.intake);
  const auto call = [&](const std::vector<Group<ReceiveDossierRequest>>& groups,
                        std::vector<Fate>& fates) {
    intake::v1::BatchReceiveDossiersRequest request;
    for (const auto& group : groups) *request.add_requests() = group.front();
    intake::v1::BatchReceiveDossiersResponse response;
    const auto context = rpc::ContextFor(kCallTimeout);
    const grpc::Status status = stub->BatchReceiveDossiers(context.get(), request, &response);
    for (int i = 0; status.ok() && i < response.results_size(); ++i) {
      const auto& result = response.results(i);
      if (!result.has_refusal()) {
        fates.push_back(Fate::kDone);
      } else if (IsTransientRefusal(result.refusal())) {
        fates.push_back(Fate::kAgain);
      } else {
        fates.push_back(Fate::kRefused);
        const std::string& code = request.requests(i).import().code();
        ledger.Refused(code, code, result.refusal());
      }
    }
    return ToStatus(status);
  };
  const std::size_t batches = (plan.dossiers.size() + kMostEntries - 1) / kMostEntries;
  return InFlight(batches, [&](std::size_t batch) {
    std::vector<Group<ReceiveDossierRequest>> groups;
    const std::size_t end = std::min(plan.dossiers.size(), (batch + 1) * kMostEntries);
    for (std::size_t i = batch * kMostEntries; i < end; ++i) {
      groups.push_back({ReceiveRequest(plan.dossiers[i], plan.time, options.key)});
    }
    return SendBatch<ReceiveDossierRequest>(std::move(groups), options.patience, call,
                                            [&](std::size_t entries) { ledger.Done(entries); });
  });
}

absl::Status AwaitProcessing(const Plan& plan, const SendOptions& options, const Ledger& ledger) {
  const auto stub = processing::v1::ProcessingService::NewStub(options.processing);
  return AwaitFollower(plan, options, ledger,
                       [&](grpc::ClientContext* context, const std::string& name) {
                         processing::v1::GetCaseRequest request;
                         request.set_name(name);
                         processing::v1::Case found;
                         return stub->GetCase(context, request, &found);
                       });
}

absl::Status SendCases(std::vector<Group<CaseCommand>> groups, const SendOptions& options,
                       Ledger& ledger) {
  using processing::v1::BatchUpdateCasesRequest;
  using processing::v1::BatchUpdateCasesResponse;
  const auto stub = processing::v1::ProcessingService::NewStub(options.processing);
  const BatchCall<BatchUpdateCasesRequest, BatchUpdateCasesResponse, CaseCommand> call{
      [&](auto* context, const auto& request, auto* response) {
        return stub->BatchUpdateCases(context, request, response);
      }};
  return SendGroups(std::move(groups), call, options, ledger);
}

}  // namespace motcua::replay
