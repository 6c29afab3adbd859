#include "common/journal/journal.h"

#include <atomic>
#include <semaphore>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/hash.h"
#include "common/testing/database.h"
#include "common/testing/ledger.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::journal {
namespace {

using testing::Answer;
using testing::Await;
using testing::Balance;
using testing::Command;
using ::testing::Contains;
using testing::Entry;
using testing::EventCount;
using testing::FollowedCommand;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::LedgerFault;
using testing::RefusedWith;
using testing::Send;
using testing::SendAndAwait;

absl::StatusCode CodeOf(const absl::StatusOr<Receipt>& receipt) { return receipt.status().code(); }

// Keeps the head lock from journals, so that what is submitted meanwhile becomes one batch.
class HeadLock {
 public:
  explicit HeadLock(const sql::Settings& database) : connection_(database), open_(connection_) {
    connection_.Query("SELECT sequence FROM journal_head WHERE id = 1 FOR UPDATE");
  }

  // True once a journal waits for the lock.
  bool AwaitedByAJournal() {
    const absl::Time deadline = absl::Now() + absl::Minutes(2);
    while (absl::Now() < deadline) {
      sql::Rows rows = connection_.Query("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'");
      if (rows.Next() && rows.Int(2) > 0) return true;
      absl::SleepFor(absl::Milliseconds(1));
    }
    return false;
  }

 private:
  sql::Connection connection_;
  sql::Transaction open_;
};

class JournalTest : public ::testing::Test {
 protected:
  JournalTest() : database_(testing::FreshLedger()) {}
  void TearDown() override { EXPECT_EQ(LedgerFault(database_), ""); }

  Options OptionsOf() {
    Options options;
    options.database = database_;
    return options;
  }
  std::unique_ptr<Journal> Open() {
    return std::make_unique<Journal>(OptionsOf(), testing::LedgerPlugin());
  }

  // Submits all so that one transaction decides them. A first command occupies the writer.
  std::vector<absl::StatusOr<Receipt>> SendAsOneBatch(Journal& journal,
                                                      std::vector<Submission> submissions) {
    std::vector<Answer> answers;
    {
      HeadLock lock(database_);
      answers.push_back(Send(journal, Command({.account = "first"}, RandomId())));
      EXPECT_TRUE(lock.AwaitedByAJournal());
      for (Submission& submission : submissions) {
        answers.push_back(Send(journal, std::move(submission)));
      }
    }
    std::vector<absl::StatusOr<Receipt>> receipts;
    for (Answer& answer : answers) receipts.push_back(Await(answer));
    EXPECT_THAT(receipts.front(), IsOk());
    receipts.erase(receipts.begin());
    return receipts;
  }

  std::int64_t Number(const std::string& query) {
    sql::Connection connection(database_);
    sql::Rows rows = connection.Query(query);
    return rows.Next() ? rows.Int(1) : -1;
  }

  sql::Settings database_;
};

TEST_F(JournalTest, StoresTheEffectWithItsEvents) {
  auto journal = Open();
  const auto receipt =
      SendAndAwait(*journal, Command({.account = "a", .amount = 7, .events = 3}, "1"));
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(receipt->resource, "accounts/a");
  EXPECT_EQ(receipt->sequence, 3);
  EXPECT_FALSE(receipt->replayed);
  EXPECT_EQ(Balance(database_, "a"), 7);
  EXPECT_EQ(journal->durable().sequence, 3);
}

TEST_F(JournalTest, ARetryGetsTheFirstOutcomeAndHasNoSecondEffect) {
  auto journal = Open();
  const auto first = SendAndAwait(*journal, Command({.account = "a", .amount = 7}, "1"));
  SendAndAwait(*journal, Command({.account = "a", .amount = 1}, "2")).IgnoreError();
  const auto again = SendAndAwait(*journal, Command({.account = "a", .amount = 7}, "1"));
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->sequence, first->sequence);
  EXPECT_EQ(again->resource, first->resource);
  EXPECT_EQ(Balance(database_, "a"), 8);
  EXPECT_EQ(EventCount(database_), 2);
}

TEST_F(JournalTest, ARequestIdIsNotUsedForAnotherBody) {
  auto journal = Open();
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a", .amount = 7}, "1")), IsOk());
  const auto other = SendAndAwait(*journal, Command({.account = "a", .amount = 8}, "1"));
  EXPECT_THAT(other, testing::RefusedAt("REQUEST_ID_REUSED", "request_id"));
  EXPECT_EQ(CodeOf(other), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Balance(database_, "a"), 7);
}

