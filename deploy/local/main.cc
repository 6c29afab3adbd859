// motcua-local: the federation on this machine until it is interrupted.
#include <filesystem>
#include <iostream>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "common/rpc/serve.h"
#include "deploy/local/federation.h"

ABSL_FLAG(std::string, var, "var/local", "folder for data, certificates, logs and addresses");
ABSL_FLAG(std::string, source, ".", "root of the sources (definitions, certificates script)");
ABSL_FLAG(std::string, province, "quang-tri", "id of the province");
ABSL_FLAG(std::string, second_province, "", "id of a second province on the same portal");

int main(int argc, char** argv) {
  motcua::rpc::BlockSignals();
  absl::SetProgramUsageMessage(
      "motcua-local: a private MariaDB and the six processes, until interrupted");
  absl::ParseCommandLine(argc, argv);
  namespace fs = std::filesystem;
  try {
    motcua::local::Federation federation({
        .var = fs::absolute(absl::GetFlag(FLAGS_var)),
        .bin = fs::canonical("/proc/self/exe").parent_path(),
        .source = fs::absolute(absl::GetFlag(FLAGS_source)),
        .province = absl::GetFlag(FLAGS_province),
        .second_province = absl::GetFlag(FLAGS_second_province),
    });
    for (const std::string& name : federation.names()) {
      std::cout << name << "=" << federation.address(name) << std::endl;
    }
    motcua::rpc::WaitForSignal();
  } catch (const std::exception& error) {
    std::cerr << "motcua-local: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
