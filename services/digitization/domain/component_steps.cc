#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "services/digitization/domain/pinning.h"
#include "services/digitization/domain/refusals.h"
#include "services/digitization/domain/steps.h"

namespace motcua::digitization {
namespace {

// The component as the pinned version has it.
absl::StatusOr<Component> FindComponent(const std::string& id, const Context& context,
                                        Folder& folder) {
  PinLate(folder, *context.catalog);
  const Receipt receipt = *ReceiptOf(folder);
  if (!receipt.procedure.components) return CatalogBehind();
  for (const Component& component : *receipt.procedure.components) {
    if (component.id == id) return component;
  }
  return ComponentUnknown();
}

bool Full(const Folder& folder, const std::string& component) {
  const auto versions = folder.papers.find(component);
  return versions != folder.papers.end() && versions->second.size() >= kMostVersions;
}

void EmitComponent(const Component& component, absl::Time time, Decision& decision) {
  const std::vector<Version>& versions = decision.after.papers.at(component.id);
  Emit(decision, time,
       ComponentChanged{component, static_cast<int>(versions.size()), versions.back()});
}

void SignOff(Step step, const Context& context, Version& version) {
  version.steps.push_back({step, context.organisation, context.event_time});
  version.digitized = step == context.configuration->steps.back();
}

// The steps that may be signed off at once: as configured, without a gap behind the scan.
bool InOrder(const std::vector<Step>& further, const Configuration& configuration) {
  const std::vector<Step>& configured = configuration.steps;
  return further.size() < configured.size() &&
         std::equal(further.begin(), further.end(), configured.begin() + 1);
}

}  // namespace

absl::Status CheckSignature(SignatureVerdict verdict, const Context& context) {
  const bool required = context.configuration->require_signature;
  if (verdict == SignatureVerdict::kNone) {
    return required ? SignatureRequired() : absl::OkStatus();
  }
  const bool of_another_file =
      verdict == SignatureVerdict::kTampered || verdict == SignatureVerdict::kUnreadable;
  const bool valid = verdict == SignatureVerdict::kValid;
  return of_another_file || (required && !valid) ? SignatureInvalid() : absl::OkStatus();
}

absl::Status Take(const AttachComponent& command, const Context& context, Decision& decision) {
  Folder& folder = decision.after;
  const absl::StatusOr<Component> component = FindComponent(command.component, context, folder);
  if (!component.ok()) return component.status();
  if (!context.file_size) return FileUnknown();
  if (absl::Status status = CheckSignature(command.verdict, context); !status.ok()) return status;
  if (!InOrder(command.steps, *context.configuration)) return StepsInvalid();

  if (Full(folder, component->id)) return TooManyVersions();
  Version version;
  version.file = command.file;
  version.verdict = command.verdict;
  SignOff(Step::kScan, context, version);
  for (const Step step : command.steps) SignOff(step, context, version);
  folder.papers[component->id].push_back(std::move(version));
  EmitComponent(*component, context.event_time, decision);
  for (Event& event : AddDoubt(folder, command.file, Doubt::kSameAsComponent, context.event_time)) {
    decision.events.push_back(std::move(event));
  }
  return absl::OkStatus();
}

absl::Status Take(const SignOffStep& command, const Context& context, Decision& decision) {
  Folder& folder = decision.after;
  const absl::StatusOr<Component> component = FindComponent(command.component, context, folder);
  if (!component.ok()) return component.status();
  const auto versions = folder.papers.find(component->id);
  if (versions == folder.papers.end()) return StepOutOfOrder();
  Version& newest = versions->second.back();
  if (newest.reused) return StepOutOfOrder();
  const std::vector<Step>& configured = context.configuration->steps;
  const auto next =
      std::upper_bound(configured.begin(), configured.end(), newest.steps.back().step);
  if (next == configured.end() || *next != command.step) return StepOutOfOrder();
  if (context.imported && context.event_time < newest.steps.back().time) return EventOutOfOrder();
  SignOff(command.step, context, newest);
  EmitComponent(*component, context.event_time, decision);
  return absl::OkStatus();
}

absl::Status Take(const ReuseDocument& command, const Context& context, Decision& decision) {
  const absl::StatusOr<Component> component =
      FindComponent(command.component, context, decision.after);
  if (!component.ok()) return component.status();
  if (!context.document) return DocumentUnknown();
  const Document& document = *context.document;
  if (document.owner_key != command.owner_key) return DocumentOfAnotherOwner();
  if (document.valid_to && *document.valid_to < LocalDay(context.event_time)) {
    return DocumentExpired();
  }
  if (!context.document_stands || !CheckSignature(document.verdict, context).ok()) {
    return DocumentUnverified();
  }

  if (Full(decision.after, component->id)) return TooManyVersions();
  Version version;
  version.file = document.file;
  version.verdict = document.verdict;
  version.reused = true;
  version.digitized = true;
  decision.after.papers[component->id].push_back(std::move(version));
  EmitComponent(*component, context.event_time, decision);
  return absl::OkStatus();
}

absl::Status Take(const KeepReading& command, const Context& context, Decision& decision) {
  const absl::StatusOr<Component> component =
      FindComponent(command.component, context, decision.after);
  if (!component.ok()) return component.status();
  const auto versions = decision.after.papers.find(component->id);
  if (versions == decision.after.papers.end() ||
      command.version > static_cast<int>(versions->second.size())) {
    return ComponentMissing();
  }
  EmitComponent(*component, context.event_time, decision);
  return absl::OkStatus();
}

}  // namespace motcua::digitization
