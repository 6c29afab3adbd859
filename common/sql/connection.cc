#include "common/sql/connection.h"

#include <cppconn/connection.h>
#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>

#include <algorithm>
#include <bit>

#include "absl/strings/str_cat.h"

namespace motcua::sql {
namespace {

// Everything the connector throws becomes an Error without the statement's values.
[[noreturn]] void Rethrow(const ::sql::SQLException& exception) {
  throw Error(exception.getErrorCode(), exception.what());
}

template <typename Body>
auto Translated(Body body) {
  try {
    return body();
  } catch (const ::sql::SQLException& exception) {
    Rethrow(exception);
  }
}

void Bind(::sql::PreparedStatement& statement, unsigned index, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    statement.setInt64(index, *number);
  } else if (const auto* bytes = std::get_if<std::string>(&value)) {
    statement.setString(index, ::sql::SQLString(bytes->data(), bytes->size()));
  } else {
    statement.setNull(index, 0);
  }
}

::sql::Connection* Connect(const Settings& settings) {
  ::sql::ConnectOptionsMap options;
  options["hostName"] = ::sql::SQLString(
      settings.socket.empty() ? absl::StrCat("tcp://", settings.host, ":", settings.port)
                              : absl::StrCat("unix://", settings.socket));
  options["userName"] = ::sql::SQLString(settings.user);
  options["password"] = ::sql::SQLString(settings.password);
  if (!settings.database.empty()) options["schema"] = ::sql::SQLString(settings.database);
  const int io = static_cast<int>(absl::ToInt64Seconds(settings.io_timeout));
  options["OPT_CONNECT_TIMEOUT"] = static_cast<int>(absl::ToInt64Seconds(settings.connect_timeout));
  options["OPT_READ_TIMEOUT"] = io;
  options["OPT_WRITE_TIMEOUT"] = io;
  options["OPT_CHARSET_NAME"] = ::sql::SQLString("utf8mb4");
  // Its first call is not thread-safe, and there is one driver a process.
  static ::sql::Driver* const driver = get_driver_instance();
  return driver->connect(options);
}

std::string Placeholders(std::size_t width) {
  std::string text = "(";
  for (std::size_t i = 0; i < width; ++i) text += i == 0 ? "?" : ",?";
  return text + ")";
}

// How many of so many rows go into one statement: few statements a batch, few shapes a table.
std::size_t InsertShape(std::size_t rows) {
  if (rows >= kChunk) return kChunk;
  if (rows >= 64) return rows / 32 * 32;
  return rows >= 8 ? rows / 8 * 8 : rows;
}

}  // namespace

Rows::Rows(std::unique_ptr<::sql::ResultSet> result) : result_(std::move(result)) {}
Rows::Rows(Rows&&) noexcept = default;
Rows::~Rows() = default;

bool Rows::Next() {
  return Translated([&] { return result_->next(); });
}
std::int64_t Rows::Int(int column) const {
  return Translated([&] { return result_->getInt64(column); });
}
std::string Rows::Text(int column) const {
  return Translated([&] { return std::string(result_->getString(column)); });
}
bool Rows::IsNull(int column) const {
  return Translated([&] { return result_->isNull(column); });
}
std::optional<std::int64_t> Rows::OptionalInt(int column) const {
  if (IsNull(column)) return std::nullopt;
  return Int(column);
}

template <typename Body>
auto Connection::Guarded(Body body) {
  try {
    return Translated(body);
  } catch (const Error& error) {
    if (error.error_class() == ErrorClass::kLost) broken_ = true;
    throw;
  }
}

Connection::Connection(const Settings& settings)
    : connection_(Translated([&] { return Connect(settings); })) {}

Connection::~Connection() {
  // Statements go before their connection; a dead server may make either throw.
  try {
    prepared_.clear();
    connection_.reset();
  } catch (const ::sql::SQLException&) {
    return;
  }
}

void Connection::Execute(std::string_view text) {
  Guarded([&] {
    const std::unique_ptr<::sql::Statement> statement(connection_->createStatement());
    statement->execute(::sql::SQLString(text.data(), text.size()));
  });
}

::sql::PreparedStatement& Connection::Prepared(std::string_view text) {
  auto found = prepared_.find(text);
  if (found == prepared_.end()) {
    std::unique_ptr<::sql::PreparedStatement> statement(
        connection_->prepareStatement(::sql::SQLString(text.data(), text.size())));
    found = prepared_.emplace(text, std::move(statement)).first;
  }
  return *found->second;
}

Rows Connection::Query(std::string_view text, const std::vector<Value>& parameters) {
  return Guarded([&] {
    ::sql::PreparedStatement& statement = Prepared(text);
    unsigned index = 0;
    for (const Value& value : parameters) Bind(statement, ++index, value);
    return Rows(std::unique_ptr<::sql::ResultSet>(statement.executeQuery()));
  });
}

std::int64_t Connection::Update(std::string_view text, const std::vector<Value>& parameters) {
  return Guarded([&] {
    ::sql::PreparedStatement& statement = Prepared(text);
    unsigned index = 0;
    for (const Value& value : parameters) Bind(statement, ++index, value);
    return static_cast<std::int64_t>(statement.executeUpdate());
  });
}

void Connection::Insert(std::string_view head, const std::vector<std::vector<Value>>& rows,
                        std::string_view tail) {
  for (std::size_t begin = 0; begin < rows.size();) {
    const std::size_t count = InsertShape(rows.size() - begin);
    const std::string row = Placeholders(rows[begin].size());
    std::string text(head);
    for (std::size_t i = 0; i < count; ++i) absl::StrAppend(&text, i == 0 ? " VALUES " : ",", row);
    text.append(" ").append(tail);
    Guarded([&] {
      ::sql::PreparedStatement& statement = Prepared(text);
      unsigned index = 0;
      for (std::size_t i = begin; i < begin + count; ++i) {
        for (const Value& value : rows[i]) Bind(statement, ++index, value);
      }
      statement.executeUpdate();
    });
    begin += count;
  }
}

Rows Connection::QueryChunk(std::string_view head, const Value* keys, std::size_t count,
                            std::string_view tail) {
  // Padded with the last key to a power of two, so that few shapes are prepared.
  const std::size_t width = std::bit_ceil(count);
  std::string text(head);
  text.append(" ").append(Placeholders(width)).append(" ").append(tail);
  return Guarded([&] {
    ::sql::PreparedStatement& statement = Prepared(text);
    for (std::size_t i = 0; i < width; ++i) {
      Bind(statement, static_cast<unsigned>(i + 1), keys[std::min(i, count - 1)]);
    }
    return Rows(std::unique_ptr<::sql::ResultSet>(statement.executeQuery()));
  });
}

Transaction::Transaction(Connection& connection) : connection_(connection) {
  connection_.Execute("BEGIN");
}

void Transaction::Commit() {
  connection_.Execute("COMMIT");
  open_ = false;
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    connection_.Execute("ROLLBACK");
  } catch (const Error&) {
    // The server rolls back when the session ends; a BEGIN on it would commit what is open.
    connection_.broken_ = true;
  }
}

}  // namespace motcua::sql
