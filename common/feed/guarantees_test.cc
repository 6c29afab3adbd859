// The six guarantees of the feed, over a hundred thousand events of two instances on one database.
#include "common/feed/convert.h"
#include "common/feed/served_for_test.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::feed {
namespace {

using ::testing::Ge;

constexpr std::int64_t kEvents = 100'000;
constexpr int kMostPerCommand = 20;

// Reads as a follower does, checking everything, and remembers where it stands.
class Reader {
 public:
  // Opens a stream after the last cursor, reads up to `messages`, leaves.
  grpc::Status Read(const std::shared_ptr<grpc::Channel>& channel, int messages,
                    std::int64_t through) {
    grpc::ClientContext context;
    v1::WatchEventsRequest request;
    if (cursor_.sequence > 0) *request.mutable_after() = ToProto(cursor_);
    const auto stream = v1::ChangeFeedService::NewStub(channel)->WatchEvents(&context, request);
    v1::WatchEventsResponse message;
    while (cursor_.sequence < through && messages-- > 0 && stream->Read(&message)) Take(message);
    context.TryCancel();
    return stream->Finish();
  }

  void Take(const v1::WatchEventsResponse& message) {
    for (const v1::Event& event : message.events()) {
      const journal::StoredEvent stored = FromProto(event);
      if (stored.sequence != cursor_.sequence + 1) Fault("not the next", stored.sequence);
      if (stored.chain_hash != journal::ChainHash(cursor_.chain_hash, stored)) {
        Fault("chain", stored.sequence);
      }
      cursor_ = {stored.sequence, stored.chain_hash};
    }
    if (message.events_size() > 1000 + kMostPerCommand) Fault("too large", cursor_.sequence);
    if (message.events_size() > 0 && !message.events().rbegin()->command_end()) {
      Fault("half a command", cursor_.sequence);
    }
    if (message.cursor().sequence() != cursor_.sequence ||
        message.cursor().chain_hash() != cursor_.chain_hash) {
      Fault("cursor", cursor_.sequence);
    }
  }

  const journal::Cursor& cursor() const { return cursor_; }
  const std::string& fault() const { return fault_; }

 private:
  void Fault(const char* what, std::int64_t sequence) {
    if (fault_.empty()) fault_ = std::string(what) + " at " + std::to_string(sequence);
  }

  journal::Cursor cursor_;
  std::string fault_;
};

class GuaranteesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { database_ = new sql::Settings(testing::FreshLedger()); }
  static void TearDownTestSuite() { delete database_; }

  static inline const sql::Settings* database_ = nullptr;
};

TEST_F(GuaranteesTest, OrderedUniqueAtomicReliableAndResumable) {
  Instance one(*database_);
  Instance two(*database_);
  const std::shared_ptr<grpc::Channel> channels[] = {one.Dial(), two.Dial()};
  std::atomic<bool> writing = true;
  std::thread writers([&] {
    std::thread other(
        [&] { SendMany(two.journal(), kEvents / kMostPerCommand, 2, kMostPerCommand); });
    SendMany(one.journal(), kEvents / kMostPerCommand, 1, kMostPerCommand);
    other.join();
    writing = false;
  });
  Reader reader;
  std::mt19937 random(3);
  int connections = 0;
  while (writing) reader.Read(channels[++connections % 2], 1 + random() % 4, INT64_MAX);
  writers.join();
  const std::int64_t written = testing::EventCount(*database_);
  while (reader.cursor().sequence < written && connections < 100'000) {
    reader.Read(channels[++connections % 2], 1 + random() % 8, written);
  }
  EXPECT_EQ(reader.fault(), "");
  EXPECT_EQ(reader.cursor().sequence, written);
  EXPECT_THAT(written, Ge(kEvents));
  EXPECT_THAT(connections, Ge(20));
  EXPECT_EQ(testing::LedgerFault(*database_), "");
  RecordProperty("events", static_cast<int>(written));
  RecordProperty("connections", connections);
}

TEST_F(GuaranteesTest, HistoryIsReadFromTheTableByManyAtOnce) {
  Instance instance(*database_);
  const std::int64_t written = testing::EventCount(*database_);
  ASSERT_THAT(written, Ge(kEvents));
  Reader readers[4];
  std::vector<std::thread> threads;
  for (Reader& reader : readers) {
    threads.emplace_back([&] { reader.Read(instance.Dial(), 100'000, written); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const Reader& reader : readers) {
    EXPECT_EQ(reader.fault(), "");
    EXPECT_EQ(reader.cursor().sequence, written);
  }
}

TEST_F(GuaranteesTest, IdleStreamsAreBookmarkedAtOnceAndThenFromTimeToTime) {
  rpc::PushOptions options = kFeedPush;
  options.bookmark = absl::Milliseconds(100);
  Instance instance(*database_, options);
  const journal::Cursor head = instance.journal().durable();
  grpc::ClientContext context;
  v1::WatchEventsRequest request;
  *request.mutable_after() = ToProto(head);
  const auto stub = v1::ChangeFeedService::NewStub(instance.Dial());
  const auto stream = stub->WatchEvents(&context, request);
  v1::WatchEventsResponse message;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(stream->Read(&message));
    EXPECT_EQ(message.events_size(), 0);
    EXPECT_EQ(message.cursor().SerializeAsString(), ToProto(head).SerializeAsString());
    EXPECT_EQ(message.complete_until().seconds(), absl::ToUnixSeconds(kPromised));
  }
  // And what is new comes without waiting for a bookmark.
  testing::SendAndAwait(instance.journal(), testing::Command({.account = "late"}, RandomId()))
      .value();
  while (message.events().empty()) ASSERT_TRUE(stream->Read(&message));
  EXPECT_EQ(message.events(0).subject(), "late");
  EXPECT_EQ(message.events(0).payload().type_url(), "type.googleapis.com/motcua.testing.Entry");
}

// Opens a stream and reads it only after a while, until it ends or all was read.
grpc::StatusCode ReadAfter(absl::Duration pause, Instance& instance, std::int64_t written,
                           Reader& reader) {
  grpc::ClientContext context;
  const auto stub = v1::ChangeFeedService::NewStub(instance.Dial());
  const auto stream = stub->WatchEvents(&context, {});
  absl::SleepFor(pause);
  v1::WatchEventsResponse message;
  while (stream->Read(&message)) {
    reader.Take(message);
    if (reader.cursor().sequence == written) context.TryCancel();
  }
  return stream->Finish().error_code();
}

TEST_F(GuaranteesTest, SlowReaderIsCutOffAndGoesOnWithItsCursor) {
  rpc::PushOptions options = kFeedPush;
  options.patience = absl::Milliseconds(300);
  Instance instance(*database_, options);
  const std::int64_t written = testing::EventCount(*database_);
  Reader reader;
  // The slowness is what is tested; how slow is too slow depends on the server, too.
  for (int seconds = 1; seconds <= 64; seconds *= 2) {
    reader = Reader();
    if (ReadAfter(absl::Seconds(seconds), instance, written, reader) ==
        grpc::StatusCode::RESOURCE_EXHAUSTED) {
      break;
    }
  }
  EXPECT_LT(reader.cursor().sequence, written);
  // On a busy machine an honest reader is cut off, too; it goes on all the same.
  for (std::int64_t before = -1; before < reader.cursor().sequence;) {
    before = reader.cursor().sequence;
    reader.Read(instance.Dial(), 100'000, written);
  }
  EXPECT_EQ(reader.fault(), "");
  EXPECT_EQ(reader.cursor().sequence, written);
}

}  // namespace
}  // namespace motcua::feed
