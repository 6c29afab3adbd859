// A MariaDB connection, its prepared statements and transactions. The only place
// that touches the connector, and the only place that catches its exceptions.
#ifndef MOTCUA_COMMON_SQL_CONNECTION_H_
#define MOTCUA_COMMON_SQL_CONNECTION_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "common/sql/error.h"

namespace sql {
class Connection;
class PreparedStatement;
class ResultSet;
}  // namespace sql

namespace motcua::sql {

struct Settings {
  std::string socket;  // unix socket; if empty, host and port are used
  std::string host = "127.0.0.1";
  int port = 3306;
  std::string user = "root";
  std::string password;
  std::string database;  // empty: none selected
  absl::Duration connect_timeout = absl::Seconds(5);
  absl::Duration io_timeout = absl::Seconds(30);
};

// A parameter: NULL, an integer, or bytes (text is bytes in the column's character set).
using Value = std::variant<std::monostate, std::int64_t, std::string>;

inline Value Null() { return std::monostate{}; }
template <typename T>
Value OrNull(const std::optional<T>& value) {
  if (!value.has_value()) return Null();
  if constexpr (std::is_integral_v<T>) {
    return static_cast<std::int64_t>(*value);
  } else {
    return *value;
  }
}

// The rows of a query, read one after the other. Lives no longer than its Connection.
class Rows {
 public:
  explicit Rows(std::unique_ptr<::sql::ResultSet> result);
  Rows(Rows&&) noexcept;
  ~Rows();

  bool Next();
  // Columns count from 1. NULL reads as 0 or an empty string.
  std::int64_t Int(int column) const;
  std::string Text(int column) const;
  bool IsNull(int column) const;
  std::optional<std::int64_t> OptionalInt(int column) const;

 private:
  std::unique_ptr<::sql::ResultSet> result_;
};

// Not thread-safe: one thread at a time. After an Error of class kLost the
// connection is broken and must be dropped: prepared statements died with it.
class Connection {
 public:
  // Throws Error.
  explicit Connection(const Settings& settings);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Plain text without parameters: DDL, SET, BEGIN, COMMIT, ROLLBACK.
  void Execute(std::string_view text);
  // Prepared once per text and kept.
  Rows Query(std::string_view text, const std::vector<Value>& parameters = {});
  // Rows changed (not matched).
  std::int64_t Update(std::string_view text, const std::vector<Value>& parameters = {});

  // Many rows in few statements: `head` VALUES (…),(…) `tail`. Every row has the same
  // width. About twenty shapes are prepared and kept per table.
  void Insert(std::string_view head, const std::vector<std::vector<Value>>& rows,
              std::string_view tail = "");
  // `head` (?,?,…) `tail` for each chunk of `keys`; calls `row` for every row found.
  template <typename OnRow>
  void QueryIn(std::string_view head, const std::vector<Value>& keys, std::string_view tail,
               OnRow row);

  bool broken() const { return broken_; }

 private:
  friend class Transaction;

  ::sql::PreparedStatement& Prepared(std::string_view text);
  template <typename Body>
  auto Guarded(Body body);
  Rows QueryChunk(std::string_view head, const Value* keys, std::size_t count,
                  std::string_view tail);

  std::unique_ptr<::sql::Connection> connection_;
  std::map<std::string, std::unique_ptr<::sql::PreparedStatement>, std::less<>> prepared_;
  bool broken_ = false;
};

// BEGIN … COMMIT as SQL text. The connector's own calls swallow failures and are banned.
// Leaving the scope without Commit rolls back (and drops a connection that cannot).
class Transaction {
 public:
  explicit Transaction(Connection& connection);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Throws Error; of class kLost the outcome is unknown.
  void Commit();

 private:
  Connection& connection_;
  bool open_ = true;
};

inline constexpr std::size_t kChunk = 256;

template <typename OnRow>
void Connection::QueryIn(std::string_view head, const std::vector<Value>& keys,
                         std::string_view tail, OnRow row) {
  for (std::size_t begin = 0; begin < keys.size(); begin += kChunk) {
    Rows rows = QueryChunk(head, keys.data() + begin, std::min(kChunk, keys.size() - begin), tail);
    while (rows.Next()) row(rows);
  }
}

}  // namespace motcua::sql

#endif  // MOTCUA_COMMON_SQL_CONNECTION_H_
