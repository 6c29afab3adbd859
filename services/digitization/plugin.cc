#include "services/digitization/plugin.h"

#include <iterator>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/statistics/cell_store.h"
#include "common/statistics/recount.h"
#include "motcua/digitization/v1/digitization.pb.h"
#include "services/digitization/convert.h"
#include "services/digitization/domain/contributions.h"
#include "services/digitization/domain/decide.h"
#include "services/digitization/domain/refusals.h"
#include "services/digitization/working_set.h"

namespace motcua::digitization {
namespace {

absl::Status EtagMismatch() {
  return Refuse(absl::StatusCode::kAborted, "ETAG_MISMATCH", "etag", "the folder was changed",
                "Hồ sơ số hóa đã được thay đổi; cần tải lại.");
}

// Fills the part of a Context that is about what a command names.
struct FillContext {
  const WorkingSet& set;
  const FolderChange& change;
  const Folder* folder;
  Context& context;

  void operator()(const AttachComponent& command) const { FillFile(command.file); }
  void operator()(const AttachResult& command) const {
    FillFile(command.file);
    context.filed_as_component = set.scanned.contains(command.file);
    if (const auto same = set.results.find(command.file); same != set.results.end()) {
      context.same_results = same->second;
      context.same_results.erase(change.code);
    }
    const auto finish = folder == nullptr ? std::nullopt : FinishOf(*folder);
    if (!finish) return;
    context.near_due = Around(change.event_time, finish->agency);
  }
  void operator()(const ReuseDocument& command) const {
    const auto found = set.documents.find(command.document);
    if (found == set.documents.end()) return;
    context.document = found->second;
    const LoadedFolder& source = set.folders.at(found->second.dossier);
    context.document_stands =
        source.now != nullptr && StandingResult(*source.now) == found->second.file;
  }
  void operator()(const StoreDocument&) const {
    for (const auto& [id, document] : set.documents) {
      if (document.dossier == change.code) context.documents_of_the_dossier.push_back(document);
    }
  }
  template <typename Other>
  void operator()(const Other&) const {}

 private:
  // Results near due that may stand in a burst with one attached at `time`.
  std::vector<NearDueResult> Around(absl::Time time, const std::string& agency) const {
    std::vector<NearDueResult> around;
    const auto known = set.near_due.find(agency);
    if (known == set.near_due.end()) return around;
    const NearDueResult earliest{agency, time - kBurstTime, "", ""};
    for (auto one = known->second.lower_bound(earliest);
         one != known->second.end() && one->time <= time + kBurstTime; ++one) {
      const auto loaded = set.folders.find(one->code);
      const bool counts = loaded == set.folders.end() || loaded->second.now == nullptr ||
                          (!loaded->second.now->voided && !loaded->second.now->erased);
      if (counts) around.push_back(*one);
    }
    return around;
  }
  void FillFile(const std::string& file) const {
    const auto size = set.file_sizes.find(file);
    if (size != set.file_sizes.end()) context.file_size = size->second;
  }
};

std::string FieldBytes(const std::vector<Reading>& readings) {
  v1::ExtractFieldsResponse out;
  for (const Reading& reading : readings) {
    auto& field = *out.add_fields();
    field.set_field(reading.field);
    field.set_text(reading.text);
    field.set_confidence(reading.confidence);
  }
  return out.SerializeAsString();
}

// Keeps in the working set what a command brought besides the change of its folder; `before` is
// the folder as it was, `after` as it is now.
struct KeepBrought {
  WorkingSet& set;
  const Folder& before;
  const Folder& after;

