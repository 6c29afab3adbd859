#include "common/feed/follower.h"

#include "absl/time/clock.h"
#include "common/feed/convert.h"
#include "common/feed/served_for_test.h"
#include "common/process/port.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::feed {
namespace {

using ::testing::HasSubstr;

std::int64_t AmountOf(const v1::Event& event) {
  std::uint64_t amount = 0;
  for (const unsigned char byte : event.payload().value()) amount = amount << 8 | byte;
  return static_cast<std::int64_t>(amount);
}

// The same entry in the own ledger.
std::shared_ptr<void> Repeat(const std::vector<v1::Event>& events) {
  testing::Entry entry;
  entry.account = events.front().subject();
  entry.amount = AmountOf(events.front());
  return std::make_shared<testing::Entry>(entry);
}

std::shared_ptr<void> Ignore(const std::vector<v1::Event>&) { return nullptr; }

// Bounded waiting for threads that have no other way to tell.
template <typename Condition>
bool Eventually(Condition holds) {
  const absl::Time deadline = absl::Now() + absl::Minutes(2);
  while (!holds()) {
    if (absl::Now() > deadline) return false;
    absl::SleepFor(absl::Milliseconds(1));
  }
  return true;
}

class FeedFollowerTest : public ::testing::Test {
 protected:
  // The follower's own ledger.
  std::unique_ptr<journal::Journal> OpenOwn() {
    journal::Options options;
    options.database = own_;
    return std::make_unique<journal::Journal>(options, testing::LedgerPlugin());
  }
  Follower::Options Following(std::shared_ptr<grpc::Channel> channel, journal::Journal& journal) {
    return {"source", std::move(channel), &journal, Repeat};
  }
  std::int64_t ConflictCount() {
    sql::Connection connection(own_);
    sql::Rows rows = connection.Query("SELECT COUNT(*) FROM conflict");
    rows.Next();
    return rows.Int(1);
  }

