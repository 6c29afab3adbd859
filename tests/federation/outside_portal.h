// A national portal of another house: its own database, beside a province's federation.
#ifndef MOTCUA_TESTS_FEDERATION_OUTSIDE_PORTAL_H_
#define MOTCUA_TESTS_FEDERATION_OUTSIDE_PORTAL_H_

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "common/process/child.h"
#include "common/process/mariadb.h"
#include "common/process/port.h"
#include "common/sql/connection.h"

namespace motcua::federation {

// Follows the province of `var` as that federation's own portal does. `dir` is a folder for
// motcuactl, too. Not thread-safe.
class OutsidePortal {
 public:
  OutsidePortal(std::string var, const std::string& dir)
      : var_(std::move(var)), dir_(dir), database_(dir + "/mariadb") {
    std::filesystem::create_directory_symlink(var_ + "/certs", dir_ + "/certs");
    std::ofstream(dir_ + "/addresses") << "portal=" << address() << "\n";
    Start();
  }

  // Again with the addresses that the province has now.
  void Start() {
    child_ = nullptr;
    std::ifstream own(var_ + "/conf/portal.flags");
    std::ofstream flags(dir_ + "/portal.flags");
    for (std::string line; std::getline(own, line);) {
      if (absl::StartsWith(line, "--listen=")) line = "--listen=" + address();
      if (absl::StartsWith(line, "--db_socket=")) line = "--db_socket=" + database_.socket();
      flags << line << "\n";
    }
    flags.close();
    const std::string bin = std::filesystem::canonical("/proc/self/exe").parent_path();
    child_ = std::make_unique<process::Child>(
        std::vector<std::string>{bin + "/motcua-portal", "--flagfile=" + dir_ + "/portal.flags"},
        dir_ + "/portal.log");
  }

  const std::string& dir() const { return dir_; }
  std::string address() const { return port_.address(); }
  sql::Settings settings() const {
    sql::Settings settings;
    settings.socket = database_.socket();
    settings.database = "portal";
    return settings;
  }

 private:
  const std::string var_;
  const std::string dir_;
  const process::Port port_;
  process::MariaDb database_;
  std::unique_ptr<process::Child> child_;
};

}  // namespace motcua::federation

#endif  // MOTCUA_TESTS_FEDERATION_OUTSIDE_PORTAL_H_
