#include "services/aggregator/definitions/definition_folder.h"

#include <algorithm>
#include <filesystem>
#include <list>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/aggregator/definitions/right_table_check.h"

namespace motcua::aggregator {
namespace {

using Files = std::list<DefinitionFile>;

void CheckName(DefinitionFile& file) {
  if (file.definition().id().empty()) return;  // told already
  const std::string stem = std::filesystem::path(file.name()).stem().string();
  const v1::TableDefinition& definition = file.definition();
  const std::string versioned = absl::StrCat(definition.id(), ".v", definition.version());
  if (stem != definition.id() && stem != versioned) {
    file.AddFault("id", absl::StrCat("the file must be ", definition.id(), ".textproto or ",
                                     versioned, ".textproto"));
  }
}

// Versions of a definition differ, and no two are in force on one day.
void CheckVersions(const DefinitionFile& before, DefinitionFile& file) {
  const v1::TableDefinition& definition = file.definition();
  if (definition.id().empty() || before.definition().id() != definition.id()) return;
  if (before.definition().version() == definition.version()) {
    file.AddFault("version", absl::StrCat("is also that of ", before.name()));
  } else if (ValidityOf(before.definition()).Overlaps(ValidityOf(definition))) {
    file.AddFault(definition.valid_from().empty() ? "version" : "valid_from",
                  absl::StrCat("is in force at the same time as ", before.name(),
                               "; state valid_from and valid_to"));
  }
}

void CheckVersions(Files& files) {
  for (auto file = files.begin(); file != files.end(); ++file) {
    for (auto before = files.begin(); before != file; ++before) CheckVersions(*before, *file);
  }
}

// Only once each can be read: a table that cannot would be missed by others.
void CheckBesideEachOther(Files& files) {
  if (!std::all_of(files.begin(), files.end(), [](const auto& file) { return file.was_read(); })) {
    return;
  }
  Definitions all;  // also the faulty ones, whose columns may be sound
  for (const DefinitionFile& file : files) all.Add(file.definition());
  for (DefinitionFile& file : files) {
    for (const Fault& fault : FindFaultsBeside(file.definition(), all)) {
      file.AddFault(fault.field, fault.text);
    }
  }
}

Definitions SoundOf(const Files& files) {
  Definitions definitions;
  for (const DefinitionFile& file : files) {
    if (file.faults().empty()) definitions.Add(file.definition());
  }
  return definitions;
}

}  // namespace

absl::StatusOr<CheckedFolder> CheckFolder(const std::string& folder) {
  const auto names = TextFilesIn(folder);
  if (!names.ok()) return names.status();
  Files files;
  for (const std::string& name : *names) CheckName(files.emplace_back(name, TextOf(name)));
  CheckVersions(files);
  CheckBesideEachOther(files);
  CheckedFolder checked{.definitions = SoundOf(files), .faults = {}, .files = {}};
  for (const DefinitionFile& file : files) {
    checked.files.push_back(file.name());
    checked.faults.insert(checked.faults.end(), file.faults().begin(), file.faults().end());
  }
  return checked;
}

absl::StatusOr<Definitions> LoadDefinitions(const std::string& folder) {
  absl::StatusOr<CheckedFolder> checked = CheckFolder(folder);
  if (!checked.ok()) return checked.status();
  if (absl::Status faulty = FirstOf(checked->faults); !faulty.ok()) return faulty;
  return std::move(checked->definitions);
}

}  // namespace motcua::aggregator
