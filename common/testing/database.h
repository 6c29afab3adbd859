// A real MariaDB for tests: one private server per test program, one fresh database per test.
#ifndef MOTCUA_COMMON_TESTING_DATABASE_H_
#define MOTCUA_COMMON_TESTING_DATABASE_H_

#include <string>

#include "common/process/mariadb.h"
#include "common/sql/connection.h"

namespace motcua::testing {

// The program's server, started at first use in a temporary folder, stopped at exit.
process::MariaDb& SharedServer();

// Settings of a new, empty database (created, with a unique name).
sql::Settings FreshDatabase(const process::MariaDb& server = SharedServer());

// True once a transaction of the server waits for a lock; false after two minutes.
bool AwaitLockWait(sql::Connection& connection);

// A temporary folder, removed with its content in the destructor.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace motcua::testing

#endif  // MOTCUA_COMMON_TESTING_DATABASE_H_
