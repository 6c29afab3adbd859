#include "services/digitization/domain/folder.h"

namespace motcua::digitization {
namespace {

// The own leg while its facts are walked through.
struct OwnLeg {
  std::string holder;
  std::optional<Day> due;
  std::optional<Finish> finish;
  absl::Time now;

  void operator()(const DueFrom& from) { due = from.day; }
  void operator()(const MovedTo& moved) { holder = moved.agency; }
  void operator()(const Ended& ended) {
    if (ended.finished) finish = Finish{now, holder, due};
  }
  void operator()(const Reopened&) { finish.reset(); }
};

}  // namespace

std::optional<Receipt> ReceiptOf(const Folder& folder) {
  if (!folder.received || !folder.corrected) return folder.received;
  Receipt receipt = *folder.corrected;
  if (receipt.procedure.id.empty()) receipt.procedure = folder.received->procedure;
  return receipt;
}

std::optional<Finish> FinishOf(const Folder& folder) {
  const std::optional<Receipt> receipt = ReceiptOf(folder);
  if (!receipt) return std::nullopt;
  OwnLeg leg{receipt->agency, {}, {}, {}};
  for (const CaseFact& fact : folder.facts) {
    leg.now = fact.time;
    std::visit(leg, fact.what);
  }
  return leg.finish;
}

const Version* NewestOf(const Folder& folder, const std::string& component) {
  const auto versions = folder.papers.find(component);
  return versions == folder.papers.end() ? nullptr : &versions->second.back();
}

Completeness CompletenessOf(const Folder& folder) {
  const std::optional<Receipt> receipt = ReceiptOf(folder);
  Completeness found;
  if (!receipt || !receipt->procedure.components) return found;
  found.required = true;
  for (const Component& component : *receipt->procedure.components) {
    const Version* newest = NewestOf(folder, component.id);
    const bool digitized = newest != nullptr && newest->digitized;
    found.any |= digitized;
    found.reused |= digitized && newest->reused;
    found.required &= digitized || component.optional;
  }
  found.full = found.any && found.required;
  return found;
}

bool Doubtful(const Folder& folder) {
  return !folder.results.empty() && !folder.results.back().doubts.empty();
}

std::string StandingResult(const Folder& folder) {
  if (folder.voided || folder.results.empty() || Doubtful(folder) || !FinishOf(folder)) return "";
  return folder.results.back().file;
}

std::set<std::string> FilesOf(const Folder& folder) {
  std::set<std::string> files;
  for (const auto& [component, versions] : folder.papers) {
    for (const Version& version : versions) files.insert(version.file);
  }
  for (const Result& result : folder.results) files.insert(result.file);
  files.erase("");
  return files;
}

}  // namespace motcua::digitization
