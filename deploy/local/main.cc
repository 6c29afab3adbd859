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

ABSL_FLAG(std::string, var, "var/local", "folder for data, certificates, logs and addresses");
ABSL_FLAG(std::string, source, ".", "root of the sources (definitions, certificates' script)");
ABSL_FLAG(std::string, definitions, "", "folder of definitions; empty: those of the sources");
ABSL_FLAG(std::string, province, "quang-tri", "id of the province");
ABSL_FLAG(std::vector<std::string>, other_provinces, {},
          "ids of further provinces on the same portal");

namespace motcua::local {
namespace {

int Run() {
  const absl::Time start = absl::Now();
  Federation federation({.var = absl::GetFlag(FLAGS_var),
                         .source = absl::GetFlag(FLAGS_source),
                         .definitions = absl::GetFlag(FLAGS_definitions),
                         .province = absl::GetFlag(FLAGS_province),
                         .other_provinces = absl::GetFlag(FLAGS_other_provinces)});
  for (const std::string& name : federation.names()) {
    std::cout << name << "=" << federation.address(name) << "\n";
  }
  std::cout << "serving after " << absl::ToInt64Milliseconds(absl::Now() - start)
            << " ms, until interrupted" << std::endl;
  while (!rpc::WaitForSignal(absl::Seconds(1))) {
    for (const std::string& name : federation.names()) {
      if (federation.Running(name)) continue;
      std::cerr << "motcua-local: " << name << " has ended, see its log" << std::endl;
      return 1;
    }
  }
  return 0;
}

}  // namespace
}  // namespace motcua::local

int main(int argc, char** argv) {
  motcua::rpc::BlockSignals();
  absl::SetProgramUsageMessage(
      "motcua-local: a private MariaDB and the six processes, until interrupted");
  absl::ParseCommandLine(argc, argv);
  try {
    return motcua::local::Run();
  } catch (const std::exception& error) {
    std::cerr << "motcua-local: " << error.what() << "\n";
    return 1;
  }
}