TEST_F(JournalTest, RequestIdsOfAnotherOrganisationOrMethodAreOthers) {
  auto journal = Open();
  Submission organisation = Command({.account = "a", .amount = 1}, "1");
  organisation.key.organisation = "so-y-te";
  Submission method = Command({.account = "a", .amount = 1}, "1");
  method.key.method = "ledger.AddOtherwise";
  EXPECT_FALSE(SendAndAwait(*journal, Command({.account = "a", .amount = 1}, "1"))->replayed);
  EXPECT_FALSE(SendAndAwait(*journal, std::move(organisation))->replayed);
  EXPECT_FALSE(SendAndAwait(*journal, std::move(method))->replayed);
  EXPECT_EQ(Balance(database_, "a"), 3);
}

TEST_F(JournalTest, ARequestAndItsRetryInOneBatchHaveOneEffect) {
  auto journal = Open();
  std::vector<Submission> submissions;
  submissions.push_back(Command({.account = "a", .amount = 7}, "1"));
  submissions.push_back(Command({.account = "a", .amount = 7}, "1"));
  submissions.push_back(Command({.account = "a", .amount = 9}, "1"));
  const auto receipts = SendAsOneBatch(*journal, std::move(submissions));
  ASSERT_THAT(receipts[0], IsOk());
  ASSERT_THAT(receipts[1], IsOk());
  EXPECT_FALSE(receipts[0]->replayed);
  EXPECT_TRUE(receipts[1]->replayed);
  EXPECT_EQ(receipts[1]->sequence, receipts[0]->sequence);
  EXPECT_THAT(receipts[2], RefusedWith("REQUEST_ID_REUSED"));
  EXPECT_EQ(Balance(database_, "a"), 7);
  EXPECT_EQ(Number("SELECT pulse FROM journal_head"), 3);  // opening, the first, the batch
}

TEST_F(JournalTest, ARefusalRefusesThatCallOnly) {
  auto journal = Open();
  std::vector<Submission> submissions;
  submissions.push_back(Command({.account = "a", .amount = 7}, "1"));
  submissions.push_back(Command({.account = "a", .amount = -8}, "2"));
  submissions.push_back(Command({.account = "a", .amount = -7}, "3"));
  const auto receipts = SendAsOneBatch(*journal, std::move(submissions));
  EXPECT_THAT(receipts[0], IsOk());
  EXPECT_THAT(receipts[1], RefusedWith("OVERDRAWN"));
  EXPECT_THAT(receipts[2], IsOk());
  EXPECT_EQ(Balance(database_, "a"), 0);
}

TEST_F(JournalTest, ARefusedRequestIdIsDecidedAgain) {
  auto journal = Open();
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a", .amount = -5}, "1")),
              RefusedWith("OVERDRAWN"));
  EXPECT_EQ(EventCount(database_), 0);
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a", .amount = 9}, "2")), IsOk());
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a", .amount = -5}, "1")), IsOk());
  EXPECT_EQ(Balance(database_, "a"), 4);
}

TEST_F(JournalTest, AnExceptionOfDecideFailsThatCallOnly) {
  auto journal = Open();
  std::vector<Submission> submissions;
  submissions.push_back(Command({.account = "a", .amount = 7}, "1"));
  submissions.push_back(
      Command({.account = "a", .on_decide = [] { throw std::runtime_error("a defect"); }}, "2"));
  submissions.push_back(Command({.account = "a", .amount = 2}, "3"));
  const auto receipts = SendAsOneBatch(*journal, std::move(submissions));
  EXPECT_THAT(receipts[0], IsOk());
  EXPECT_EQ(CodeOf(receipts[1]), absl::StatusCode::kInternal);
  EXPECT_THAT(receipts[2], IsOk());
  EXPECT_EQ(Balance(database_, "a"), 9);
}

TEST_F(JournalTest, ADecisionWithoutEventsIsAnsweredAndItsRequestIdNotKept) {
  auto journal = Open();
  std::vector<Submission> submissions;
  submissions.push_back(Command({.account = "a", .amount = 7}, "1"));
  submissions.push_back(Command({.account = "a", .amount = 1, .events = 0}, "2"));
  submissions.push_back(Command({.account = "a", .amount = 2}, "2"));
  const auto receipts = SendAsOneBatch(*journal, std::move(submissions));
  ASSERT_THAT(receipts[0], IsOk());
  ASSERT_THAT(receipts[1], IsOk());
  EXPECT_EQ(receipts[1]->sequence, receipts[0]->sequence);
  ASSERT_THAT(receipts[2], IsOk());
  EXPECT_FALSE(receipts[2]->replayed);
  EXPECT_EQ(Balance(database_, "a"), 9);
  EXPECT_EQ(EventCount(database_), 3);  // the first, and two of them
}