  void operator()(const AttachComponent& command) const {
    set.scanned.insert(command.file);
    if (command.signature.empty()) return;
    const int version = static_cast<int>(after.papers.at(command.component).size());
    set.signatures.push_back(
        {after.code, command.component, version, command.file, command.signature});
  }
  void operator()(const AttachResult& command) const {
    set.results[command.file].insert(after.code);
    if (command.signature.empty()) return;
    const int version = static_cast<int>(after.results.size());
    set.signatures.push_back({after.code, "", version, command.file, command.signature});
  }
  void operator()(const KeepReading& command) const {
    set.readings.push_back(
        {after.code, command.component, command.version, "", FieldBytes(command.readings)});
  }
  void operator()(const Forget&) const {
    if (!after.erased) return;
    for (const std::string& file : FilesOf(before)) {
      set.erased[after.code].insert(file);
      if (auto same = set.results.find(file); same != set.results.end()) {
        same->second.erase(after.code);
      }
    }
    set.erased[after.code];
    std::erase_if(set.documents,
                  [&](const auto& entry) { return entry.second.dossier == after.code; });
  }
  template <typename Other>
  void operator()(const Other&) const {}
};

// Lets the doubts fall that a decision cast on other folders.
void Cast(const std::vector<Doubted>& doubted, absl::Time time, LoadedFolders& folders,
          std::vector<journal::Event>& events) {
  for (const Doubted& one : doubted) {
    LoadedFolder& loaded = folders.at(one.code);
    Folder folder = *loaded.now;
    const std::vector<Event> changes = AddDoubt(folder, one.file, one.doubt, time);
    if (changes.empty()) continue;
    loaded.now = std::make_shared<const Folder>(std::move(folder));
    loaded.version += 1;
    for (const Event& event : changes) events.push_back(ToJournalEvent(event));
  }
}

absl::StatusOr<journal::Decided> DecideFile(const RecordFile& command, absl::Time time,
                                            WorkingSet& set) {
  bool erased = false;
  for (const auto& [code, files] : set.erased) erased |= files.contains(command.sha256);
  if (!set.file_sizes.emplace(command.sha256, command.size).second && !erased) {
    return FileStoredBefore();
  }
  set.new_files.push_back({command, time});
  return journal::Decided{"files/" + command.sha256, {ToJournalEvent(command, time)}};
}

absl::StatusOr<Decision> DecideChange(const LoadedFolder& loaded, const FolderChange& change,
                                      const Configuration& configuration, const WorkingSet& set) {
  if (loaded.now != nullptr && !change.etag.empty() && change.etag != EtagOf(loaded.version)) {
    return EtagMismatch();
  }
  Context context;
  context.event_time = change.event_time;
  context.imported = change.imported;
  context.organisation = change.organisation;
  context.configuration = &configuration;
  context.catalog = change.catalog.get();
  std::visit(FillContext{set, change, loaded.now.get(), context}, change.command);
  return Decide(loaded.now.get(), change.code, change.command, context);
}

// Takes a decision over into the working set and the answer.
void Apply(Decision& decision, LoadedFolder& loaded, FolderChange& change, WorkingSet& set) {
  Folder before;
  before.code = change.code;
  if (loaded.now != nullptr) before = *loaded.now;
  if (decision.after != before) {
    loaded.now = std::make_shared<const Folder>(std::move(decision.after));
    loaded.version += 1;
  }
  if (loaded.now != nullptr) {
    std::visit(KeepBrought{set, before, *loaded.now}, change.command);
  }
  if (decision.near_due) {
    set.near_due[decision.near_due->agency].insert(*decision.near_due);
    set.new_near_due.push_back(*decision.near_due);
  }
  if (decision.document) {
    set.documents[decision.document->id] = *decision.document;
    set.changed_documents[decision.document->id] = *decision.document;
    change.document = std::make_shared<const Document>(*decision.document);
  }
  change.after = loaded.now;
  change.version = loaded.version;
}

absl::StatusOr<journal::Decided> DecideInBatch(WorkingSet& set, FolderChange& change,
                                               const Configuration& configuration) {
  if (!change.fault.ok()) return change.fault;
  if (const auto* file = std::get_if<RecordFile>(&change.command)) {
    return DecideFile(*file, change.event_time, set);
  }
  LoadedFolder& loaded = set.folders.at(change.code);
  absl::StatusOr<Decision> decision = DecideChange(loaded, change, configuration, set);
  if (!decision.ok()) return decision.status();
  Apply(*decision, loaded, change, set);

  journal::Decided decided{"dossiers/" + change.code, {}};
  if (decision->document) decided.resource = "documents/" + decision->document->id;
  for (const Event& event : decision->events) decided.events.push_back(ToJournalEvent(event));
  Cast(decision->doubted, change.event_time, set.folders, decided.events);
  return decided;
}

}  // namespace

journal::Plugin MakePlugin(const Configuration& configuration) {
  const auto cells = std::make_shared<statistics::CellWriter>();
  return journal::MakePlugin<FolderChange, WorkingSet>(
      LoadWorkingSet,
      [configuration](WorkingSet& set, FolderChange& change) {
        return DecideInBatch(set, change, configuration);
      },
      [cells](sql::Connection& connection, WorkingSet& set, std::int64_t revision) {
        SaveWorkingSet(connection, set);
        cells->Write(connection, statistics::CountChanges(set.folders), revision);
      },
      [cells] { cells->Forget(); });
}

}  // namespace motcua::digitization
