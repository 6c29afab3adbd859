#include <algorithm>

#include "services/digitization/domain/contributions.h"
#include "services/digitization/domain/pinning.h"
#include "services/digitization/domain/refusals.h"
#include "services/digitization/domain/steps.h"

namespace motcua::digitization {
namespace {

// Intake and processing are followed apart: what either tells has the same effect, whichever
// comes first.
struct ApplyStep {
  Folder& folder;
  const catalog::Catalog& catalog;
  absl::Time time;

  void operator()(const Corrected& corrected) const {
    Receipt receipt = corrected.receipt;
    if (receipt.procedure.id != corrected.old_procedure) {
      receipt.procedure = PinnedOn(receipt.procedure.id, LocalDay(receipt.time), catalog);
    } else {
      receipt.procedure = folder.corrected ? folder.corrected->procedure : Procedure();
    }
    folder.corrected = std::move(receipt);
    if (!folder.facts.empty()) {
      folder.facts.front() = {corrected.receipt.time, DueFrom{corrected.due}};
    }
  }
  void operator()(const Voided&) const { folder.voided = true; }
  template <typename Fact>
  void operator()(const Fact& fact) const {
    const auto place =
        std::upper_bound(folder.facts.begin(), folder.facts.end(), time,
                         [](absl::Time at, const CaseFact& known) { return at < known.time; });
    folder.facts.insert(place, {time, fact});
  }
};

FactsChanged FactsOf(const Folder& folder) { return {FinishOf(folder).has_value(), folder.voided}; }

}  // namespace

absl::Status Take(const Open& command, const Context& context, Decision& decision) {
  Folder& folder = decision.after;
  if (folder.received) return ConflictFolderExists();
  const Procedure& asked = command.receipt.procedure;
  folder.received = command.receipt;
  folder.received->procedure = Pinned(asked.id, asked.version, *context.catalog);
  const Receipt receipt = *ReceiptOf(folder);
  Emit(decision, context.event_time, FolderOpened{receipt.agency, receipt.procedure.id});
  const FactsChanged facts = FactsOf(folder);
  if (facts != FactsChanged()) Emit(decision, context.event_time, facts);
  return absl::OkStatus();
}

absl::Status Take(const Forget&, const Context& context, Decision& decision) {
  Folder& folder = decision.after;
  if (!folder.received || folder.erased) return absl::OkStatus();
  folder.erased = true;
  for (auto& [component, versions] : folder.papers) {
    for (Version& version : versions) version.file.clear();
  }
  for (Result& result : folder.results) result.file.clear();
  Emit(decision, context.event_time, PapersErased{});
  return absl::OkStatus();
}

absl::Status Take(const NoteCase& command, const Context& context, Decision& decision) {
  Folder& folder = decision.after;
  const FactsChanged facts_before = FactsOf(folder);
  const statistics::Deltas counted_before = Contributions(folder);
  absl::Time time = context.event_time;
  for (const CaseStep& step : command.steps) {
    time = step.time;
    std::visit(ApplyStep{folder, *context.catalog, time}, step.what);
  }
  // Cells that change have to change with an event: consumers wait for its sequence.
  const bool told = folder.received &&
                    (FactsOf(folder) != facts_before || Contributions(folder) != counted_before);
  if (told) Emit(decision, time, FactsOf(folder));
  return absl::OkStatus();
}

}  // namespace motcua::digitization
