#include "tools/replay/paper_requests.h"

#include "absl/strings/str_cat.h"
#include "common/rpc/request.h"
#include "tools/replay/command.h"
#include "tools/replay/pdf.h"
#include "tools/replay/requests.h"

namespace motcua::replay {
namespace {

using digitization::v1::FolderCommand;

// The steps after the scan.
constexpr const char* kFurtherSteps[] = {"extract", "assign_code", "store"};
constexpr char kDocumentKind[] = "ket-qua-tthc";

template <typename Request>
Request* Fill(const PlannedDossier& dossier, Moment moment, const WorkTime& time,
              Request* request) {
  request->set_name(absl::StrCat("dossiers/", dossier.code));
  *request->mutable_event_time() = rpc::ToTimestamp(time.TimeOf(moment));
  return request;
}

}  // namespace

std::vector<std::string> Uploads(const PlannedDossier& dossier) {
  std::vector<std::string> papers;
  for (const std::string& component : dossier.papers.scanned) {
    papers.push_back(MakePaper(dossier.code, component));
  }
  if (dossier.papers.result) papers.push_back(MakePaper(dossier.code, kResult));
  return papers;
}

std::size_t CountFiles(const PlannedDossier& dossier) {
  return dossier.papers.scanned.size() + (dossier.papers.result ? 1 : 0);
}

std::vector<FolderCommand> ComponentCommands(const PlannedDossier& dossier, const WorkTime& time,
                                             const std::string& key) {
  std::vector<FolderCommand> commands;
  for (const std::string& component : dossier.papers.scanned) {
    auto* attach = Fill(dossier, dossier.papers.scan, time,
                        commands.emplace_back().mutable_attach_component());
    attach->set_component(component);
    attach->set_file(FileName(MakePaper(dossier.code, component)));
    for (const char* step : kFurtherSteps) attach->add_steps(step);
  }
  NumberRequests(absl::StrCat(key, "/", dossier.code, "/c"), commands);
  return commands;
}

std::vector<FolderCommand> ResultCommands(const PlannedDossier& dossier, const WorkTime& time,
                                          const std::string& key) {
  std::vector<FolderCommand> commands;
  const PlannedPapers& papers = dossier.papers;
  if (papers.result) {
    auto* attach =
        Fill(dossier, *papers.result, time, commands.emplace_back().mutable_attach_result());
    attach->set_file(FileName(MakePaper(dossier.code, kResult)));
  }
  if (papers.stored) {
    auto* store =
        Fill(dossier, *papers.stored, time, commands.emplace_back().mutable_store_document());
    store->set_owner_identity(IdentityOf(dossier.citizen));
    store->set_kind(kDocumentKind);
  }
  NumberRequests(absl::StrCat(key, "/", dossier.code, "/r"), commands);
  return commands;
}

FolderCommand ReuseCommand(const PlannedDossier& dossier, const std::string& document,
                           const WorkTime& time, const std::string& key) {
  std::vector<FolderCommand> commands(1);
  auto* reuse =
      Fill(dossier, *dossier.papers.reuse, time, commands.front().mutable_reuse_document());
  reuse->set_component(kPaper);
  reuse->set_document(document);
  reuse->set_owner_identity(IdentityOf(dossier.citizen));
  NumberRequests(absl::StrCat(key, "/", dossier.code, "/u"), commands);
  return commands.front();
}

}  // namespace motcua::replay
