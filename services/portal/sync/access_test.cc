// Whose statuses and whose cells, over mutual TLS.
#include "common/rpc/request.h"
#include "common/testing/grpc.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"
#include "services/portal/sync/sync_fixture.h"

namespace motcua::portal::sync {
namespace {

using statistics::v1::StatisticsService;

// The certificates are of organisation `quang-tri`, the portal's of `national`.
class SyncAccessTest : public ::testing::Test {
 protected:
  static rpc::ServeOptions Secure() {
    rpc::ServeOptions options;
    options.credentials = rpc::CredentialsIn(testing::Certificates(), "portal");
    return options;
  }
  grpc::Status Put(const std::string& role, const std::string& province) {
    v1::PutStatusesRequest request;
    request.set_name("provinces/" + province);
    v1::LooseStatus& loose = *request.add_statuses();
    loose.set_dossier("dossiers/H50.01-220301-0009");
    loose.set_status(type::v1::DOSSIER_STATUS_FINISHED);
    *loose.mutable_status_time() = rpc::ToTimestamp(absl::FromUnixSeconds(1650000000));
    v1::PutStatusesResponse response;
    grpc::ClientContext context;
    return v1::SyncService::Stub(testing::DialAs(role, portal_->port()))
        .PutStatuses(&context, request, &response);
  }
  grpc::Status Summary(const std::string& role, statistics::v1::GetSummaryResponse& summary) {
    const Day today = LocalDay(absl::Now());
    statistics::v1::GetSummaryRequest request;
    request.mutable_period()->set_first_day(FormatDay(today - 1));
    request.mutable_period()->set_last_day(FormatDay(today));
    grpc::ClientContext context;
    return StatisticsService::Stub(testing::DialAs(role, portal_->port()))
        .GetSummary(&context, request, &summary);
  }

  FakeIntake intake_{FakeIntake::Fresh()};
  const sql::Settings database_ = FreshPortal();
  std::optional<Portal> portal_;
};

TEST_F(SyncAccessTest, AnImporterPutsForItsOwnProvinceOnly) {
  portal_.emplace(database_, Following::Channels(), MeetFaults(), Secure());
  EXPECT_TRUE(Put("importer", "quang-tri").ok());
  EXPECT_EQ(testing::DetailsOf(Put("importer", "ninh-binh")).reason, "PROVINCE_NOT_YOURS");
  EXPECT_TRUE(Put("portal", "ninh-binh").ok());
  EXPECT_EQ(Put("officer", "quang-tri").error_code(), grpc::StatusCode::PERMISSION_DENIED);
}

TEST_F(SyncAccessTest, AProvinceIsServedItsOwnCellsOnly) {
  const Following::Channels intakes = {{"ninh-binh", intake_.channel()}};
  portal_.emplace(database_, intakes);
  for (const int status : {2, 9}) intake_.Tell("H50.01-220301-0001", status);
  ASSERT_TRUE(Eventually([&] {
    const auto batch = portal_->Source("ninh-binh").next(std::nullopt, {});
    return batch.ok() && (*batch)->cells.size() == 1;
  }));
  portal_.emplace(database_, intakes, MeetFaults(), Secure());

  statistics::v1::GetSummaryResponse summary;
  EXPECT_TRUE(Summary("aggregator", summary).ok());
  EXPECT_EQ(summary.agencies_size(), 0) << "they are of another province";
  EXPECT_EQ(testing::DetailsOf(Summary("portal", summary)).reason, "PROVINCE_NOT_YOURS");

  grpc::ClientContext context;
  statistics::v1::WatchCellsRequest request;
  statistics::v1::WatchCellsResponse response;
  StatisticsService::Stub stub(testing::DialAs("portal", portal_->port()));
  const auto stream = stub.WatchCells(&context, request);
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(testing::DetailsOf(stream->Finish()).reason, "PROVINCE_NOT_YOURS");
}

}  // namespace
}  // namespace motcua::portal::sync
