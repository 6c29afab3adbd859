#include "tools/replay/visits.h"

#include "common/base/errors.h"
#include "common/rpc/guard.h"
#include "gmock/gmock.h"
#include "motcua/aggregator/v1/reported.grpc.pb.h"

namespace motcua::replay {
namespace {

using ::testing::IsEmpty;

Scenario March() {
  Scenario scenario;
  scenario.id = "mot-tinh";
  scenario.digest = "0123456789abcdef";
  scenario.label_vi = "tháng 3/2022";
  scenario.period_end = *ParseDay("2022-03-31");
  return scenario;
}

CountsRow RowOf(const std::string& agency, const std::string& field, std::int64_t visits) {
  CountsRow row;
  row.agency = agency;
  row.field = field;
  row.counts[Column::kSiteVisits] = visits;
  return row;
}

TEST(VisitsTest, AreOneReportOnTheLastDayWithEachAgencyOnce) {
  const auto request = VisitsOf(
      March(), {RowOf("so-b", "dat-dai", 5), RowOf("so-a", "", 0), RowOf("so-b", "ho-tich", 7)});
  EXPECT_EQ(request.name(), "imports/mot-tinh");
  ASSERT_EQ(request.counts_size(), 1);
  EXPECT_EQ(request.counts(0).agency(), "agencies/so-b");
  EXPECT_EQ(request.counts(0).counter(), statistics::v1::COUNTER_SITE_VISITS);
  EXPECT_EQ(request.counts(0).day(), "2022-03-31");
  EXPECT_EQ(request.counts(0).value(), 12);
  EXPECT_THAT(VisitsOf(March(), {CountsRow()}).counts(), IsEmpty());
}

// Does not know the agencies at first.
class LateAggregator : public aggregator::v1::ReportedService::Service {
 public:
  grpc::Status ImportCounts(grpc::ServerContext*, const aggregator::v1::ImportCountsRequest*,
                            aggregator::v1::Import*) override {
    ++asked;
    if (asked > unknown) return grpc::Status::OK;
    return rpc::ToGrpc(InvalidField("counts[0].agency", reason, "no such agency", "Không có."));
  }

  int asked = 0;
  int unknown = 0;
  std::string reason = "AGENCY_UNKNOWN";
};

TEST(VisitsTest, WaitUntilTheAgenciesAreKnownButForNothingElse) {
  LateAggregator late;
  grpc::ServerBuilder builder;
  builder.RegisterService(&late);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  const auto request = VisitsOf(March(), {RowOf("so-a", "", 5)});
  late.unknown = 2;
  EXPECT_TRUE(SendVisits(request, server->InProcessChannel({}), absl::Seconds(30)).ok());
  EXPECT_EQ(late.asked, 3);

  late.asked = 0;
  late.unknown = 1;
  late.reason = "COUNT_TWICE";
  EXPECT_TRUE(absl::IsInvalidArgument(
      SendVisits(request, server->InProcessChannel({}), absl::Seconds(30))));
  EXPECT_EQ(late.asked, 1);
}

}  // namespace
}  // namespace motcua::replay
