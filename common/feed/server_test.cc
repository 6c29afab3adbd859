#include "common/feed/server.h"

#include "common/feed/convert.h"
#include "common/feed/served_for_test.h"
#include "common/testing/grpc.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::feed {
namespace {

using ::motcua::testing::DetailsOf;
using ::testing::ElementsAre;

class FeedServerTest : public ::testing::Test {
 protected:
  // How a stream after a cursor ends; it is left once a message has come.
  grpc::Status Watch(const v1::Cursor& after) {
    grpc::ClientContext context;
    v1::WatchEventsRequest request;
    *request.mutable_after() = after;
    const auto stream = stub_->WatchEvents(&context, request);
    v1::WatchEventsResponse message;
    while (stream->Read(&message)) context.TryCancel();
    return stream->Finish();
  }
  void Send(testing::Entry entry) {
    testing::SendAndAwait(instance_.journal(), testing::Command(std::move(entry), RandomId()))
        .value();
  }

  const sql::Settings database_ = testing::FreshLedger();
  Instance instance_{database_};
  const std::unique_ptr<v1::ChangeFeedService::Stub> stub_ =
      v1::ChangeFeedService::NewStub(instance_.Dial());
};

TEST_F(FeedServerTest, HeadIsTheDurableCursor) {
  v1::Cursor head;
  {
    grpc::ClientContext context;
    ASSERT_TRUE(stub_->GetHead(&context, {}, &head).ok());
    EXPECT_EQ(head.sequence(), 0);
    EXPECT_EQ(head.chain_hash(), "");
  }
  Send({.account = "a", .events = 3});
  grpc::ClientContext context;
  ASSERT_TRUE(stub_->GetHead(&context, {}, &head).ok());
  EXPECT_EQ(head.sequence(), 3);
  EXPECT_EQ(Watch(head).error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(FeedServerTest, FollowedJournalsAreListedBySource) {
  FollowerState there;
  there.connected = true;
  there.applied_sequence = 7;
  there.applied_hash = std::string(32, 'h');
  FollowerState gone;
  gone.last_error = "connection refused";
  const auto service = MakeChangeFeedService(
      database_, instance_.journal(), [] { return kPromised; },
      [&] {
        return FollowedSources{{"processing", gone}, {"intake", there}};
      });
  Served served(*service);
  const auto stub = v1::ChangeFeedService::NewStub(served.Dial());
  grpc::ClientContext context;
  v1::ListFollowedResponse answer;
  ASSERT_TRUE(stub->ListFollowed(&context, {}, &answer).ok());
  ASSERT_EQ(answer.followed_size(), 2);
  EXPECT_EQ(answer.followed(0).source(), "intake");
  EXPECT_EQ(answer.followed(0).state(), v1::Followed::STATE_FOLLOWING);
  EXPECT_EQ(answer.followed(0).cursor().sequence(), 7);
  EXPECT_EQ(answer.followed(1).source(), "processing");
  EXPECT_EQ(answer.followed(1).state(), v1::Followed::STATE_UNREACHABLE);
  EXPECT_EQ(answer.followed(1).error(), "connection refused");
}

TEST_F(FeedServerTest, ForkedCursorsAreRefused) {
  Send({.account = "a", .events = 3});
  v1::Cursor other_hash = ToProto(instance_.journal().durable());
  other_hash.mutable_chain_hash()->front() ^= 1;
  v1::Cursor beyond = ToProto(instance_.journal().durable());
  beyond.set_sequence(4);
  sql::Connection connection(database_);
  const auto events = journal::ReadEvents(connection, 0, 3, 1);
  const v1::Cursor within_a_command = ToProto(journal::Cursor{1, events[0].chain_hash});
  for (const v1::Cursor& cursor : {other_hash, beyond, within_a_command}) {
    const grpc::Status status = Watch(cursor);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::OUT_OF_RANGE);
    EXPECT_EQ(DetailsOf(status).reason, "CURSOR_FORKED");
  }
}

TEST_F(FeedServerTest, MalformedCursorsNameTheField) {
  v1::Cursor cursor;
  cursor.set_sequence(-1);
  EXPECT_THAT(DetailsOf(Watch(cursor)).fields, ElementsAre("after.sequence"));
  cursor.set_sequence(1);
  EXPECT_THAT(DetailsOf(Watch(cursor)).fields, ElementsAre("after.chain_hash"));
  cursor.set_sequence(0);
  cursor.set_chain_hash(std::string(32, 'h'));
  EXPECT_THAT(DetailsOf(Watch(cursor)).fields, ElementsAre("after.chain_hash"));
}

TEST_F(FeedServerTest, CommandOfMoreThanAMessageIsNotCut) {
  Send({.account = "a", .events = 2500});
  Send({.account = "b"});
  grpc::ClientContext context;
  const auto stream = stub_->WatchEvents(&context, {});
  v1::WatchEventsResponse message;
  ASSERT_TRUE(stream->Read(&message));
  EXPECT_EQ(message.events_size(), 2500);
  EXPECT_EQ(message.cursor().sequence(), 2500);
  EXPECT_FALSE(message.has_complete_until());
  ASSERT_TRUE(stream->Read(&message));
  EXPECT_EQ(message.cursor().sequence(), 2501);
  EXPECT_TRUE(message.has_complete_until());
}

TEST_F(FeedServerTest, EventsKeepEverythingTheJournalStored) {
  Send({.account = "a", .amount = 7, .events = 2});
  sql::Connection connection(database_);
  for (const journal::StoredEvent& stored : journal::ReadEvents(connection, 0, 2, 10)) {
    const journal::StoredEvent there_and_back = FromProto(ToProto(stored));
    EXPECT_EQ(journal::ChainHash("previous", there_and_back),
              journal::ChainHash("previous", stored));
    EXPECT_EQ(there_and_back.chain_hash, stored.chain_hash);
  }
}

}  // namespace
}  // namespace motcua::feed
