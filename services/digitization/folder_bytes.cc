#include "services/digitization/folder_bytes.h"

#include <stdexcept>
#include <utility>

#include "common/rpc/request.h"
#include "motcua/digitization/storage/v1/folder.pb.h"

namespace motcua::digitization {
namespace {

constexpr std::int32_t kNoDueDay = -1;

void Write(const Receipt& receipt, storage::v1::Receipt& out) {
  out.set_agency(receipt.agency);
  out.set_channel(static_cast<type::v1::Channel>(receipt.channel));
  *out.mutable_receive_time() = rpc::ToTimestamp(receipt.time);
  if (receipt.procedure.id.empty()) return;
  storage::v1::Procedure& procedure = *out.mutable_procedure();
  procedure.set_id(receipt.procedure.id);
  procedure.set_version(receipt.procedure.version);
  procedure.set_resolved(receipt.procedure.components.has_value());
  if (!receipt.procedure.components) return;
  for (const Component& component : *receipt.procedure.components) {
    storage::v1::Procedure::Component& to = *procedure.add_components();
    to.set_id(component.id);
    to.set_optional(component.optional);
  }
}

Receipt ReceiptFrom(const storage::v1::Receipt& stored) {
  Receipt receipt;
  receipt.agency = stored.agency();
  receipt.channel = static_cast<statistics::Channel>(stored.channel());
  receipt.time = rpc::FromTimestamp(stored.receive_time());
  const storage::v1::Procedure& procedure = stored.procedure();
  receipt.procedure.id = procedure.id();
  receipt.procedure.version = procedure.version();
  if (!procedure.resolved()) return receipt;
  receipt.procedure.components.emplace();
  for (const auto& component : procedure.components()) {
    receipt.procedure.components->push_back({component.id(), component.optional()});
  }
  return receipt;
}

// Sets what happened in a CaseFact.
struct FactWriter {
  storage::v1::CaseFact& out;

  void operator()(const DueFrom& due) const { out.set_due_day(due.day.value_or(kNoDueDay)); }
  void operator()(const MovedTo& moved) const { out.set_moved_to(moved.agency); }
  void operator()(const Ended& ended) const { out.set_ended(ended.finished); }
  void operator()(const Reopened&) const { out.set_reopened(true); }
};

CaseFact FactFrom(const storage::v1::CaseFact& stored) {
  const absl::Time time = rpc::FromTimestamp(stored.time());
  switch (stored.fact_case()) {
    case storage::v1::CaseFact::kDueDay:
      return {time, DueFrom{stored.due_day() == kNoDueDay ? std::nullopt
                                                          : std::optional(stored.due_day())}};
    case storage::v1::CaseFact::kMovedTo:
      return {time, MovedTo{stored.moved_to()}};
    case storage::v1::CaseFact::kEnded:
      return {time, Ended{stored.ended()}};
    case storage::v1::CaseFact::kReopened:
      return {time, Reopened{}};
    case storage::v1::CaseFact::FACT_NOT_SET:
      break;
  }
  throw std::runtime_error("a stored folder has a fact this version does not know");
}

void Write(const Version& version, storage::v1::Paper::Version& out) {
  out.set_file(version.file);
  for (const SignedStep& step : version.steps) {
    storage::v1::Paper::Step& to = *out.add_steps();
    to.set_step(static_cast<int>(step.step));
    to.set_organisation(step.organisation);
    *to.mutable_time() = rpc::ToTimestamp(step.time);
  }
  out.set_verdict(static_cast<int>(version.verdict));
  out.set_reused(version.reused);
  out.set_digitized(version.digitized);
}

Version VersionFrom(const storage::v1::Paper::Version& stored) {
  Version version;
  version.file = stored.file();
  for (const storage::v1::Paper::Step& step : stored.steps()) {
    version.steps.push_back(
        {static_cast<Step>(step.step()), step.organisation(), rpc::FromTimestamp(step.time())});
  }
  version.verdict = static_cast<SignatureVerdict>(stored.verdict());
  version.reused = stored.reused();
  version.digitized = stored.digitized();
  return version;
}

void Write(const Result& result, storage::v1::Result& out) {
  out.set_file(result.file);
  *out.mutable_attach_time() = rpc::ToTimestamp(result.attach_time);
  out.set_verdict(static_cast<int>(result.verdict));
  for (const Doubt doubt : result.doubts) out.add_doubts(static_cast<int>(doubt));
  if (result.valid_to) out.set_valid_to(*result.valid_to);
}

Result ResultFrom(const storage::v1::Result& stored) {
  Result result;
  result.file = stored.file();
  result.attach_time = rpc::FromTimestamp(stored.attach_time());
  result.verdict = static_cast<SignatureVerdict>(stored.verdict());
  for (const int doubt : stored.doubts()) result.doubts.insert(static_cast<Doubt>(doubt));
  if (stored.has_valid_to()) result.valid_to = stored.valid_to();
  return result;
}

}  // namespace

std::string FolderBytes(const Folder& folder) {
  storage::v1::Folder out;
  if (folder.received) Write(*folder.received, *out.mutable_received());
  if (folder.corrected) Write(*folder.corrected, *out.mutable_corrected());
  for (const CaseFact& fact : folder.facts) {
    storage::v1::CaseFact& to = *out.add_facts();
    *to.mutable_time() = rpc::ToTimestamp(fact.time);
    std::visit(FactWriter{to}, fact.what);
  }
  for (const auto& [component, versions] : folder.papers) {
    storage::v1::Paper& paper = *out.add_papers();
    paper.set_component(component);
    for (const Version& version : versions) Write(version, *paper.add_versions());
  }
  for (const Result& result : folder.results) Write(result, *out.add_results());
  out.set_void_(folder.voided);
  out.set_erased(folder.erased);
  return out.SerializeAsString();
}

Folder FolderFrom(const std::string& code, const std::string& bytes) {
  storage::v1::Folder stored;
  if (!stored.ParseFromString(bytes)) throw std::runtime_error("a stored folder cannot be read");
  Folder folder;
  folder.code = code;
  if (stored.has_received()) folder.received = ReceiptFrom(stored.received());
  if (stored.has_corrected()) folder.corrected = ReceiptFrom(stored.corrected());
  for (const auto& fact : stored.facts()) folder.facts.push_back(FactFrom(fact));
  for (const auto& paper : stored.papers()) {
    std::vector<Version>& versions = folder.papers[paper.component()];
    for (const auto& version : paper.versions()) versions.push_back(VersionFrom(version));
  }
  for (const auto& result : stored.results()) folder.results.push_back(ResultFrom(result));
  folder.voided = stored.void_();
  folder.erased = stored.erased();
  return folder;
}

}  // namespace motcua::digitization
