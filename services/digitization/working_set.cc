#include "services/digitization/working_set.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "services/digitization/documents.h"
#include "services/digitization/files/paper_file.h"

namespace motcua::digitization {
namespace {

// What the commands of a batch name.
struct Named {
  std::set<std::string> codes;
  std::set<std::string> files;
  std::set<std::string> result_files;
  std::set<std::string> documents;
  std::set<std::string> storing;  // dossiers whose result goes to a document store
  // Agencies the batch itself may make finishers, by dossier.
  std::map<std::string, std::set<std::string>> holders;
  std::map<std::string, std::vector<absl::Time>> attachments;  // of results, by dossier
};

struct NameAll {
  const FolderChange& change;
  Named& named;

  void operator()(const RecordFile& command) const { named.files.insert(command.sha256); }
  void operator()(const Open& command) const {
    named.holders[change.code].insert(command.receipt.agency);
  }
  void operator()(const NoteCase& command) const {
    for (const CaseStep& step : command.steps) {
      if (const auto* moved = std::get_if<MovedTo>(&step.what)) {
        named.holders[change.code].insert(moved->agency);
      } else if (const auto* corrected = std::get_if<Corrected>(&step.what)) {
        named.holders[change.code].insert(corrected->receipt.agency);
      }
    }
  }
  void operator()(const AttachComponent& command) const { named.files.insert(command.file); }
  void operator()(const ReuseDocument& command) const { named.documents.insert(command.document); }
  void operator()(const AttachResult& command) const {
    named.files.insert(command.file);
    named.result_files.insert(command.file);
    named.attachments[change.code].push_back(change.event_time);
  }
  void operator()(const StoreDocument&) const { named.storing.insert(change.code); }
  void operator()(const Forget&) const {}
  void operator()(const SignOffStep&) const {}
  void operator()(const KeepReading&) const {}
};

Named NamedBy(const std::vector<FolderChange*>& changes) {
  Named named;
  for (const FolderChange* change : changes) {
    if (!change->code.empty()) named.codes.insert(change->code);
    std::visit(NameAll{*change, named}, change->command);
  }
  return named;
}

std::vector<sql::Value> Keys(const std::set<std::string>& set) { return {set.begin(), set.end()}; }

void LoadFiles(sql::Connection& connection, const Named& named, WorkingSet& set) {
  const std::vector<std::string> files(named.files.begin(), named.files.end());
  for (const auto& [sha256, stored] : ReadPaperFiles(connection, files)) {
    set.file_sizes[sha256] = stored.file.size;
  }
  connection.QueryIn("SELECT sha256, code FROM result_use WHERE sha256 IN",
                     Keys(named.result_files), "",
                     [&](sql::Rows& row) { set.results[row.Text(1)].insert(row.Text(2)); });
  connection.QueryIn("SELECT DISTINCT sha256 FROM component_use WHERE scanned = 1 AND sha256 IN",
                     Keys(named.result_files), "",
                     [&](sql::Rows& row) { set.scanned.insert(row.Text(1)); });
}

// Everybody who may turn out to have finished a dossier by the end of the batch.
std::set<std::string> HoldersOf(const std::string& code, const Named& named,
                                const WorkingSet& set) {
  std::set<std::string> holders;
  if (const auto in_batch = named.holders.find(code); in_batch != named.holders.end()) {
    holders = in_batch->second;
  }
  const auto loaded = set.folders.find(code);
  if (loaded == set.folders.end() || loaded->second.now == nullptr) return holders;
  const Folder& folder = *loaded->second.now;
  if (const auto receipt = ReceiptOf(folder)) holders.insert(receipt->agency);
  for (const CaseFact& fact : folder.facts) {
    if (const auto* moved = std::get_if<MovedTo>(&fact.what)) holders.insert(moved->agency);
  }
  return holders;
}

// A span of time in which results of the batch were attached, none of them further from the next
// than a burst may reach.
struct Span {
  absl::Time first;
  absl::Time last;
  std::size_t attached = 0;
};

std::vector<Span> SpansOf(std::vector<absl::Time> times) {
  std::sort(times.begin(), times.end());
  std::vector<Span> spans;
  for (const absl::Time time : times) {
    if (spans.empty() || time - spans.back().last > 2 * kBurstTime) spans.push_back({time, time});
    spans.back().last = time;
    ++spans.back().attached;
  }
  return spans;
}

// What an agency attached around a span; the dossiers too, if there may be a burst.
void LoadAround(sql::Connection& connection, const std::string& agency, const Span& span,
                std::set<NearDueResult>& known, std::set<std::string>& codes) {
  std::set<std::string> around;
  sql::Rows rows = connection.Query(
      "SELECT attach_time, code, sha256 FROM near_due_result"
      " WHERE agency = ? AND attach_time BETWEEN ? AND ?",
      {agency, absl::ToUnixMicros(span.first - kBurstTime),
       absl::ToUnixMicros(span.last + kBurstTime)});
  while (rows.Next()) {
    known.insert({agency, absl::FromUnixMicros(rows.Int(1)), rows.Text(2), rows.Text(3)});
    around.insert(rows.Text(2));
  }
  if (around.size() + span.attached >= static_cast<std::size_t>(kBurst)) codes.merge(around);
}

void LoadNearDue(sql::Connection& connection, const Named& named, WorkingSet& set) {
  std::map<std::string, std::vector<absl::Time>> times;  // by agency
  for (const auto& [code, attached] : named.attachments) {
    for (const std::string& agency : HoldersOf(code, named, set)) {
      times[agency].insert(times[agency].end(), attached.begin(), attached.end());
    }
  }
  std::set<std::string> codes;
  for (auto& [agency, attached] : times) {
    for (const Span& span : SpansOf(std::move(attached))) {
      LoadAround(connection, agency, span, set.near_due[agency], codes);
    }
  }
  LoadFolders(connection, codes, set.folders);
}

}  // namespace

WorkingSet LoadWorkingSet(sql::Connection& connection, const std::vector<FolderChange*>& changes) {
  const Named named = NamedBy(changes);
  WorkingSet set;
  LoadFiles(connection, named, set);
  std::set<std::string> codes = named.codes;
  for (const auto& [file, dossiers] : set.results) codes.insert(dossiers.begin(), dossiers.end());
  LoadFolders(connection, codes, set.folders);
  if (!named.attachments.empty()) LoadNearDue(connection, named, set);
  std::set<std::string> sources;  // of papers to be reused: they may have become doubtful
  for (Document& document : LoadDocuments(connection, named.documents, named.storing)) {
    sources.insert(document.dossier);
    set.documents[document.id] = std::move(document);
  }
  LoadFolders(connection, sources, set.folders);
  return set;
}

}  // namespace motcua::digitization
