#include "common/sql/connection.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::sql {
namespace {

ErrorClass ClassOf(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.error_class();
  }
  throw std::logic_error("no error");
}

class ConnectionTest : public ::testing::Test {
 protected:
  ConnectionTest() : database_(testing::FreshDatabase()), connection_(database_) {
    connection_.Execute(
        "CREATE TABLE fact (id BIGINT PRIMARY KEY, text VARCHAR(10), bytes BLOB) ENGINE=InnoDB");
  }

  std::int64_t Number(const std::string& query) {
    Connection other(database_);
    Rows rows = other.Query(query);
    return rows.Next() ? rows.Int(1) : -1;
  }

  // From another session, as an administrator or a fail-over would.
  void Kill(Connection& connection) {
    std::int64_t id = 0;
    {
      Rows rows = connection.Query("SELECT CONNECTION_ID()");
      rows.Next();
      id = rows.Int(1);
    }
    Connection(database_).Execute(absl::StrCat("KILL ", id));
  }

  Settings database_;
  Connection connection_;
};

// The connector's own commit() says nothing here, and the caller would be told a lie.
TEST_F(ConnectionTest, ACommitOnAKilledConnectionIsAnError) {
  Connection victim(database_);
  Transaction transaction(victim);
  victim.Update("INSERT INTO fact (id) VALUES (?)", {1});
  Kill(victim);
  EXPECT_EQ(ClassOf([&] { transaction.Commit(); }), ErrorClass::kLost);
  EXPECT_TRUE(victim.broken());
  EXPECT_EQ(Number("SELECT COUNT(*) FROM fact"), 0);
}

TEST_F(ConnectionTest, AScopeLeftWithoutCommitRollsBack) {
  {
    Transaction transaction(connection_);
    connection_.Update("INSERT INTO fact (id) VALUES (?)", {1});
  }
  {
    Transaction transaction(connection_);
    connection_.Update("INSERT INTO fact (id) VALUES (?)", {2});
    transaction.Commit();
  }
  EXPECT_EQ(Number("SELECT SUM(id) FROM fact"), 2);
}

TEST_F(ConnectionTest, ARollbackThatFailsBreaksTheConnection) {
  Connection victim(database_);
  {
    Transaction transaction(victim);
    Kill(victim);
  }
  EXPECT_TRUE(victim.broken());
}

TEST_F(ConnectionTest, ValuesComeBackAsTheyWere) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  connection_.Insert("INSERT INTO fact (id, text, bytes)",
                     {{INT64_MIN, std::string("Đông Hà"), bytes}, {INT64_MAX, Null(), Null()}});
  Rows rows = connection_.Query("SELECT id, text, bytes FROM fact ORDER BY id");
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Int(1), INT64_MIN);
  EXPECT_EQ(rows.Text(2), "Đông Hà");
  EXPECT_EQ(rows.Text(3), bytes);
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Int(1), INT64_MAX);
  EXPECT_TRUE(rows.IsNull(2));
  EXPECT_EQ(rows.OptionalInt(2), std::nullopt);
  EXPECT_FALSE(rows.Next());
}

TEST_F(ConnectionTest, BytesCompareAsBytesInParameters) {
  connection_.Execute("CREATE TABLE place (hash BINARY(4) PRIMARY KEY) ENGINE=InnoDB");
  const std::string hash("\xff\0\xc3\x28", 4);  // not UTF-8
  connection_.Insert("INSERT INTO place (hash)", {{hash}});
  Rows rows = connection_.Query("SELECT hash FROM place WHERE hash = ?", {hash});
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Text(1), hash);
}

TEST_F(ConnectionTest, InsertsAnyNumberOfRows) {
  std::int64_t id = 0;
  std::int64_t sum = 0;
  for (const int count : {0, 1, 2, 3, 255, 256, 257, 1000}) {
    std::vector<std::vector<Value>> rows;
    for (int i = 0; i < count; ++i) {
      rows.push_back({++id, absl::StrCat(id), Null()});
      sum += id;
    }
    connection_.Insert("INSERT INTO fact (id, text, bytes)", rows);
  }
  EXPECT_EQ(Number("SELECT COUNT(*) FROM fact"), id);
  EXPECT_EQ(Number("SELECT SUM(id) FROM fact"), sum);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM fact WHERE text = id"), id);
}

