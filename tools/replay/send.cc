#include "tools/replay/send.h"

#include <mutex>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/channel.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "motcua/processing/v1/processing.grpc.pb.h"
#include "tools/replay/batches.h"
#include "tools/replay/requests.h"

namespace motcua::replay {
namespace {

using intake::v1::ReceiveDossierRequest;
using processing::v1::CaseCommand;

constexpr absl::Duration kCallTimeout = absl::Seconds(30);
constexpr std::size_t kMostRefusals = 10;

absl::Status ToStatus(const grpc::Status& status) {
  return {static_cast<absl::StatusCode>(status.error_code()), status.error_message()};
}

// Counts from several threads.
class Ledger {
 public:
  Ledger(const SendOptions& options, std::size_t all) : options_(options), all_(all) {}

  void Done(std::size_t entries) {
    const std::lock_guard lock(mutex_);
    done_ += entries;
    options_.progress(done_, all_);
  }
  // One entry was refused for good; `code` is its dossier's.
  template <typename Refusal>
  void Refused(const std::string& code, const std::string& what, const Refusal& refusal) {
    const std::lock_guard lock(mutex_);
    ++refused_;
    refused_codes_.insert(code);
    if (refusals_.size() == kMostRefusals) return;
    refusals_.push_back(absl::StrCat(what, ": ", refusal.reason(), " ", refusal.field(),
                                     refusal.field().empty() ? "" : ": ", refusal.message()));
  }
  // Not to be called while entries are sent.
  bool IsRefused(const std::string& code) const { return refused_codes_.count(code) > 0; }
  void Report(SendReport& report) const {
    report.refused = refused_;
    report.refusals = refusals_;
  }

