#include <algorithm>
#include <utility>

#include "services/digitization/domain/refusals.h"
#include "services/digitization/domain/steps.h"

namespace motcua::digitization {
namespace {

bool ScannedHere(const Folder& folder, const std::string& file) {
  for (const auto& [component, versions] : folder.papers) {
    for (const Version& version : versions) {
      if (version.file == file && !version.reused) return true;
    }
  }
  return false;
}

// The doubts that the file alone gives.
std::set<Doubt> DoubtsOf(const std::string& file, const Context& context, const Folder& folder) {
  std::set<Doubt> doubts;
  if (!context.same_results.empty()) doubts.insert(Doubt::kSameAsAnotherResult);
  if (context.filed_as_component || ScannedHere(folder, file)) {
    doubts.insert(Doubt::kSameAsComponent);
  }
  if (*context.file_size < kTiny) doubts.insert(Doubt::kTiny);
  return doubts;
}

void DoubtBurst(const NearDueResult& attached, const Context& context, Result& result,
                Decision& decision) {
  for (const NearDueResult& other : BurstWith(attached, context.near_due)) {
    if (other.code == attached.code) {
      result.doubts.insert(Doubt::kBurstBeforeDue);
    } else {
      decision.doubted.push_back({other.code, other.file, Doubt::kBurstBeforeDue});
    }
  }
}

}  // namespace

absl::Status Take(const AttachResult& command, const Context& context, Decision& decision) {
  Folder& folder = decision.after;
  const std::optional<Finish> finish = FinishOf(folder);
  if (!finish) return NotFinished();
  if (context.imported && context.event_time < finish->time) return EventBeforeFinish();
  if (!context.file_size) return FileUnknown();
  if (absl::Status status = CheckSignature(command.verdict, context); !status.ok()) return status;
  if (command.valid_to && *command.valid_to < LocalDay(context.event_time)) return ValidToPast();

  if (folder.results.size() >= kMostVersions) return TooManyVersions();
  Result result{command.file, context.event_time, command.verdict,
                DoubtsOf(command.file, context, folder), command.valid_to};
  for (const std::string& other : context.same_results) {
    decision.doubted.push_back({other, command.file, Doubt::kSameAsAnotherResult});
  }
  if (NearDue(finish->due, LocalDay(context.event_time), context.catalog->calendar())) {
    decision.near_due = {finish->agency, context.event_time, folder.code, command.file};
    DoubtBurst(*decision.near_due, context, result, decision);
  }
  folder.results.push_back(result);
  Emit(decision, context.event_time,
       ResultChanged{static_cast<int>(folder.results.size()), std::move(result)});
  return absl::OkStatus();
}

absl::Status Take(const StoreDocument& command, const Context& context, Decision& decision) {
  const Folder& folder = decision.after;
  if (!FinishOf(folder) || folder.results.empty()) return ResultMissing();
  const Result& newest = folder.results.back();
  if (!newest.doubts.empty()) return ResultDoubtful();
  const bool verified =
      newest.verdict == SignatureVerdict::kValid ||
      (newest.verdict == SignatureVerdict::kNone && !context.configuration->require_signature);
  if (!verified) return ResultUnverified();
  if (command.valid_to && *command.valid_to < LocalDay(context.event_time)) return ValidToPast();

  Document document{command.document, command.owner_key, command.kind,     newest.file,
                    folder.code,      newest.verdict,    command.valid_to, context.event_time};
  // Handed over again, it is the same paper with another end.
  for (const Document& stored : context.documents_of_the_dossier) {
    if (stored.owner_key == document.owner_key && stored.kind == document.kind &&
        stored.file == document.file) {
      document.id = stored.id;
    }
  }
  decision.document = std::move(document);
  Emit(decision, context.event_time, DocumentStored{command.kind});
  return absl::OkStatus();
}

}  // namespace motcua::digitization
