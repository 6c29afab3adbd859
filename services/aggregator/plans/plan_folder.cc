#include "services/aggregator/plans/plan_folder.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"

namespace motcua::aggregator {
namespace {

// Adds the plan, or what is wrong with its file.
void CheckFile(const std::string& name, const Definitions& definitions,
               const catalog::Catalog* agencies, CheckedPlans& checked) {
  TextFile file(name);
  v1::Plan plan;
  if (file.Read(TextOf(name), plan)) {
    for (const Fault& fault : FindFaults(plan, definitions, agencies)) file.AddFault(fault);
    if (!plan.id().empty() && std::filesystem::path(name).stem() != plan.id()) {
      file.AddFault({"id", absl::StrCat("the file must be ", plan.id(), ".textproto")});
    }
  }
  file.SortFaults();
  checked.faults.insert(checked.faults.end(), file.faults().begin(), file.faults().end());
  if (!file.faults().empty()) return;
  const std::string id = plan.id();
  checked.plans.emplace(id, std::move(plan));
}

}  // namespace

absl::StatusOr<CheckedPlans> CheckPlans(const std::string& folder, const Definitions& definitions,
                                        const catalog::Catalog* agencies) {
  const auto names = TextFilesIn(folder);
  if (!names.ok()) return names.status();
  CheckedPlans checked;
  for (const std::string& name : *names) CheckFile(name, definitions, agencies, checked);
  checked.files = names->size();
  return checked;
}

absl::StatusOr<Plans> LoadPlans(const std::string& folder, const Definitions& definitions) {
  if (folder.empty()) return Plans();
  absl::StatusOr<CheckedPlans> checked = CheckPlans(folder, definitions, nullptr);
  if (!checked.ok()) return checked.status();
  if (absl::Status faulty = FirstOf(checked->faults); !faulty.ok()) return faulty;
  return std::move(checked->plans);
}

}  // namespace motcua::aggregator
