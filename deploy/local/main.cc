// motcua-local: starts a federation on this machine, says where it is, and stops it on SIGINT or
// SIGTERM. The data under --var stay and are there again the next time.
#include <exception>
#include <iostream>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/time/clock.h"
#include "common/rpc/serve.h"
#include "deploy/local/federation.h"

ABSL_FLAG(std::string, var, "var/local", "folder for data, logs, certificates and addresses");
ABSL_FLAG(std::string, province, "quang-tri", "id of the province");
ABSL_FLAG(std::string, second_province, "", "id of a further province for the same portal");
ABSL_FLAG(std::string, root, ".", "the project's folder");

namespace motcua::local {
namespace {

FederationOptions OptionsFromFlags() {
  FederationOptions options;
  options.var = absl::GetFlag(FLAGS_var);
  options.root = absl::GetFlag(FLAGS_root);
  options.provinces = {absl::GetFlag(FLAGS_province)};
  const std::string second = absl::GetFlag(FLAGS_second_province);
  if (!second.empty()) options.provinces.push_back(second);
  return options;
}

int Run() {
  const absl::Time start = absl::Now();
  Federation federation(OptionsFromFlags());
  for (const auto& [name, address] : federation.addresses()) {
    std::cout << name << "=" << address << "\n";
  }
  std::cout << "serving after " << absl::ToInt64Milliseconds(absl::Now() - start)
            << " ms; Ctrl-C stops everything" << std::endl;
  while (!rpc::WaitForSignal(absl::Seconds(1))) {
    const std::string ended = federation.Ended();
    if (ended.empty()) continue;
    std::cerr << ended << " has ended, see its log" << std::endl;
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace motcua::local

int main(int argc, char** argv) {
  motcua::rpc::BlockSignals();
  absl::SetProgramUsageMessage("motcua-local [--var=DIR] [--province=ID] [--second_province=ID]");
  absl::ParseCommandLine(argc, argv);
  try {
    return motcua::local::Run();
  } catch (const std::exception& error) {
    std::cerr << error.what() << std::endl;
    return 1;
  }
}
