#include "common/sql/migrate.h"

#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/hash.h"

namespace motcua::sql {
namespace {

std::vector<std::string> SplitStatements(const std::string& text) {
  std::vector<std::string> statements;
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find(";\n", begin)) != std::string::npos; begin = end + 2) {
    statements.push_back(text.substr(begin, end - begin));
  }
  return statements;
}

void Apply(Connection& connection, const std::string& name, const std::string& text) {
  const std::string hash = HexEncode(Sha256(text));
  Rows rows = connection.Query("SELECT text_hash FROM schema_migration WHERE name = ?", {name});
  if (rows.Next()) {
    if (rows.Text(1) != hash) throw std::runtime_error("migration changed after use: " + name);
    return;
  }
  for (const std::string& statement : SplitStatements(text)) connection.Execute(statement);
  connection.Update("INSERT INTO schema_migration (name, text_hash) VALUES (?, ?)", {name, hash});
}

}  // namespace

void Migrate(const Settings& settings, const std::vector<Schema>& schemas) {
  Settings server = settings;
  server.database.clear();
  Connection connection(server);
  connection.Execute(absl::StrCat("CREATE DATABASE IF NOT EXISTS `", settings.database,
                                  "` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"));
  connection.Execute(absl::StrCat("USE `", settings.database, "`"));
  Rows lock = connection.Query("SELECT GET_LOCK(?, 60)", {"motcua." + settings.database});
  if (!lock.Next() || lock.Int(1) != 1) throw std::runtime_error("another instance migrates");
  connection.Execute(
      "CREATE TABLE IF NOT EXISTS schema_migration ("
      "name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,"
      "text_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL)");
  for (const Schema& schema : schemas) {
    for (const auto& [name, text] : schema) Apply(connection, name, text);
  }
}

void RequireServerSettings(Connection& connection) {
  Rows rows = connection.Query(
      "SELECT @@innodb_flush_log_at_trx_commit = 1, @@innodb_snapshot_isolation = 1,"
      " @@innodb_rollback_on_timeout = 1, @@sql_mode LIKE '%STRICT_TRANS_TABLES%',"
      " @@character_set_server = 'utf8mb4', @@time_zone = '+00:00' OR @@time_zone = 'UTC'");
  static constexpr const char* kNames[] = {
      "innodb_flush_log_at_trx_commit=1", "innodb_snapshot_isolation=ON",
      "innodb_rollback_on_timeout=ON",    "sql_mode with STRICT_TRANS_TABLES",
      "character_set_server=utf8mb4",     "time_zone=+00:00"};
  std::vector<std::string> missing;
  rows.Next();
  for (int i = 0; i < 6; ++i) {
    if (rows.Int(i + 1) != 1) missing.push_back(kNames[i]);
  }
  if (!missing.empty()) {
    throw std::runtime_error("the server would lose data; set " + absl::StrJoin(missing, ", "));
  }
}

}  // namespace motcua::sql
