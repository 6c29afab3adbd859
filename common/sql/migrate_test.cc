#include "common/sql/migrate.h"

#include <atomic>
#include <thread>

#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::sql {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const Schema kSchema = {
    {"001_place.sql",
     "CREATE TABLE place (id INT PRIMARY KEY);\n\nINSERT INTO place VALUES (1);\n"},
    {"002_more.sql", "-- comment; still comment\nINSERT INTO place\nVALUES (2);\n"}};

std::int64_t Places(const Settings& database) {
  Connection connection(database);
  Rows rows = connection.Query("SELECT COUNT(*) FROM place");
  return rows.Next() ? rows.Int(1) : -1;
}

// A database that does not exist yet.
Settings NoDatabase() {
  Settings settings = testing::FreshDatabase();
  settings.database += "_new";
  return settings;
}

TEST(MigrateTest, CreatesTheDatabaseAndAppliesEachFileOnce) {
  const Settings database = NoDatabase();
  for (int start = 0; start < 3; ++start) Migrate(database, {kSchema});
  EXPECT_EQ(Places(database), 2);
}

TEST(MigrateTest, AppliesOnlyWhatIsNew) {
  const Settings database = NoDatabase();
  Migrate(database, {{kSchema[0]}});
  EXPECT_EQ(Places(database), 1);
  Migrate(database, {kSchema});
  EXPECT_EQ(Places(database), 2);
}

TEST(MigrateTest, InstancesMayStartTogether) {
  const Settings database = NoDatabase();
  std::vector<std::thread> instances;
  std::atomic<int> started = 0;
  for (int i = 0; i < 8; ++i) {
    instances.emplace_back([&] {
      Migrate(database, {kSchema});
      ++started;
    });
  }
  for (std::thread& instance : instances) instance.join();
  EXPECT_EQ(started, 8);
  EXPECT_EQ(Places(database), 2);
}

TEST(MigrateTest, AFileChangedAfterItsUseIsRefused) {
  const Settings database = NoDatabase();
  Migrate(database, {kSchema});
  Schema changed = kSchema;
  changed[1].second = "INSERT INTO place VALUES (3);\n";
  try {
    Migrate(database, {changed});
    FAIL() << "accepted";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("002_more.sql"));
  }
  EXPECT_EQ(Places(database), 2);
}

TEST(RequireServerSettingsTest, NamesEverySettingThatWouldLoseData) {
  Connection connection(testing::FreshDatabase());
  EXPECT_NO_THROW(RequireServerSettings(connection));
  connection.Execute("SET SESSION sql_mode = '', time_zone = '+07:00'");
  connection.Execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
  std::string message;
  try {
    RequireServerSettings(connection);
  } catch (const std::runtime_error& error) {
    message = error.what();
  }
  connection.Execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
  EXPECT_THAT(message,
              AllOf(HasSubstr("innodb_flush_log_at_trx_commit"), HasSubstr("STRICT_TRANS_TABLES"),
                    HasSubstr("time_zone"), Not(HasSubstr("innodb_snapshot_isolation"))));
}

}  // namespace
}  // namespace motcua::sql
