// What was sent survives the database's crash: the durable mark keeps the feed from running ahead.
#include "common/feed/convert.h"
#include "common/feed/served_for_test.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"

namespace motcua::feed {
namespace {

// Reads until told to stop, going on after every loss; only the cursor outlives a stream.
class Witness {
 public:
  explicit Witness(std::shared_ptr<grpc::Channel> channel)
      : stub_(v1::ChangeFeedService::NewStub(channel)), thread_([this] { Run(); }) {}

  std::int64_t sequence() const { return sequence_; }
  // The last status that was not a mere loss, and the place.
  std::pair<grpc::Status, journal::Cursor> Stop() {
    stopping_ = true;
    {
      const std::lock_guard lock(mutex_);
      if (context_ != nullptr) context_->TryCancel();
    }
    thread_.join();
    return {fault_, cursor_};
  }

 private:
  void Run() {
    while (!stopping_) {
      grpc::ClientContext context;
      SetContext(&context);
      if (stopping_) context.TryCancel();
      v1::WatchEventsRequest request;
      if (cursor_.sequence > 0) *request.mutable_after() = ToProto(cursor_);
      const auto stream = stub_->WatchEvents(&context, request);
      v1::WatchEventsResponse message;
      while (stream->Read(&message)) {
        cursor_ = FromProto(message.cursor());
        sequence_ = cursor_.sequence;
      }
      const grpc::Status status = stream->Finish();
      SetContext(nullptr);
      if (status.error_code() == grpc::StatusCode::OUT_OF_RANGE) fault_ = status;
      absl::SleepFor(absl::Milliseconds(20));  // not to log each millisecond of an outage
    }
  }
  void SetContext(grpc::ClientContext* context) {
    const std::lock_guard lock(mutex_);
    context_ = context;
  }

  const std::unique_ptr<v1::ChangeFeedService::Stub> stub_;
  std::mutex mutex_;
  grpc::ClientContext* context_ = nullptr;
  std::atomic<bool> stopping_ = false;
  std::atomic<std::int64_t> sequence_ = 0;
  journal::Cursor cursor_;
  grpc::Status fault_;
  std::thread thread_;
};

TEST(FeedCrashTest, NothingSentIsForgottenByAKilledDatabase) {
  const sql::Settings database = testing::FreshLedger();
  Instance instance(database);
  Witness witness(instance.Dial());
  std::atomic<bool> stopping = false;
  std::thread sender([&] {
    for (unsigned seed = 1; !stopping; ++seed) SendMany(instance.journal(), 500, seed);
  });
  for (int kill = 0; kill < 3; ++kill) {
    const std::int64_t before = witness.sequence();
    const absl::Time deadline = absl::Now() + absl::Minutes(2);
    while (witness.sequence() < before + 500 && absl::Now() < deadline) {
      absl::SleepFor(absl::Milliseconds(1));
    }
    testing::SharedServer().Kill();
    const std::int64_t sent = witness.sequence();
    testing::SharedServer().Start();
    sql::Connection connection(database);
    sql::Rows newest = connection.Query("SELECT MAX(sequence) FROM event");
    ASSERT_TRUE(newest.Next());
    EXPECT_LE(sent, newest.Int(1));
  }
  stopping = true;
  sender.join();
  const auto [fault, cursor] = witness.Stop();
  EXPECT_TRUE(fault.ok()) << fault.error_message();
  sql::Connection connection(database);
  EXPECT_TRUE(journal::HasCursor(connection, cursor));
  EXPECT_EQ(testing::LedgerFault(database), "");
}

}  // namespace
}  // namespace motcua::feed
