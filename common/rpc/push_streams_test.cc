#include "common/rpc/push_streams.h"

#include <deque>
#include <mutex>
#include <string>

#include "common/rpc/serve.h"
#include "common/testing/grpc.h"
#include "gtest/gtest.h"
#include "motcua/feed/v1/feed.grpc.pb.h"

namespace motcua::rpc {
namespace {

using Streams = PushStreams<feed::v1::WatchEventsResponse>;

Streams::Step Message(std::int64_t sequence, bool more) {
  feed::v1::WatchEventsResponse message;
  message.mutable_cursor()->set_sequence(sequence);
  return {std::move(message), more};
}

// Every stream is told what `next` says.
class Pushing : public feed::v1::ChangeFeedService::CallbackService {
 public:
  Pushing(Streams::Next next, PushOptions options) : next_(std::move(next)), streams_(options) {}
  grpc::ServerWriteReactor<feed::v1::WatchEventsResponse>* WatchEvents(
      grpc::CallbackServerContext* context, const feed::v1::WatchEventsRequest*) override {
    return streams_.Open(context, next_);
  }
  Streams& streams() { return streams_; }

 private:
  const Streams::Next next_;
  Streams streams_;
};

class PushStreamsTest : public ::testing::Test {
 protected:
  void Serve(Streams::Next next, PushOptions options = {}) {
    service_ = std::make_unique<Pushing>(std::move(next), options);
    server_ = std::make_unique<Server>(ServeOptions{"127.0.0.1:0", {}, absl::Milliseconds(200)},
                                       std::vector<grpc::Service*>{service_.get()});
    stub_ = feed::v1::ChangeFeedService::NewStub(server_->InProcessChannel());
    stream_ = stub_->WatchEvents(&context_, {});
  }
  // The next message's number; -1 at the end.
  std::int64_t Read() {
    feed::v1::WatchEventsResponse message;
    return stream_->Read(&message) ? message.cursor().sequence() : -1;
  }

  std::unique_ptr<Pushing> service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<feed::v1::ChangeFeedService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<feed::v1::WatchEventsResponse>> stream_;
};

TEST_F(PushStreamsTest, AsksAgainWhileThereIsMoreAndAfterEachWake) {
  std::atomic<int> limit = 3;
  Serve([&, sent = 0](bool) mutable -> absl::StatusOr<Streams::Step> {
    if (sent == limit) return Streams::Step{};
    ++sent;
    return Message(sent, sent < limit);
  });
  for (int i = 1; i <= 3; ++i) EXPECT_EQ(Read(), i);
  limit = 5;
  service_->streams().Wake();
  EXPECT_EQ(Read(), 4);
  EXPECT_EQ(Read(), 5);
  context_.TryCancel();
  EXPECT_EQ(Read(), -1);
}

TEST_F(PushStreamsTest, BookmarkIsDueAtOnceAndAfterSilence) {
  PushOptions options;
  options.bookmark = absl::Milliseconds(50);
  Serve(
      [sent = 0](bool bookmark_due) mutable -> absl::StatusOr<Streams::Step> {
        if (!bookmark_due) return Streams::Step{};
        return Message(++sent, false);
      },
      options);
  for (int i = 1; i <= 3; ++i) EXPECT_EQ(Read(), i);
  context_.TryCancel();
}

TEST_F(PushStreamsTest, RefusalEndsTheStreamWithItsReason) {
  Serve([](bool) -> absl::StatusOr<Streams::Step> {
    return InvalidField("after", "CURSOR_INVALID", "no", "không");
  });
  EXPECT_EQ(Read(), -1);
  EXPECT_EQ(testing::DetailsOf(stream_->Finish()).reason, "CURSOR_INVALID");
}

TEST_F(PushStreamsTest, ExceptionIsInternalAndTellsNothing) {
  Serve([](bool) -> absl::StatusOr<Streams::Step> { throw std::runtime_error("a secret"); });
  EXPECT_EQ(Read(), -1);
  const grpc::Status status = stream_->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_EQ(status.error_message().find("secret"), std::string::npos);
}

TEST_F(PushStreamsTest, ShutdownOfTheServerEndsOpenStreams) {
  Serve([](bool bookmark_due) -> absl::StatusOr<Streams::Step> {
    return bookmark_due ? Message(1, false) : Streams::Step{};
  });
  EXPECT_EQ(Read(), 1);
  server_->Shutdown();
  EXPECT_EQ(Read(), -1);
  EXPECT_FALSE(stream_->Finish().ok());
}

TEST_F(PushStreamsTest, ReaderThatLeavesIsForgotten) {
  const auto token = std::make_shared<int>(0);
  Serve([token](bool) -> absl::StatusOr<Streams::Step> { return Message(1, true); });
  EXPECT_EQ(Read(), 1);
  context_.TryCancel();
  while (Read() >= 0) continue;
  stream_->Finish();
  server_->Shutdown();
  service_.reset();
  EXPECT_EQ(token.use_count(), 1);
}

}  // namespace
}  // namespace motcua::rpc
