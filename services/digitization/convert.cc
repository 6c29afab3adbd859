#include "services/digitization/convert.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/request.h"

namespace motcua::digitization {
namespace {

constexpr std::pair<Step, const char*> kStepNames[] = {{Step::kScan, "scan"},
                                                       {Step::kExtract, "extract"},
                                                       {Step::kAssignCode, "assign_code"},
                                                       {Step::kStore, "store"}};

// An erased file has no name.
std::string FileName(const std::string& sha256) { return sha256.empty() ? "" : "files/" + sha256; }

v1::Component ToProto(const Component& component, int number, const Version* newest) {
  v1::Component out;
  out.set_component(component.id);
  out.set_optional(component.optional);
  if (newest == nullptr) return out;
  out.set_file(FileName(newest->file));
  out.set_version(number);
  for (const SignedStep& signed_step : newest->steps) {
    v1::Step& step = *out.add_steps();
    step.set_step(NameOf(signed_step.step));
    step.set_organisation(signed_step.organisation);
    *step.mutable_sign_off_time() = rpc::ToTimestamp(signed_step.time);
  }
  out.set_digitized(newest->digitized);
  out.set_reused(newest->reused);
  out.set_signature_verdict(ToProto(newest->verdict));
  return out;
}

v1::Result ToProto(const Result& result, int number) {
  v1::Result out;
  out.set_file(FileName(result.file));
  out.set_version(number);
  *out.mutable_attach_time() = rpc::ToTimestamp(result.attach_time);
  out.set_signature_verdict(ToProto(result.verdict));
  for (const Doubt doubt : result.doubts) out.add_doubts(static_cast<v1::Doubt>(doubt));
  if (result.valid_to) out.set_valid_to(FormatDay(*result.valid_to));
  return out;
}

// Sets what changed in a FolderEvent.
struct ChangeWriter {
  v1::FolderEvent& out;

  void operator()(const FolderOpened& opened) const {
    out.mutable_opened()->set_agency(opened.agency);
    out.mutable_opened()->set_procedure(opened.procedure);
  }
  void operator()(const ComponentChanged& changed) const {
    *out.mutable_component() = ToProto(changed.component, changed.number, &changed.newest);
  }
  void operator()(const ResultChanged& changed) const {
    *out.mutable_result() = ToProto(changed.result, changed.number);
  }
  void operator()(const FactsChanged& facts) const {
    out.mutable_facts_changed()->set_finished(facts.finished);
    out.mutable_facts_changed()->set_void_(facts.voided);
  }
  void operator()(const DocumentStored& stored) const {
    out.mutable_document_stored()->set_kind(stored.kind);
  }
  void operator()(const PapersErased&) const { out.mutable_papers_erased(); }
};

journal::Event WithPayload(const std::string& subject, const v1::FolderEvent& event,
                           absl::Time time) {
  return {subject, v1::FolderEvent::descriptor()->full_name(), event.SerializeAsString(), time};
}

}  // namespace

std::string EtagOf(std::int64_t version) { return absl::StrCat(version); }

std::string NameOf(Step step) {
  for (const auto& [known, name] : kStepNames) {
    if (known == step) return name;
  }
  return "";
}

std::optional<Step> StepNamed(const std::string& name) {
  for (const auto& [step, known] : kStepNames) {
    if (known == name) return step;
  }
  return std::nullopt;
}

v1::SignatureVerdict::Verdict ToProto(SignatureVerdict verdict) {
  return static_cast<v1::SignatureVerdict::Verdict>(verdict);
}

v1::Folder ToProto(const VersionedFolder& versioned) {
  const Folder& folder = versioned.folder;
  const Receipt receipt = *ReceiptOf(folder);
  v1::Folder out;
  out.set_name("dossiers/" + folder.code);
  out.set_agency("agencies/" + receipt.agency);
  out.set_procedure("procedures/" + receipt.procedure.id);
  if (receipt.procedure.components) {
    for (const Component& component : *receipt.procedure.components) {
      const auto versions = folder.papers.find(component.id);
      const int number =
          versions == folder.papers.end() ? 0 : static_cast<int>(versions->second.size());
      *out.add_components() = ToProto(component, number, NewestOf(folder, component.id));
    }
  }
  int number = 0;
  for (const Result& result : folder.results) *out.add_results() = ToProto(result, ++number);
  out.set_finished(FinishOf(folder).has_value());
  out.set_void_(folder.voided);
  out.set_etag(EtagOf(versioned.version));
  return out;
}

v1::Document ToProto(const Document& document) {
  v1::Document out;
  out.set_name("documents/" + document.id);
  out.set_kind(document.kind);
  out.set_file("files/" + document.file);
  out.set_dossier("dossiers/" + document.dossier);
  if (document.valid_to) out.set_valid_to(FormatDay(*document.valid_to));
  return out;
}

journal::Event ToJournalEvent(const Event& event) {
  v1::FolderEvent out;
  std::visit(ChangeWriter{out}, event.change);
  return WithPayload(event.code, out, event.time);
}

journal::Event ToJournalEvent(const RecordFile& file, absl::Time store_time) {
  v1::FolderEvent out;
  v1::File& stored = *out.mutable_file_stored();
  stored.set_name("files/" + file.sha256);
  stored.set_size(file.size);
  stored.set_media_type(file.media_type);
  *stored.mutable_store_time() = rpc::ToTimestamp(store_time);
  return WithPayload("files/" + file.sha256.substr(0, 57), out, store_time);
}

}  // namespace motcua::digitization