TEST_F(JournalTest, ARowTheDatabaseRefusesFailsItsCallOnly) {
  auto journal = Open();
  std::vector<Submission> submissions;
  for (int i = 0; i < 20; ++i) {
    const std::string account = i == 13 ? std::string(40, 'x') : "a";
    submissions.push_back(Command({.account = account, .amount = 1}, absl::StrCat(i)));
  }
  const auto receipts = SendAsOneBatch(*journal, std::move(submissions));
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(CodeOf(receipts[i]), i == 13 ? absl::StatusCode::kInternal : absl::StatusCode::kOk);
  }
  EXPECT_EQ(Balance(database_, "a"), 19);
}

TEST_F(JournalTest, WhatNobodyWaitsForIsNotDecided) {
  auto journal = Open();
  std::atomic<int> decided = 0;
  std::vector<Submission> submissions;
  submissions.push_back(Command({.account = "a", .on_decide = [&] { ++decided; }}, "1"));
  submissions.back().deadline = absl::Now();
  submissions.push_back(Command({.account = "a", .on_decide = [&] { ++decided; }}, "2"));
  submissions.back().cancelled = [] { return true; };
  submissions.push_back(Command({.account = "a", .amount = 1}, "3"));
  submissions.back().deadline = absl::Now() + absl::Minutes(1);
  submissions.back().cancelled = [] { return false; };
  const auto receipts = SendAsOneBatch(*journal, std::move(submissions));
  EXPECT_EQ(CodeOf(receipts[0]), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(CodeOf(receipts[1]), absl::StatusCode::kCancelled);
  EXPECT_THAT(receipts[2], IsOk());
  EXPECT_EQ(decided, 0);
}

TEST_F(JournalTest, ACommandThatExpiresWaitingForTheHeadIsNotDecided) {
  auto journal = Open();
  Answer answer;
  {
    HeadLock lock(database_);
    std::atomic<bool> cancelled = false;
    Submission submission = Command({.account = "a", .amount = 1}, "1");
    auto flag = std::make_shared<std::atomic<bool>>(false);
    submission.cancelled = [flag] { return flag->load(); };
    answer = Send(*journal, std::move(submission));
    EXPECT_TRUE(lock.AwaitedByAJournal());
    *flag = true;
  }
  EXPECT_EQ(CodeOf(Await(answer)), absl::StatusCode::kCancelled);
  EXPECT_EQ(EventCount(database_), 0);
}

TEST_F(JournalTest, AFullQueueRefusesAtOnce) {
  Options options = OptionsOf();
  options.queue_capacity = 2;
  Journal journal(options, testing::LedgerPlugin());
  std::vector<Answer> accepted;
  {
    HeadLock lock(database_);
    accepted.push_back(Send(journal, Command({.account = "a", .amount = 1}, "0")));
    ASSERT_TRUE(lock.AwaitedByAJournal());
    accepted.push_back(Send(journal, Command({.account = "a", .amount = 1}, "1")));
    accepted.push_back(Send(journal, Command({.account = "a", .amount = 1}, "2")));
    Answer refused = Send(journal, Command({.account = "a", .amount = 1}, "3"));
    EXPECT_THAT(Await(refused), RefusedWith("OVERLOADED"));
    // One that is left out would be passed by the next of its source.
    accepted.push_back(
        Send(journal, FollowedCommand(Entry{.account = "a", .amount = 1}, "intake", 1)));
  }
  for (Answer& answer : accepted) EXPECT_THAT(Await(answer), IsOk());
  EXPECT_EQ(Balance(database_, "a"), 4);
}

TEST_F(JournalTest, StoppingFinishesWhatIsQueuedAndRefusesTheRest) {
  auto journal = Open();
  std::vector<Answer> answers;
  for (int i = 0; i < 1000; ++i) {
    answers.push_back(Send(*journal, Command({.account = "a", .amount = 1}, absl::StrCat(i))));
  }
  journal->Stop();
  for (Answer& answer : answers) EXPECT_THAT(Await(answer), IsOk());
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a"}, "late")), RefusedWith("STOPPING"));
  EXPECT_EQ(Balance(database_, "a"), 1000);
}

TEST_F(JournalTest, OnlyEffectsWriteEvents) {
  auto journal = Open();
  EXPECT_THAT(SendAndAwait(*journal, Command({.account = "a", .amount = 1}, "1")), IsOk());
  std::vector<Submission> submissions;
  submissions.push_back(Command({.account = "a", .amount = 1}, "1"));
  submissions.push_back(Command({.account = "a", .amount = -9}, "2"));
  submissions.push_back(FollowedCommand(std::nullopt, "intake", 4));
  for (const auto& receipt : SendAsOneBatch(*journal, std::move(submissions))) {
    EXPECT_EQ(receipt.ok() ? receipt->sequence : 0, receipt.ok() && receipt->replayed ? 1 : 0);
  }
  EXPECT_EQ(EventCount(database_), 2);  // "1" and the one that occupied the writer
  EXPECT_EQ(journal->FollowedCursor("intake").sequence, 4);
}

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