 private:
  const SendOptions& options_;
  const std::size_t all_;
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::size_t refused_ = 0;
  std::set<std::string> refused_codes_;
  std::vector<std::string> refusals_;
};

template <typename Refusal>
bool IsTransientRefusal(const Refusal& refusal) {
  return IsTransient({static_cast<absl::StatusCode>(refusal.code()), ""}) ||
         refusal.reason() == "CATALOG_MISSING";
}

absl::Status SendCatalog(const Plan& plan, const SendOptions& options) {
  const auto stub = catalog::v1::CatalogService::NewStub(options.intake);
  for (const auto& request : CatalogRequests(plan.catalog, options.key)) {
    const absl::Time deadline = absl::Now() + options.patience;
    for (int attempt = 0;; ++attempt) {
      catalog::v1::UpdateCatalogResponse response;
      const auto context = rpc::ContextFor(kCallTimeout);
      const absl::Status sent = ToStatus(stub->UpdateCatalog(context.get(), request, &response));
      if (sent.ok()) break;
      if (!IsTransient(sent) || absl::Now() > deadline) return sent;
      absl::SleepFor(Backoff(attempt));
    }
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

absl::Status AwaitCase(processing::v1::ProcessingService::Stub& stub, const std::string& code,
                       absl::Time deadline) {
  processing::v1::GetCaseRequest request;
  request.set_name(absl::StrCat("dossiers/", code));
  for (int attempt = 0;; ++attempt) {
    processing::v1::Case found;
    const auto context = rpc::ContextFor(kCallTimeout);
    const absl::Status status = ToStatus(stub.GetCase(context.get(), request, &found));
    const bool patient = absl::IsNotFound(status) || IsTransient(status);
    if (!patient || absl::Now() > deadline) return status;
    absl::SleepFor(Backoff(attempt));
  }
}

// Processing follows intake in order: when it knows the last dossier of every batch, it knows
// them all. Without this a command could overtake an earlier one about the same dossier.
absl::Status AwaitProcessing(const Plan& plan, const SendOptions& options, const Ledger& ledger) {
  const auto stub = processing::v1::ProcessingService::NewStub(options.processing);
  const absl::Time deadline = absl::Now() + options.patience;
  for (std::size_t begin = 0; begin < plan.dossiers.size(); begin += kMostEntries) {
    std::size_t end = std::min(plan.dossiers.size(), begin + kMostEntries);
    while (end > begin && ledger.IsRefused(plan.dossiers[end - 1].code)) --end;
    if (end == begin) continue;
    const absl::Status known = AwaitCase(*stub, plan.dossiers[end - 1].code, deadline);
    if (!known.ok()) return known;
  }
  return absl::OkStatus();
}

// The commands of each dossier of the plan; none for many.
std::vector<Group<CaseCommand>> CommandGroups(const Plan& plan, const std::string& key) {
  std::vector<Group<CaseCommand>> groups;
  for (const PlannedDossier& dossier : plan.dossiers) {
    groups.push_back(Commands(dossier, plan.time, key));
  }
  return groups;
}

// What was refused at its receipt is somebody else's dossier, or nobody's.
void LeaveOutRefused(const Plan& plan, Ledger& ledger, std::vector<Group<CaseCommand>>& groups) {
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!ledger.IsRefused(plan.dossiers[i].code)) continue;
    ledger.Done(groups[i].size());
    groups[i].clear();
  }
}

absl::Status SendCommands(std::vector<Group<CaseCommand>> groups, const SendOptions& options,
                          Ledger& ledger) {
  const auto stub = processing::v1::ProcessingService::NewStub(options.processing);
  const auto call = [&](const std::vector<Group<CaseCommand>>& batch, std::vector<Fate>& fates) {
    processing::v1::BatchUpdateCasesRequest request;
    for (const auto& group : batch) {
      for (const CaseCommand& command : group) *request.add_commands() = command;
    }
    processing::v1::BatchUpdateCasesResponse response;
    const auto context = rpc::ContextFor(kCallTimeout);
    const grpc::Status status = stub->BatchUpdateCases(context.get(), request, &response);
    for (int i = 0; status.ok() && i < response.results_size(); ++i) {
      const auto& result = response.results(i);
      if (!result.has_refusal()) {
        fates.push_back(Fate::kDone);
      } else if (IsTransientRefusal(result.refusal()) ||
                 result.refusal().code() == static_cast<int>(absl::StatusCode::kNotFound)) {
        fates.push_back(Fate::kAgain);
      } else {
        fates.push_back(Fate::kRefused);
        ledger.Refused("", request.commands(i).ShortDebugString(), result.refusal());
      }
    }
    return ToStatus(status);
  };
  std::vector<std::vector<Group<CaseCommand>>> batches = Pack(std::move(groups));
  return InFlight(batches.size(), [&](std::size_t i) {
    return SendBatch<CaseCommand>(std::move(batches[i]), options.patience, call,
                                  [&](std::size_t entries) { ledger.Done(entries); });
  });
}

}  // namespace

absl::StatusOr<SendReport> Send(const Plan& plan, const SendOptions& options) {
  std::vector<Group<CaseCommand>> groups = CommandGroups(plan, options.key);
  SendReport report;
  report.received = plan.dossiers.size();
  for (const Group<CaseCommand>& group : groups) report.commands += group.size();

  Ledger ledger(options, report.received + report.commands);
  absl::Time begun = absl::Now();
  const auto lap = [&begun] {
    const absl::Time now = absl::Now();
    return now - std::exchange(begun, now);
  };
  absl::Status sent = SendCatalog(plan, options);
  if (sent.ok()) sent = SendReceipts(plan, options, ledger);
  report.receiving = lap();
  if (sent.ok()) sent = AwaitProcessing(plan, options, ledger);
  LeaveOutRefused(plan, ledger, groups);
  report.following = lap();
  if (sent.ok()) sent = SendCommands(std::move(groups), options, ledger);
  report.changing = lap();
  if (!sent.ok()) return sent;
  ledger.Report(report);
  return report;
}

}  // namespace motcua::replay