  const sql::Settings theirs_ = testing::FreshLedger();
  const sql::Settings own_ = testing::FreshLedger();
};

TEST_F(FeedFollowerTest, EffectAndCursorAreStoredOnceUnderRestarts) {
  Instance source(theirs_);
  std::atomic<bool> sending = true;
  std::thread sender([&] {
    SendMany(source.journal(), 10'000, 1);
    sending = false;
  });
  for (int restart = 0; restart < 20; ++restart) {
    const auto journal = OpenOwn();
    Follower follower(Following(source.Dial(), *journal));
    const std::int64_t before = journal->FollowedCursor("source").sequence;
    EXPECT_TRUE(
        Eventually([&] { return !sending || follower.state().applied_sequence > before + 200; }));
    if (restart % 2 == 0) journal->Stop();  // under what the follower has submitted
  }
  sender.join();
  const auto journal = OpenOwn();
  Follower follower(Following(source.Dial(), *journal));
  const journal::Cursor head = source.journal().durable();
  EXPECT_TRUE(Eventually([&] { return follower.state().applied_sequence == head.sequence; }));
  EXPECT_EQ(journal->FollowedCursor("source").sequence, head.sequence);
  for (int i = 0; i < 50; ++i) {
    const std::string account = "account-" + std::to_string(i);
    EXPECT_EQ(testing::Balance(own_, account), testing::Balance(theirs_, account));
  }
  EXPECT_EQ(testing::EventCount(own_), 10'000);
  EXPECT_EQ(testing::LedgerFault(own_), "");
  EXPECT_EQ(ConflictCount(), 0);
}

TEST_F(FeedFollowerTest, PromiseOfTheSourceCountsOnceApplied) {
  Instance source(theirs_);
  SendMany(source.journal(), 100, 1);
  const auto journal = OpenOwn();
  Follower follower(Following(source.Dial(), *journal));
  EXPECT_TRUE(Eventually([&] { return follower.state().complete_until == kPromised; }));
  EXPECT_EQ(testing::EventCount(own_), 100);
  EXPECT_TRUE(follower.state().connected);
  EXPECT_EQ(follower.state().last_error, "");
}

TEST_F(FeedFollowerTest, CursorPassesWhatDoesNotMatter) {
  Instance source(theirs_);
  SendMany(source.journal(), 100, 1);
  const auto journal = OpenOwn();
  Follower::Options options = Following(source.Dial(), *journal);
  options.to_command = Ignore;
  Follower follower(std::move(options));
  const journal::Cursor head = source.journal().durable();
  EXPECT_TRUE(
      Eventually([&] { return journal->FollowedCursor("source").sequence == head.sequence; }));
  EXPECT_EQ(journal->FollowedCursor("source").chain_hash, head.chain_hash);
  EXPECT_EQ(testing::EventCount(own_), 0);
}

TEST_F(FeedFollowerTest, RefusedCommandIsAConflictAndTheNextIsApplied) {
  Instance source(theirs_);
  for (const std::int64_t amount : {5, 6}) {
    testing::SendAndAwait(source.journal(),
                          testing::Command({.account = "a", .amount = amount}, RandomId()))
        .value();
  }
  const auto journal = OpenOwn();
  Follower::Options options = Following(source.Dial(), *journal);
  options.to_command = [](const std::vector<v1::Event>& events) {
    const auto command = Repeat(events);
    auto& entry = *static_cast<testing::Entry*>(command.get());
    if (entry.amount == 5) entry.amount = -5;  // more than there is
    return command;
  };
  Follower follower(std::move(options));
  EXPECT_TRUE(Eventually([&] { return follower.state().applied_sequence == 2; }));
  EXPECT_EQ(testing::Balance(own_, "a"), 6);
  EXPECT_EQ(ConflictCount(), 1);
}

TEST_F(FeedFollowerTest, AnotherJournalIsAForkAndNothingOfItIsApplied) {
  const auto journal = OpenOwn();
  {
    Instance source(theirs_);
    SendMany(source.journal(), 10, 1);
    Follower follower(Following(source.Dial(), *journal));
    const std::int64_t head = source.journal().durable().sequence;
    ASSERT_TRUE(Eventually([&] { return follower.state().applied_sequence == head; }));
  }
  // A backup of before, and other work since.
  Instance restored(testing::FreshLedger());
  SendMany(restored.journal(), 100, 2);
  Follower follower(Following(restored.Dial(), *journal));
  EXPECT_TRUE(Eventually([&] { return follower.state().forked; }));
  EXPECT_FALSE(follower.state().connected);
  EXPECT_EQ(testing::EventCount(own_), 10);
  const v1::Followed told = ToProto({follower.followed()}).followed(0);
  EXPECT_EQ(told.source(), "source");
  EXPECT_EQ(told.state(), v1::Followed::STATE_FORKED);
  EXPECT_THAT(told.error(), HasSubstr("does not contain the cursor"));
  const journal::Cursor cursor = journal->FollowedCursor("source");
  EXPECT_EQ(told.cursor().sequence(), cursor.sequence);
  EXPECT_EQ(told.cursor().chain_hash(), cursor.chain_hash);
}

TEST_F(FeedFollowerTest, ForkThatIsSetRightIsFollowedWithoutHelp) {
  const auto journal = OpenOwn();
  const process::Port port;
  const auto channel = grpc::CreateChannel(port.address(), grpc::InsecureChannelCredentials());
  Follower follower(Following(channel, *journal));
  {
    Instance source(theirs_, kFeedPush, port.number());
    SendMany(source.journal(), 10, 1);
    ASSERT_TRUE(Eventually([&] { return testing::EventCount(own_) == 10; }));
  }
  {
    Instance restored(testing::FreshLedger(), kFeedPush, port.number());
    ASSERT_TRUE(Eventually([&] { return follower.state().forked; }));
  }
  Instance source(theirs_, kFeedPush, port.number());
  SendMany(source.journal(), 5, 2);
  EXPECT_TRUE(Eventually([&] { return testing::EventCount(own_) == 15; }));
  EXPECT_EQ(ToProto({follower.followed()}).followed(0).state(), v1::Followed::STATE_FOLLOWING);
  EXPECT_EQ(follower.state().last_error, "");
}

TEST_F(FeedFollowerTest, GoesOnWhenTheSourceComesBack) {
  const auto journal = OpenOwn();
  const process::Port port;
  const auto channel = grpc::CreateChannel(port.address(), grpc::InsecureChannelCredentials());
  Follower follower(Following(channel, *journal));
  EXPECT_TRUE(Eventually([&] { return !follower.state().last_error.empty(); }));
  Instance source(theirs_, kFeedPush, port.number());
  SendMany(source.journal(), 10, 1);
  EXPECT_TRUE(Eventually([&] { return testing::EventCount(own_) == 10; }));
}

TEST_F(FeedFollowerTest, EndsThoughItsJournalCannotCommit) {
  Instance source(theirs_);
  const auto journal = OpenOwn();
  sql::Connection connection(own_);
  {
    const sql::Transaction holding_the_head(connection);
    auto following = std::make_unique<Follower>(Following(source.Dial(), *journal));
    EXPECT_TRUE(Eventually([&] { return following->state().connected; }));
    connection.Query("SELECT sequence FROM journal_head WHERE id = 1 FOR UPDATE");
    SendMany(source.journal(), 100, 1);
    EXPECT_TRUE(testing::AwaitLockWait(connection));
    following.reset();
  }  // the follower ends first, then the lock
  Follower follower(Following(source.Dial(), *journal));
  const std::int64_t head = source.journal().durable().sequence;
  EXPECT_TRUE(Eventually([&] { return follower.state().applied_sequence == head; }));
  EXPECT_EQ(testing::EventCount(own_), 100);
  EXPECT_EQ(testing::LedgerFault(own_), "");
}

// Sends one event whose hash is not that of its content.
class Forger : public v1::ChangeFeedService::Service {
 public:
  grpc::Status WatchEvents(grpc::ServerContext*, const v1::WatchEventsRequest*,
                           grpc::ServerWriter<v1::WatchEventsResponse>* writer) override {
    journal::StoredEvent event;
    event.sequence = 1;
    event.event = {"a", "motcua.testing.Entry", "12345678", kPromised};
    event.record_time = kPromised;
    event.command_end = true;
    event.chain_hash = journal::ChainHash("", event);
    event.event.subject = "b";
    v1::WatchEventsResponse message;
    *message.add_events() = ToProto(event);
    *message.mutable_cursor() = ToProto(journal::Cursor{1, event.chain_hash});
    writer->Write(message);
    return grpc::Status::OK;
  }
};

TEST_F(FeedFollowerTest, BrokenChainStopsIt) {
  Forger forger;
  Served served(forger);
  const auto journal = OpenOwn();
  Follower follower(Following(served.Dial(), *journal));
  EXPECT_TRUE(Eventually([&] { return !follower.state().last_error.empty(); }));
  EXPECT_THAT(follower.state().last_error, HasSubstr("event 1"));
  EXPECT_TRUE(follower.state().forked);
  EXPECT_EQ(testing::EventCount(own_), 0);
  EXPECT_EQ(journal->FollowedCursor("source").sequence, 0);
}

}  // namespace
}  // namespace motcua::feed
