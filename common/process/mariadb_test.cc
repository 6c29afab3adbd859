#include "common/process/mariadb.h"

#include "common/sql/connection.h"
#include "common/sql/migrate.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"

namespace motcua::process {
namespace {

sql::Settings SettingsOf(const MariaDb& server) {
  sql::Settings settings;
  settings.socket = server.socket();
  return settings;
}

TEST(MariaDbTest, HasTheSettingsTheServicesDemand) {
  sql::Connection connection(SettingsOf(testing::SharedServer()));
  EXPECT_NO_THROW(sql::RequireServerSettings(connection));
}

TEST(MariaDbTest, AnswersOnItsPort) {
  sql::Settings settings;
  settings.port = testing::SharedServer().port();
  sql::Connection connection(settings);
  sql::Rows rows = connection.Query("SELECT 41 + 1");
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Int(1), 42);
}

TEST(MariaDbTest, KeepsWhatWasCommittedAfterAKill) {
  testing::TempDir dir;
  // A path too long for a unix socket must work too.
  MariaDb server(dir.path() + "/" + std::string(100, 'x'));
  {
    sql::Connection connection(SettingsOf(server));
    connection.Execute("CREATE DATABASE place");
    connection.Execute("CREATE TABLE place.fact (id INT PRIMARY KEY)");
    connection.Execute("INSERT INTO place.fact VALUES (7)");
  }
  server.Kill();
  server.Start();
  sql::Connection connection(SettingsOf(server));
  sql::Rows rows = connection.Query("SELECT id FROM place.fact");
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Int(1), 7);
}

TEST(MariaDbTest, AWrongOptionIsAnErrorNotAHang) {
  testing::TempDir dir;
  EXPECT_THROW(MariaDb(dir.path(), {"--no-such-option"}), std::runtime_error);
}

}  // namespace
}  // namespace motcua::process
