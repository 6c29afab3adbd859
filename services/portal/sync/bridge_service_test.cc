// The bridge as a caller meets it.
#include "common/rpc/request.h"
#include "common/testing/grpc.h"
#include "gmock/gmock.h"
#include "services/portal/sync/sync_fixture.h"

namespace motcua::portal::sync {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class BridgeServiceTest : public ::testing::Test {
 protected:
  static v1::PutStatusesRequest Request(const std::string& id = "") {
    v1::PutStatusesRequest request;
    request.set_request_id(id);
    request.set_name("provinces/quang-tri");
    return request;
  }
  static void Add(const std::string& code, int status, int second,
                  v1::PutStatusesRequest& request) {
    v1::LooseStatus& loose = *request.add_statuses();
    loose.set_dossier("dossiers/" + code);
    loose.set_status(static_cast<type::v1::DossierStatus>(status));
    *loose.mutable_status_time() = rpc::ToTimestamp(absl::FromUnixSeconds(1650000000 + second));
  }
  v1::PutStatusesResponse Put(const v1::PutStatusesRequest& request) {
    v1::PutStatusesResponse response;
    grpc::ClientContext context;
    const grpc::Status status = portal_.stub().PutStatuses(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  testing::ErrorDetails Refused(const v1::PutStatusesRequest& request) {
    v1::PutStatusesResponse response;
    grpc::ClientContext context;
    return testing::DetailsOf(portal_.stub().PutStatuses(&context, request, &response));
  }

  FakeIntake intake_{FakeIntake::Fresh()};
  Portal portal_{FreshPortal(), {{"quang-tri", intake_.channel()}}};
};

TEST_F(BridgeServiceTest, EveryItemIsAnsweredAndARetryTheSameAgain) {
  intake_.Tell("H50.01-220301-0001", 2);
  ASSERT_TRUE(portal_.AwaitSequence(1));
  v1::PutStatusesRequest request = Request("put-1");
  Add("H50.01-220301-0001", 9, 0, request);
  Add("H50.01-220301-0002", 9, 10, request);
  Add("H50.01-220301-0002", 4, 5, request);
  const v1::PutStatusesResponse first = Put(request);
  ASSERT_THAT(first.results(), SizeIs(3));
  EXPECT_EQ(first.results(0).outcome(), v1::PutResult::OUTCOME_FOLLOWED_WINS);
  EXPECT_EQ(first.results(0).status(), type::v1::DOSSIER_STATUS_RECEIVED);
  EXPECT_EQ(first.results(1).outcome(), v1::PutResult::OUTCOME_CREATED);
  EXPECT_EQ(first.results(2).outcome(), v1::PutResult::OUTCOME_REPLACED);
  EXPECT_THAT(first.results(2).doubts(),
              ElementsAre(v1::PutResult::DOUBT_ORDER_UNKNOWN, v1::PutResult::DOUBT_MAYBE_STALE,
                          v1::PutResult::DOUBT_GAPS_UNKNOWN));
  EXPECT_EQ(Put(request).SerializeAsString(), first.SerializeAsString());
}

TEST_F(BridgeServiceTest, BridgedDossiersAreCountedApartUntilTheyAreFollowed) {
  v1::PutStatusesRequest request = Request();
  Add("H50.01-220301-0007", 9, 0, request);
  Add("H50.01-220301-0008", 2, 0, request);
  Put(request);
  const v1::SyncTotals bridged = portal_.Report().totals();
  EXPECT_EQ(bridged.bridged(), 2);
  EXPECT_EQ(bridged.bridged_finished(), 1);
  EXPECT_EQ(bridged.dossiers() + bridged.finished() + bridged.fully_synced(), 0);
  EXPECT_TRUE(portal_.Cells().cells.empty());

  intake_.Tell("H50.01-220301-0007", 2);
  ASSERT_TRUE(portal_.AwaitSequence(1));
  EXPECT_EQ(portal_.Report().totals().bridged(), 1);
  EXPECT_EQ(portal_.Report().totals().dossiers(), 1);
}

TEST_F(BridgeServiceTest, AFaultyItemRefusesTheCallAndIsNamed) {
  v1::PutStatusesRequest request = Request();
  EXPECT_THAT(Refused(request).fields, ElementsAre("statuses"));
  Add("H50.01-220301-0001", 2, 0, request);
  Add("H49.01-220301-0001", 2, 0, request);
  EXPECT_THAT(Refused(request).fields, ElementsAre("statuses[1].dossier"));
  request.mutable_statuses()->RemoveLast();
  Add("H50.01-220301-1", 2, 0, request);
  EXPECT_EQ(Refused(request).reason, "CODE_MALFORMED");
  request.mutable_statuses()->RemoveLast();
  Add("H50.01-220301-0001", 0, 0, request);
  EXPECT_THAT(Refused(request).fields, ElementsAre("statuses[1].status"));
  request.mutable_statuses()->RemoveLast();
  Add("H50.01-220301-0001", 2, 400000000, request);
  EXPECT_THAT(Refused(request).fields, ElementsAre("statuses[1].status_time"));
  request.mutable_statuses()->RemoveLast();
  request.set_name("provinces/nowhere");
  EXPECT_EQ(Refused(request).reason, "PROVINCE_UNKNOWN");
  EXPECT_EQ(portal_.Report().totals().bridged(), 0);
}

}  // namespace
}  // namespace motcua::portal::sync
