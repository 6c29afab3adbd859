// What the journal promises, while the database, the link to it or an instance fails.
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/clock.h"
#include "common/journal/journal.h"
#include "common/testing/database.h"
#include "common/testing/ledger.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/faults/load.h"
#include "tests/faults/sql_proxy.h"

namespace motcua::faults {
namespace {

using journal::Journal;
using journal::Receipt;
using testing::Answer;
using testing::Await;
using testing::Balance;
using testing::Command;
using testing::EventCount;
using testing::IsOk;
using testing::LedgerFault;
using testing::Send;
using testing::SendAndAwait;

// The same database through a proxy.
sql::Settings Through(const SqlProxy& proxy, sql::Settings database) {
  database.socket.clear();
  database.port = proxy.port();
  return database;
}

void KillConnections(const sql::Settings& database) {
  sql::Connection connection(database);
  std::vector<std::int64_t> ids;
  sql::Rows rows = connection.Query(
      "SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()",
      {database.database});
  while (rows.Next()) ids.push_back(rows.Int(1));
  for (const std::int64_t id : ids) {
    try {
      connection.Execute(absl::StrCat("KILL ", id));
    } catch (const sql::Error&) {
      continue;  // it ended by itself
    }
  }
}

class JournalFaultsTest : public ::testing::Test {
 protected:
  JournalFaultsTest() : database_(testing::FreshLedger()) {}
  void TearDown() override { EXPECT_EQ(LedgerFault(database_), ""); }