TEST_F(ConnectionTest, InsertAppendsItsTail) {
  for (int i = 0; i < 3; ++i) {
    connection_.Insert("INSERT INTO fact (id, text)", {{1, "1"}, {2, "1"}},
                       "ON DUPLICATE KEY UPDATE text = text + VALUES(text)");
  }
  EXPECT_EQ(Number("SELECT MIN(text) FROM fact"), 3);
}

TEST_F(ConnectionTest, QueryInFindsEachKeyOnce) {
  std::vector<std::vector<Value>> rows;
  std::vector<Value> keys;
  for (std::int64_t id = 0; id < 700; ++id) {
    if (id % 2 == 0) rows.push_back({id});
    keys.emplace_back(id);
  }
  connection_.Insert("INSERT INTO fact (id)", rows);
  for (const std::size_t count : {0, 1, 3, 256, 257, 700}) {
    std::set<std::int64_t> found;
    std::size_t calls = 0;
    connection_.QueryIn("SELECT id FROM fact WHERE id IN", {keys.begin(), keys.begin() + count},
                        "AND id < 600", [&](const Rows& row) {
                          ++calls;
                          found.insert(row.Int(1));
                        });
    EXPECT_EQ(calls, (std::min<std::size_t>(count, 600) + 1) / 2);
    EXPECT_EQ(found.size(), calls);
  }
}

TEST_F(ConnectionTest, StatementsDoNotLeakOnTheServer) {
  const auto statements = [&] {
    Connection other(database_);
    Rows rows = other.Query("SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'");
    rows.Next();
    return rows.Int(2);
  };
  const std::int64_t before = statements();
  for (int i = 0; i < 50; ++i) {
    Connection connection(database_);
    for (int run = 0; run < 3; ++run) {
      connection.Update("UPDATE fact SET text = ? WHERE id = ?", {"x", i});
      connection.Insert("INSERT INTO fact (id)", {{1000 * i + run}});
    }
  }
  // The same text is prepared once, the shapes of an insert are few.
  for (int i = 0; i < 200; ++i) {
    connection_.Query("SELECT id FROM fact WHERE id = ?", {i});
  }
  // A session's end is noticed by the server a moment later.
  const absl::Time deadline = absl::Now() + absl::Minutes(2);
  while (statements() > before + 1 && absl::Now() < deadline) absl::SleepFor(absl::Milliseconds(1));
  EXPECT_LE(statements(), before + 1);
}

TEST_F(ConnectionTest, ErrorsHaveClasses) {
  connection_.Update("INSERT INTO fact (id) VALUES (?)", {1});
  EXPECT_EQ(ClassOf([&] { connection_.Update("INSERT INTO fact (id) VALUES (?)", {1}); }),
            ErrorClass::kDuplicate);
  EXPECT_EQ(ClassOf([&] {
              connection_.Update("INSERT INTO fact (id, text) VALUES (?, ?)", {2, "12345678901"});
            }),
            ErrorClass::kRefused);
  EXPECT_FALSE(connection_.broken());
  Settings nowhere = database_;
  nowhere.socket = "/nowhere/mariadb.sock";
  EXPECT_EQ(ClassOf([&] { Connection connection(nowhere); }), ErrorClass::kLost);
}

TEST_F(ConnectionTest, ALockLostOrAChangeMissedAsksForTheTransactionAgain) {
  connection_.Update("INSERT INTO fact (id) VALUES (?)", {1});
  Connection other(database_);
  other.Execute("SET SESSION innodb_lock_wait_timeout = 0");
  Transaction transaction(connection_);
  connection_.Query("SELECT id FROM fact WHERE id = 1 FOR UPDATE");
  EXPECT_EQ(ClassOf([&] { other.Query("SELECT id FROM fact WHERE id = 1 FOR UPDATE"); }),
            ErrorClass::kRetry);
  Transaction late(other);
  other.Query("SELECT id FROM fact");  // its snapshot
  connection_.Update("UPDATE fact SET text = 'x' WHERE id = 1");
  transaction.Commit();
  EXPECT_EQ(ClassOf([&] { other.Query("SELECT id FROM fact WHERE id = 1 FOR UPDATE"); }),
            ErrorClass::kRetry);
}

TEST_F(ConnectionTest, AReadThatNeverEndsTimesOut) {
  database_.io_timeout = absl::Seconds(1);
  Connection impatient(database_);
  EXPECT_EQ(ClassOf([&] { impatient.Query("SELECT SLEEP(20)"); }), ErrorClass::kLost);
  EXPECT_TRUE(impatient.broken());
}

}  // namespace
}  // namespace motcua::sql
