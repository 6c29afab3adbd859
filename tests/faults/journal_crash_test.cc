// What the journal promises when its database is killed, or restored from a backup.
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <thread>

#include "absl/time/clock.h"
#include "common/process/mariadb.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "tests/faults/load.h"

namespace motcua::faults {
namespace {

using journal::Cursor;
using testing::Command;
using testing::IsOk;
using testing::LedgerFault;
using testing::SendAndAwait;

// A follower: reads on and on, up to a bound, and remembers what it saw.
class Reader {
 public:
  Reader(sql::Settings database, std::function<std::int64_t()> through)
      : database_(std::move(database)), through_(std::move(through)), thread_([this] {
          while (!stop_) ReadOn();
        }) {}

  ~Reader() { Stop(); }

  // Chain hash of each event it ever saw, the first time.
  const std::map<std::int64_t, std::string>& Stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
    return seen_;
  }

 private:
  void ReadOn() {
    try {
      sql::Connection connection(database_);
      while (!stop_) {
        const std::int64_t through = through_();
        for (const auto& event : journal::ReadEvents(connection, last_, through, 1000)) {
          seen_.emplace(event.sequence, event.chain_hash);
          last_ = event.sequence;
        }
      }
    } catch (const sql::Error&) {
      absl::SleepFor(absl::Milliseconds(1));  // the server is down
    }
  }

  const sql::Settings database_;
  const std::function<std::int64_t()> through_;
  std::int64_t last_ = 0;
  std::map<std::int64_t, std::string> seen_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

// Events in `seen` that the database does not have.
int Lost(const sql::Settings& database, const std::map<std::int64_t, std::string>& seen) {
  std::map<std::int64_t, std::string> stored;
  sql::Connection connection(database);
  for (const auto& event : journal::ReadEvents(connection, 0, INT64_MAX, 1 << 30)) {
    stored.emplace(event.sequence, event.chain_hash);
  }
  int lost = 0;
  for (const auto& [sequence, hash] : seen) lost += stored[sequence] != hash;
  return lost;
}

class CrashTest : public ::testing::Test {
 protected:
  // The redo log is slow, so that a crash meets transactions that are visible but not on disk.
  CrashTest()
      : server_(dir_.path(), {},
                {"LD_PRELOAD=" SLOW_FSYNC, "SLOW_FSYNC_MICROSECONDS=500",
                 "SLOW_LOG_WRITE_MICROSECONDS=2000"}),
        database_(testing::FreshLedger(server_)) {}

  testing::TempDir dir_;
  process::MariaDb server_;
  sql::Settings database_;
};

TEST_F(CrashTest, AReaderBoundedByTheMarkNeverSawWhatACrashTookBack) {
  auto one = Open(database_);
  auto two = Open(database_);
  Reader bounded(database_, [&] { return one->durable().sequence; });
  Reader careless(database_, [] { return INT64_MAX; });
  Load load({one.get(), two.get()}, 4);
  std::mt19937 random(20220415);
  std::uniform_int_distribution<int> moment(0, 10000);  // of a transaction of some milliseconds
  for (int crash = 0; crash < 10; ++crash) {
    ASSERT_TRUE(load.AwaitAcknowledged(500));
    absl::SleepFor(absl::Microseconds(moment(random)));
    server_.Kill();
    const Cursor durable = one->durable();
    server_.Start();
    sql::Connection connection(database_);
    EXPECT_TRUE(journal::HasCursor(connection, durable));
  }
  ASSERT_TRUE(load.AwaitAcknowledged(1000));
  const auto acknowledged = load.Stop();
  EXPECT_GT(bounded.Stop().size(), 1000u);
  EXPECT_EQ(Lost(database_, bounded.Stop()), 0);
  // How often this very run would have betrayed a reader without the mark.
  std::cout << "seen without the mark, and lost: " << Lost(database_, careless.Stop()) << "\n";
  ExpectExactly(database_, acknowledged);
  EXPECT_EQ(LedgerFault(database_), "");
}

TEST_F(CrashTest, ACursorOfARestoredBackupsFutureIsRefused) {
  const std::string data = dir_.path() + "/data";
  const std::string backup = dir_.path() + "/backup";
  const auto write = [&](const std::string& id) {
    auto journal = Open(database_);
    EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a", .amount = 1}, id)), IsOk());
    return journal->durable();
  };
  const Cursor before = write("before");
  server_.Stop();
  std::filesystem::copy(data, backup, std::filesystem::copy_options::recursive);
  server_.Start();
  const Cursor lost = write("lost");
  server_.Stop();
  std::filesystem::remove_all(data);
  std::filesystem::rename(backup, data);
  server_.Start();
  const Cursor other = write("other");
  EXPECT_EQ(other.sequence, lost.sequence);
  sql::Connection connection(database_);
  EXPECT_TRUE(journal::HasCursor(connection, before));
  EXPECT_TRUE(journal::HasCursor(connection, other));
  EXPECT_FALSE(journal::HasCursor(connection, lost));
  EXPECT_EQ(LedgerFault(database_), "");
}

}  // namespace
}  // namespace motcua::faults
