// A private MariaDB server in a folder of its own.
#ifndef MOTCUA_COMMON_PROCESS_MARIADB_H_
#define MOTCUA_COMMON_PROCESS_MARIADB_H_

#include <memory>
#include <string>
#include <vector>

#include "common/process/child.h"
#include "common/process/port.h"

namespace motcua::process {

// Starts mariadbd on a unix socket under `dir` (and on a free TCP port of 127.0.0.1), with the
// settings the services demand; installs the data folder if it is missing. Not thread-safe.
class MariaDb {
 public:
  // `extra` are further server options, `environment` for instance LD_PRELOAD=…. Throws
  // std::runtime_error when it does not answer in 30 s.
  explicit MariaDb(const std::string& dir, std::vector<std::string> extra = {},
                   std::vector<std::string> environment = {});

  const std::string& socket() const { return socket_; }
  int port() const { return port_.number(); }
  Child& child() { return *child_; }

  // After Kill (SIGKILL) or Stop: start again on the same data, socket and port.
  void Kill();
  void Stop();
  void Start();

 private:
  std::string dir_;
  std::string socket_;
  Port port_;
  std::vector<std::string> extra_;
  std::vector<std::string> environment_;
  std::unique_ptr<Child> child_;
};

}  // namespace motcua::process

#endif  // MOTCUA_COMMON_PROCESS_MARIADB_H_
