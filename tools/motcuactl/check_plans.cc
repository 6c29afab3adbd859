#include <filesystem>
#include <iostream>

#include "absl/flags/declare.h"
#include "absl/flags/flag.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/plans/plan_folder.h"
#include "tools/motcuactl/commands.h"
#include "tools/replay/scenario_tables.h"

ABSL_DECLARE_FLAG(std::string, agencies);

namespace motcua::ctl {
namespace {

namespace fs = std::filesystem;

constexpr char kShipped[] = "deploy/plans";
constexpr char kShippedDefinitions[] = "deploy/definitions";

using SharedCatalog = std::shared_ptr<const catalog::Catalog>;

// Null: the flag is not given.
absl::StatusOr<SharedCatalog> ReadUnits() {
  const fs::path file = absl::GetFlag(FLAGS_agencies);
  if (file.empty()) return nullptr;
  replay::Scenario scenario;
  const absl::Status read = replay::ReadAgencies(file.parent_path(), scenario, file.filename());
  if (!read.ok()) return read;
  return catalog::Catalog::Build(1, std::move(scenario.agencies), {});
}

// Plans stand beside the definitions that count them.
std::string DefinitionsBeside(const fs::path& folder) {
  const fs::path beside = (folder / "..").lexically_normal() / "definitions";
  return fs::is_directory(beside) ? beside.string() : kShippedDefinitions;
}

// The number of faults, each told.
absl::StatusOr<std::size_t> Check(const std::string& folder, const SharedCatalog& units) {
  const auto definitions = aggregator::LoadDefinitions(DefinitionsBeside(folder));
  if (!definitions.ok()) return definitions.status();
  const auto checked = aggregator::CheckPlans(folder, *definitions, units.get());
  if (!checked.ok()) return checked.status();
  for (const aggregator::FileFault& fault : checked->faults) {
    std::cout << fault.ToString() << "\n";
  }
  std::cerr << folder << ": " << checked->files << " plans, " << checked->faults.size()
            << " faults\n";
  return checked->faults.size();
}

int BadFile(const absl::Status& status) {
  std::cerr << "motcuactl: " << std::string(status.message()) << "\n";
  return 2;
}

}  // namespace

int CheckPlans(const Arguments& folders) {
  const auto units = ReadUnits();
  if (!units.ok()) return BadFile(units.status());
  std::size_t faults = 0;
  for (const std::string& folder : folders.empty() ? Arguments{kShipped} : folders) {
    const auto found = Check(folder, *units);
    if (!found.ok()) return BadFile(found.status());
    faults += *found;
  }
  return faults == 0 ? 0 : 3;
}

}  // namespace motcua::ctl
