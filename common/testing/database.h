// A real MariaDB for tests: one private server per test program, one fresh database per test.
#ifndef MOTCUA_COMMON_TESTING_DATABASE_H_
#define MOTCUA_COMMON_TESTING_DATABASE_H_

#include <cstdint>
#include <string>

#include "common/process/mariadb.h"
#include "common/sql/connection.h"

namespace motcua::testing {

// The program's server, started at first use in a temporary folder, stopped at exit.
process::MariaDb& SharedServer();

// Settings of a new, empty database (created, with a unique name).
sql::Settings FreshDatabase(const process::MariaDb& server = SharedServer());

// How many transactions of the server wait for a lock now. (information_schema.innodb_trx would not
// do: it answers from its last copy to whoever asks more often than every 100 ms.)
std::int64_t WaitingForALock(sql::Connection& connection);

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
