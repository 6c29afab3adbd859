#include "common/process/mariadb.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "absl/time/clock.h"
#include "common/base/hash.h"

namespace motcua::process {
namespace {

namespace fs = std::filesystem;

constexpr absl::Duration kStartTimeout = absl::Seconds(30);

// A unix socket's path has at most 107 characters.
std::string SocketPath(const std::string& dir) {
  const std::string path = dir + "/mariadb.sock";
  if (path.size() < sizeof(sockaddr_un::sun_path)) return path;
  return "/tmp/motcua-" + HexEncode(Sha256(dir)).substr(0, 16) + ".sock";
}

void AppendUser(std::vector<std::string>& command) {
  if (geteuid() == 0) command.push_back("--user=root");
}

// Installed beside and renamed, so that an interrupted installation is never taken for one.
void Install(const std::string& dir) {
  const std::string fresh = dir + "/data.new";
  fs::remove_all(fresh);
  std::vector<std::string> command = {"mariadb-install-db",
                                      "--no-defaults",
                                      "--datadir=" + fresh,
                                      "--tmpdir=" + dir + "/tmp",
                                      "--auth-root-authentication-method=normal",
                                      "--skip-test-db",
                                      "--innodb-log-file-size=8M"};
  AppendUser(command);
  if (Child(command, dir + "/install.log").Wait(absl::Minutes(1)) != 0) {
    throw std::runtime_error("mariadb-install-db failed, see " + dir + "/install.log");
  }
  fs::rename(fresh, dir + "/data");
}

// True once the server sends its greeting on a new connection.
bool Answers(const std::string& socket_path) {
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return false;
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, socket_path.c_str(), socket_path.size() + 1);
  bool greeted = false;
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    pollfd readable = {fd, POLLIN, 0};
    char byte;
    greeted = poll(&readable, 1, 1000) == 1 && recv(fd, &byte, 1, 0) == 1;
  }
  close(fd);
  return greeted;
}

}  // namespace

MariaDb::MariaDb(const std::string& dir, std::vector<std::string> extra,
                 std::vector<std::string> environment)
    : dir_(fs::absolute(dir)),
      socket_(SocketPath(dir_)),
      extra_(std::move(extra)),
      environment_(std::move(environment)) {
  // A server at its start removes whatever temporary tables it finds, be they of another server.
  fs::create_directories(dir_ + "/tmp");
  const std::string data = dir_ + "/data";
  if (!fs::exists(data) && fs::exists(data + ".before")) {
    throw std::runtime_error(
        data + " is missing and " + data +
        ".before is there: a restore was interrupted, run tools/restore again");
  }
  if (!fs::exists(data)) Install(dir_);
  Start();
}

void MariaDb::Kill() { child_->Kill(); }

void MariaDb::Stop() { child_->Terminate(absl::Seconds(30)); }

void MariaDb::Start() {
  std::vector<std::string> command = {
      "mariadbd", "--no-defaults", "--datadir=" + dir_ + "/data", "--socket=" + socket_,
      "--port=" + std::to_string(port_.number()), "--bind-address=127.0.0.1", "--skip-name-resolve",
      "--pid-file=" + dir_ + "/mariadb.pid", "--tmpdir=" + dir_ + "/tmp",
      // What RequireServerSettings demands.
      "--innodb-flush-log-at-trx-commit=1", "--innodb-snapshot-isolation=ON",
      "--innodb-rollback-on-timeout=ON",
      "--sql-mode=STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION",
      "--character-set-server=utf8mb4", "--default-time-zone=+00:00", "--max-connections=500",
      "--innodb-log-file-size=8M"};
  AppendUser(command);
  command.insert(command.end(), extra_.begin(), extra_.end());
  const std::string log = dir_ + "/mariadb.log";
  child_ = std::make_unique<Child>(command, log, environment_);
  const absl::Time deadline = absl::Now() + kStartTimeout;
  while (!Answers(socket_)) {
    if (!child_->Running()) throw std::runtime_error("mariadbd ended, see " + log);
    if (absl::Now() > deadline) throw std::runtime_error("mariadbd does not answer, see " + log);
    absl::SleepFor(absl::Milliseconds(10));
  }
}

}  // namespace motcua::process
