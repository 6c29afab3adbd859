// Followed commands, counter versions, and several instances on one database.
#include <atomic>
#include <semaphore>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/journal/journal_fixture.h"

namespace motcua::journal {
namespace {

using testing::Answer;
using testing::Await;
using testing::Balance;
using testing::Command;
using testing::Entry;
using testing::EventCount;
using testing::FollowedCommand;
using testing::IsOk;
using testing::RefusedWith;
using testing::Send;
using testing::SendAndAwait;

TEST_F(JournalTest, AFollowedCommandIsAppliedOnceWithItsCursor) {
  auto journal = Open();
  EXPECT_EQ(journal->FollowedCursor("intake").sequence, 0);
  std::vector<Submission> submissions;
  for (const std::int64_t sequence : {3, 5, 5, 4, 9}) {
    submissions.push_back(
        FollowedCommand(Entry{.account = "a", .amount = sequence}, "intake", sequence));
  }
  const auto receipts = SendAsOneBatch(*journal, std::move(submissions));
  for (const auto& receipt : receipts) EXPECT_THAT(receipt, IsOk());
  EXPECT_TRUE(receipts[2]->replayed);
  EXPECT_TRUE(receipts[3]->replayed);
  const auto late =
      SendAndAwait(*journal, FollowedCommand(Entry{.account = "a", .amount = 100}, "intake", 9));
  EXPECT_TRUE(late->replayed);
  EXPECT_EQ(Balance(database_, "a"), 3 + 5 + 9);
  EXPECT_THAT(
      SendAndAwait(*journal, FollowedCommand(Entry{.account = "a", .amount = 1}, "payment", 2)),
      IsOk());
  EXPECT_EQ(journal->FollowedCursor("intake").sequence, 9);
  EXPECT_EQ(journal->FollowedCursor("intake").chain_hash, Sha256("intake9"));
  EXPECT_EQ(journal->FollowedCursor("payment").sequence, 2);
}

TEST_F(JournalTest, WhatCannotFollowBecomesAConflictAndTheCursorMovesOn) {
  auto journal = Open();
  std::vector<Submission> submissions;
  submissions.push_back(FollowedCommand(Entry{.account = "a", .amount = 1}, "intake", 1));
  submissions.push_back(FollowedCommand(Entry{.account = "a", .amount = -5}, "intake", 2));
  submissions.push_back(FollowedCommand(
      Entry{.account = "a", .on_decide = [] { throw std::runtime_error("a defect"); }}, "intake",
      3));
  submissions.push_back(
      FollowedCommand(Entry{.account = std::string(40, 'x'), .amount = 1}, "intake", 4));
  submissions.push_back(FollowedCommand(Entry{.account = "a", .amount = 2}, "intake", 5));
  for (const auto& receipt : SendAsOneBatch(*journal, std::move(submissions))) {
    EXPECT_THAT(receipt, IsOk());
  }
  EXPECT_EQ(Balance(database_, "a"), 3);
  EXPECT_EQ(journal->FollowedCursor("intake").sequence, 5);
  sql::Connection connection(database_);
  sql::Rows rows = connection.Query(
      "SELECT GROUP_CONCAT(sequence, ' ', reason ORDER BY sequence) FROM conflict"
      " WHERE source = 'intake'");
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Text(1), "2 OVERDRAWN,3 EXCEPTION,4 DATABASE_REFUSED");
}

TEST_F(JournalTest, AnotherCounterVersionStartsNoJournal) {
  Open();
  Options options = OptionsOf();
  options.counter_version = 2;
  EXPECT_THROW(Journal(options, testing::LedgerPlugin()), std::runtime_error);
}

TEST_F(JournalTest, StopsWhenAnotherProgramChangesTheCounterVersion) {
  auto journal = Open();
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a", .amount = 1}, "1")), IsOk());
  sql::Connection(database_).Execute("UPDATE journal_head SET counter_version = 2");
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a", .amount = 1}, "2")),
              RefusedWith("STOPPING"));
  EXPECT_EQ(EventCount(database_), 1);
}

TEST_F(JournalTest, TwoInstancesWriteOneLog) {
  constexpr int kEach = 2000;
  std::vector<std::unique_ptr<Journal>> journals;
  journals.push_back(Open());
  journals.push_back(Open());
  // Both are given every request id: each has one effect, whoever comes first.
  std::vector<std::thread> callers;
  std::atomic<int> applied = 0;
  for (auto& journal : journals) {
    callers.emplace_back([&] {
      std::vector<Answer> answers;
      for (int i = 0; i < kEach; ++i) {
        answers.push_back(
            Send(*journal,
                 Command({.account = absl::StrCat("a", i % 17), .amount = 1, .events = 1 + i % 3},
                         absl::StrCat(i))));
      }
      for (Answer& answer : answers) {
        const auto receipt = Await(answer);
        EXPECT_THAT(receipt, IsOk());
        applied += receipt.ok() && !receipt->replayed;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(applied, kEach);
  EXPECT_EQ(Number("SELECT SUM(balance) FROM account"), kEach);
}

TEST_F(JournalTest, SubscribersAreWokenWhenTheMarkMoves) {
  auto journal = Open();
  std::counting_semaphore<> woken(0);
  std::int64_t seen = 0;
  auto handle = journal->OnDurable([&] {
    seen = journal->durable().sequence;
    woken.release();
  });
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a"}, "1")), IsOk());
  ASSERT_TRUE(woken.try_acquire_for(std::chrono::seconds(20)));
  EXPECT_EQ(seen, 1);
  handle.reset();
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a"}, "2")), IsOk());
  EXPECT_FALSE(woken.try_acquire());
}

TEST_F(JournalTest, ASubscriberMayEndItsSubscriptionWhenWoken) {
  auto journal = Open();
  std::atomic<int> wakes = 0;
  std::shared_ptr<void> handle;
  handle = journal->OnDurable([&] {
    ++wakes;
    handle.reset();
  });
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a"}, "1")), IsOk());
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a"}, "2")), IsOk());
  EXPECT_EQ(wakes, 1);
}

TEST_F(JournalTest, CommitsOfAnotherInstanceMoveTheMarkAndWake) {
  auto journal = Open();
  auto other = Open();
  std::counting_semaphore<> woken(0);
  auto handle = journal->OnDurable([&] { woken.release(); });
  EXPECT_THAT(SendAndAwait(*other, Command({.account = "a", .events = 5}, "1")), IsOk());
  ASSERT_TRUE(woken.try_acquire_for(std::chrono::seconds(20)));
  EXPECT_EQ(journal->durable().sequence, 5);
  EXPECT_EQ(journal->durable().chain_hash, other->durable().chain_hash);
}

TEST_F(JournalTest, AskingForTheMarkIsEnoughToFollowAnotherInstance) {
  auto journal = Open();
  auto other = Open();
  EXPECT_THAT(SendAndAwait(*other, Command({.account = "a"}, "1")), IsOk());
  const absl::Time deadline = absl::Now() + absl::Minutes(2);
  while (journal->durable().sequence != 1) ASSERT_LT(absl::Now(), deadline);
}

TEST_F(JournalTest, ANewInstanceKnowsWhatIsOnDisk) {
  Cursor before;
  {
    auto journal = Open();
    EXPECT_TRUE(journal->durable().chain_hash.empty());
    EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a", .events = 2}, "1")), IsOk());
    before = journal->durable();
  }
  auto journal = Open();
  EXPECT_EQ(journal->durable().sequence, 2);
  EXPECT_EQ(journal->durable().chain_hash, before.chain_hash);
}

}  // namespace
}  // namespace motcua::journal
