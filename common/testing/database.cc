#include "common/testing/database.h"

#include <stdlib.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "absl/time/clock.h"

namespace motcua::testing {

TempDir::TempDir() : path_((std::filesystem::temp_directory_path() / "motcua-XXXXXX").string()) {
  if (mkdtemp(path_.data()) == nullptr) {
    throw std::runtime_error("no temporary folder: " + std::string(std::strerror(errno)));
  }
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

process::MariaDb& SharedServer() {
  // In this order: the server ends before its folder goes.
  static const TempDir dir;
  static process::MariaDb server(dir.path());
  return server;
}

bool AwaitLockWait(sql::Connection& connection) {
  const absl::Time deadline = absl::Now() + absl::Minutes(2);
  while (absl::Now() < deadline) {
    // Not information_schema.innodb_trx: whoever asks that more often than every 100 ms gets its
    // last copy.
    sql::Rows rows = connection.Query("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'");
    if (rows.Next() && rows.Int(2) > 0) return true;
    absl::SleepFor(absl::Milliseconds(1));
  }
  return false;
}

sql::Settings FreshDatabase(const process::MariaDb& server) {
  static std::atomic<int> count = 0;
  sql::Settings settings;
  settings.socket = server.socket();
  settings.port = server.port();
  settings.database = "test_" + std::to_string(++count);
  sql::Settings whole = settings;
  whole.database.clear();
  sql::Connection(whole).Execute("CREATE DATABASE " + settings.database +
                                 " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
  return settings;
}

}  // namespace motcua::testing
