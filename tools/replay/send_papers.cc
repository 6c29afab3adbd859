#include "tools/replay/send_papers.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "motcua/digitization/v1/digitization.grpc.pb.h"
#include "tools/replay/calls.h"
#include "tools/replay/paper_requests.h"

namespace motcua::replay {
namespace {

using digitization::v1::BatchUpdateFoldersRequest;
using digitization::v1::BatchUpdateFoldersResponse;
using digitization::v1::DigitizationService;
using digitization::v1::FolderCommand;
using FolderCall = BatchCall<BatchUpdateFoldersRequest, BatchUpdateFoldersResponse, FolderCommand>;

// As digitization bounds a call.
constexpr std::size_t kMostFiles = 200;

FolderCall CallOf(DigitizationService::Stub& stub) {
  return {[&stub](auto* context, const auto& request, auto* response) {
    return stub.BatchUpdateFolders(context, request, response);
  }};
}

// One call; the fate of each file.
absl::Status Upload(DigitizationService::Stub& stub, const std::vector<Group<std::string>>& files,
                    std::vector<Fate>& fates, Ledger& ledger) {
  digitization::v1::BatchUploadFilesRequest request;
  for (const Group<std::string>& file : files) request.add_files()->set_data(file.front());
  digitization::v1::BatchUploadFilesResponse response;
  const auto context = rpc::ContextFor(kCallTimeout);
  const grpc::Status status = stub.BatchUploadFiles(context.get(), request, &response);
  for (int i = 0; status.ok() && i < response.results_size(); ++i) {
    const auto& result = response.results(i);
    const bool again = result.has_refusal() && IsTransientRefusal(result.refusal());
    fates.push_back(again ? Fate::kAgain : result.has_refusal() ? Fate::kRefused : Fate::kDone);
    if (fates.back() == Fate::kRefused) ledger.Refused("", "an upload", result.refusal());
  }
  return ToStatus(status);
}

// Dossiers whose papers go together in one call: from, to.
std::vector<std::pair<std::size_t, std::size_t>> UploadRanges(const Plan& plan) {
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  std::size_t files = kMostFiles;
  for (std::size_t i = 0; i < plan.dossiers.size(); ++i) {
    const std::size_t more = CountFiles(plan.dossiers[i]);
    if (more == 0) continue;
    if (files + more > kMostFiles) {
      ranges.emplace_back(i, i);
      files = 0;
    }
    files += more;
    ranges.back().second = i + 1;
  }
  return ranges;
}

}  // namespace

absl::Status AwaitDigitization(const Plan& plan, const SendOptions& options, const Ledger& ledger) {
  const auto stub = DigitizationService::NewStub(options.digitization);
  return AwaitFollower(plan, options, ledger,
                       [&](grpc::ClientContext* context, const std::string& name) {
                         digitization::v1::GetFolderRequest request;
                         request.set_name(name);
                         digitization::v1::Folder found;
                         return stub->GetFolder(context, request, &found);
                       });
}

absl::Status SendFiles(const Plan& plan, const SendOptions& options, Ledger& ledger) {
  const auto stub = DigitizationService::NewStub(options.digitization);
  const auto ranges = UploadRanges(plan);
  return InFlight(ranges.size(), [&](std::size_t range) {
    std::vector<Group<std::string>> files;
    for (std::size_t i = ranges[range].first; i < ranges[range].second; ++i) {
      for (std::string& paper : Uploads(plan.dossiers[i])) files.push_back({std::move(paper)});
    }
    return SendBatch<std::string>(
        std::move(files), options.patience,
        [&](const std::vector<Group<std::string>>& batch, std::vector<Fate>& fates) {
          return Upload(*stub, batch, fates, ledger);
        },
        [&](std::size_t entries) { ledger.Done(entries); });
  });
}

absl::Status SendFolders(std::vector<Group<FolderCommand>> groups, const SendOptions& options,
                         Ledger& ledger) {
  const auto stub = DigitizationService::NewStub(options.digitization);
  return SendGroups(std::move(groups), CallOf(*stub), options, ledger);
}

absl::Status SendResults(const Plan& plan, std::vector<Group<FolderCommand>> groups,
                         const SendOptions& options, Ledger& ledger, Documents& documents) {
  std::map<std::string, int> citizens;  // by dossier
  for (const PlannedDossier& dossier : plan.dossiers) {
    if (dossier.papers.stored) citizens["dossiers/" + dossier.code] = dossier.citizen;
  }
  std::mutex mutex;
  const auto stub = DigitizationService::NewStub(options.digitization);
  FolderCall call = CallOf(*stub);
  call.done = [&](const FolderCommand& command, const std::string& name) {
    if (!command.has_store_document()) return;
    const std::lock_guard lock(mutex);
    documents[citizens.at(command.store_document().name())] = name;
  };
  return SendGroups(std::move(groups), call, options, ledger);
}

absl::Status SendReuse(const Plan& plan, const Documents& documents, const SendOptions& options,
                       Ledger& ledger) {
  std::vector<Group<FolderCommand>> groups;
  for (const PlannedDossier& dossier : plan.dossiers) {
    if (!dossier.papers.reuse) continue;
    const auto document = documents.find(dossier.citizen);
    if (document == documents.end() || ledger.IsRefused(dossier.code)) {
      ledger.Done(1);  // what it needs was refused, and told
      continue;
    }
    groups.push_back({ReuseCommand(dossier, document->second, plan.time, options.key)});
  }
  return SendFolders(std::move(groups), options, ledger);
}

std::size_t CountReuse(const Plan& plan) {
  return static_cast<std::size_t>(std::count_if(
      plan.dossiers.begin(), plan.dossiers.end(),
      [](const PlannedDossier& dossier) { return dossier.papers.reuse.has_value(); }));
}

std::size_t CountFiles(const Plan& plan) {
  std::size_t files = 0;
  for (const PlannedDossier& dossier : plan.dossiers) files += CountFiles(dossier);
  return files;
}

}  // namespace motcua::replay