  sql::Settings database_;
};

TEST_F(JournalFaultsTest, AConnectionKilledBeforeCommitIsReplaced) {
  auto journal = Open(database_);
  int decided = 0;
  const auto kill_once = [&] {
    if (++decided == 1) KillConnections(database_);
  };
  const auto receipt =
      SendAndAwait(*journal, Command({.account = "a", .amount = 7, .on_decide = kill_once}, "1"));
  ASSERT_THAT(receipt, IsOk());
  EXPECT_FALSE(receipt->replayed);
  EXPECT_EQ(decided, 2);
  EXPECT_EQ(Balance(database_, "a"), 7);
}

// Cuts the link at the first packet of a command, at the second, and so on, until all were
// cut once; returns how many retries found their command done.
int CutAtEveryPacket(const sql::Settings& database, Link how) {
  std::atomic<int> countdown = -1;
  SqlProxy proxy(database.port, [&](std::string_view) {
    return countdown >= 0 && countdown-- == 0 ? how : Link::kPass;
  });
  auto journal = Open(Through(proxy, database));
  int replayed = 0;
  for (int packet = 0;; ++packet) {
    countdown = packet;
    const auto receipt = SendAndAwait(
        *journal, Command({.account = "a", .amount = 1}, absl::StrCat("packet ", packet)));
    EXPECT_THAT(receipt, IsOk());
    EXPECT_EQ(Balance(database, "a"), packet + 1);
    replayed += receipt.ok() && receipt->replayed;
    // Not reached any more; what the journal says when it closes is left alone.
    if (countdown.exchange(-1) >= 0 || !receipt.ok()) return replayed;
  }
}

TEST_F(JournalFaultsTest, ALinkCutBeforeAnyStatementLeavesOneEffect) {
  EXPECT_EQ(CutAtEveryPacket(database_, Link::kCutBefore), 0);
  EXPECT_GT(EventCount(database_), 8);
}

TEST_F(JournalFaultsTest, ALinkCutAfterAnyStatementLeavesOneEffect) {
  // Only after COMMIT the retry finds it done.
  EXPECT_EQ(CutAtEveryPacket(database_, Link::kCutAfter), 1);
  EXPECT_GT(EventCount(database_), 8);
}

TEST_F(JournalFaultsTest, ACommitThatArrivesAfterItsRetryHasOneEffect) {
  std::atomic<bool> hold = false;
  SqlProxy proxy(database_.port, [&](std::string_view packet) {
    return IsText(packet, "COMMIT") && hold.exchange(false) ? Link::kHold : Link::kPass;
  });
  auto journal = Open(Through(proxy, database_));
  hold = true;
  Answer answer = Send(*journal, Command({.account = "a", .amount = 7}, "1"));
  sql::Connection connection(database_);
  ASSERT_TRUE(testing::AwaitLockWait(connection));  // the retry, for the old transaction
  EXPECT_EQ(EventCount(database_), 0);              // a plain look says: absent
  proxy.Release();
  const auto receipt = Await(answer);
  ASSERT_THAT(receipt, IsOk());
  EXPECT_TRUE(receipt->replayed);
  EXPECT_EQ(receipt->sequence, 1);
  EXPECT_EQ(EventCount(database_), 1);
  EXPECT_EQ(Balance(database_, "a"), 7);
}

TEST_F(JournalFaultsTest, ADeadlineEndsTheRetries) {
  std::atomic<bool> down = false;
  SqlProxy proxy(database_.port,
                 [&](std::string_view) { return down ? Link::kCutBefore : Link::kPass; });
  auto journal = Open(Through(proxy, database_));
  down = true;
  journal::Submission submission = Command({.account = "a", .amount = 7}, "1");
  submission.deadline = SteadyNow() + absl::Milliseconds(300);
  EXPECT_EQ(SendAndAwait(*journal, std::move(submission)).status().code(),
            absl::StatusCode::kDeadlineExceeded);
  down = false;
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a", .amount = 7}, "1")), IsOk());
  EXPECT_EQ(Balance(database_, "a"), 7);
}

TEST_F(JournalFaultsTest, StoppingDoesNotWaitForADatabaseThatIsGone) {
  std::atomic<bool> down = false;
  SqlProxy proxy(database_.port,
                 [&](std::string_view) { return down ? Link::kCutBefore : Link::kPass; });
  auto journal = Open(Through(proxy, database_));
  down = true;
  Answer answer = Send(*journal, Command({.account = "a", .amount = 7}, "1"));
  journal->Stop();
  EXPECT_THAT(Await(answer), testing::RefusedWith("STOPPING"));
}

// An instance that stops itself, as a whole process, while it holds the head lock.
[[noreturn]] void RunFrozenInstance(const sql::Settings& database) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::optional<bool> replayed;
  {
    auto journal = Open(database);
    bool first = true;
    const auto freeze_once = [&] {
      if (std::exchange(first, false)) raise(SIGSTOP);
    };
    const auto receipt = SendAndAwait(
        *journal, Command({.account = "a", .amount = 7, .on_decide = freeze_once}, "1"));
    if (receipt.ok()) replayed = receipt->replayed;
  }
  _exit(replayed.has_value() ? (*replayed ? 10 : 11) : 12);
}

TEST_F(JournalFaultsTest, AFrozenInstanceHoldsNobodyUp) {
  const pid_t frozen = fork();
  ASSERT_GE(frozen, 0);
  if (frozen == 0) RunFrozenInstance(database_);
  int status = 0;
  ASSERT_EQ(waitpid(frozen, &status, WUNTRACED), frozen);
  ASSERT_TRUE(WIFSTOPPED(status));
  auto journal = Open(database_);  // waits for the head lock, too
  const auto receipt = SendAndAwait(*journal, Command({.account = "a", .amount = 7}, "1"));
  ASSERT_THAT(receipt, IsOk());
  EXPECT_FALSE(receipt->replayed);
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a", .amount = 1}, "2")), IsOk());
  kill(frozen, SIGCONT);
  ASSERT_EQ(waitpid(frozen, &status, 0), frozen);
  EXPECT_EQ(WEXITSTATUS(status), 10);  // it found its command done
  EXPECT_EQ(Balance(database_, "a"), 8);
}

TEST_F(JournalFaultsTest, ConnectionsKilledAtRandomLeaveOneEffectEach) {
  auto one = Open(database_);
  auto two = Open(database_);
  Load load({one.get(), two.get()}, 4);
  for (int kill = 0; kill < 40; ++kill) {
    ASSERT_TRUE(load.AwaitAcknowledged(25));
    KillConnections(database_);
  }
  ExpectExactly(database_, load.Stop());
}

}  // namespace
}  // namespace motcua::faults
