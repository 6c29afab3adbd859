// Connections for threads that read now and then.
#ifndef MOTCUA_COMMON_SQL_CONNECTIONS_H_
#define MOTCUA_COMMON_SQL_CONNECTIONS_H_

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/sql/connection.h"

namespace motcua::sql {

// Lends a connection to each thread that asks; as many as there ever were at once. One that
// broke is not kept. Thread-safe.
class Connections {
 public:
  explicit Connections(Settings settings) : settings_(std::move(settings)) {}

  // What `body` gives, an absl::Status or StatusOr; UNAVAILABLE when the database is lost.
  template <typename Body>
  auto With(Body body) -> decltype(body(std::declval<Connection&>())) {
    std::unique_ptr<Connection> connection;
    try {
      connection = Take();
      auto result = body(*connection);
      GiveBack(std::move(connection));
      return result;
    } catch (const Error& error) {
      // Without a connection any error means that none could be made.
      if (connection != nullptr && error.error_class() == ErrorClass::kRefused) throw;
      Log(LogLevel::kWarning, "read_failed", {{"code", std::to_string(error.code())}});
      return Refuse(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", "",
                    "the database does not answer; try again",
                    "Cơ sở dữ liệu tạm thời không phản hồi, vui lòng thử lại");
    }
  }

 private:
  std::unique_ptr<Connection> Take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
      }
    }
    return std::make_unique<Connection>(settings_);
  }
  void GiveBack(std::unique_ptr<Connection> connection) {
    if (connection->broken()) return;
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }

  const Settings settings_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace motcua::sql

#endif  // MOTCUA_COMMON_SQL_CONNECTIONS_H_
