// Requests, batches and refusals of one journal.
#include <atomic>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
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

absl::StatusCode CodeOf(const absl::StatusOr<Receipt>& receipt) { return receipt.status().code(); }

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
  submissions.back().deadline = SteadyNow();
  submissions.push_back(Command({.account = "a", .on_decide = [&] { ++decided; }}, "2"));
  submissions.back().cancelled = [] { return true; };
  submissions.push_back(Command({.account = "a", .amount = 1}, "3"));
  submissions.back().deadline = SteadyNow() + absl::Minutes(1);
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

}  // namespace
}  // namespace motcua::journal
