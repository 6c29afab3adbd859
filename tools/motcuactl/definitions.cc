#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "services/aggregator/definitions/definition_folder.h"
#include "tools/motcuactl/commands.h"

namespace motcua::ctl {
namespace {

using aggregator::CheckedFolder;
using aggregator::FileFault;

constexpr char kShipped[] = "deploy/definitions";

// Names of files by folder; none: the whole folder. A file is checked beside its neighbours.
using Asked = std::map<std::string, std::set<std::string>>;

Asked Sort(const Arguments& paths) {
  Asked asked;
  std::set<std::string> whole;
  for (const std::string& path : paths) {
    const std::filesystem::path file(path);
    if (std::filesystem::is_directory(file)) {
      whole.insert(path);
    } else {
      const std::string folder = file.parent_path().string();
      asked[folder.empty() ? "." : folder].insert(file.filename().string());
    }
  }
  for (const std::string& folder : whole) asked[folder].clear();
  return asked;
}

std::string NameOf(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

struct Result {
  std::size_t definitions = 0;
  std::size_t faults = 0;
};

void Tell(const std::string& text, Result& result) {
  std::cout << text << "\n";
  ++result.faults;
}

void Check(const std::string& folder, const std::set<std::string>& files, Result& result) {
  const absl::StatusOr<CheckedFolder> checked = aggregator::CheckFolder(folder);
  if (!checked.ok()) return Tell(std::string(checked.status().message()), result);
  const auto is_asked = [&](const std::string& path) {
    return files.empty() || files.contains(NameOf(path));
  };
  std::set<std::string> there;
  for (const std::string& path : checked->files) {
    there.insert(NameOf(path));
    result.definitions += is_asked(path);
  }
  for (const std::string& file : files) {
    if (!there.contains(file)) Tell(folder + "/" + file + ": there is no such *.textproto", result);
  }
  for (const FileFault& fault : checked->faults) {
    if (is_asked(fault.file)) Tell(fault.ToString(), result);
  }
}

}  // namespace

int CheckDefinitions(const Arguments& paths) {
  Result result;
  for (const auto& [folder, files] : Sort(paths.empty() ? Arguments{kShipped} : paths)) {
    Check(folder, files, result);
  }
  std::cerr << result.definitions << " definitions, " << result.faults << " faults\n";
  return result.faults == 0 ? 0 : 3;
}

}  // namespace motcua::ctl
