// The counters of processing as a consumer asks for them.
#include "absl/strings/str_cat.h"
#include "common/statistics/source.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"
#include "services/processing/processing_fixture.h"

namespace motcua::processing {
namespace {

namespace stats = statistics::v1;

class StatisticsTest : public ProcessingTest {
 protected:
  // Twelve dossiers: some moved, some handed over, some finished late by either side.
  void SetUp() override {
    for (int i = 0; i < 12; ++i) {
      const std::string code = absl::StrCat("H50.01-220401-", 1000 + i);
      ASSERT_TRUE(OpenCase(code, {.agency = i % 2 == 0 ? "so-xay-dung" : "so-tu-phap",
                                  .due = D("2022-04-07")})
                      .ok());
      if (i % 3 == 0) Transfer(code, i % 4 == 0 ? "huyen-gio-linh" : "cuc-thue");
      if (i % 5 == 0) HandOver(code);
    }
    clock_.Set(At("2022-04-12", 10));
    for (int i = 0; i < 12; i += 5) FinishLeg(absl::StrCat("H50.01-220401-", 1000 + i));
    for (int i = 0; i < 10; ++i) {
      Do(&Stub::FinishCase, For<v1::FinishCaseRequest>(absl::StrCat("H50.01-220401-", 1000 + i)));
    }
    source_ = statistics::MakeStatisticsService(statistics::DatabaseSource(
        "processing", database_, instance_->journal, clock_.clock(), CountAfter));
    server_ = std::make_unique<rpc::Server>(rpc::ServeOptions(),
                                            std::vector<grpc::Service*>{source_.get()});
    counts_ = stats::StatisticsService::NewStub(server_->InProcessChannel());
  }
  void TearDown() override {
    server_.reset();
    source_.reset();
    ProcessingTest::TearDown();
  }

  void Transfer(const std::string& code, const std::string& agency) {
    auto request = For<v1::TransferLegRequest>(code);
    request.set_agency("agencies/" + agency);
    Do(&Stub::TransferLeg, request);
  }
  void HandOver(const std::string& code) {
    auto request = For<v1::HandOverCaseRequest>(code);
    request.set_agency("agencies/cuc-thue");
    request.set_due_date("2022-04-06");
    Do(&Stub::HandOverCase, request);
  }
  void FinishLeg(const std::string& code) {
    auto request = For<v1::FinishLegRequest>(code);
    request.set_leg(1);
    Do(&Stub::FinishLeg, request);
  }

  // The sum over all pages of two dossiers each.
  std::int64_t Contributed(const stats::Leaf& leaf) {
    std::int64_t sum = 0;
    stats::ListContributorsRequest request;
    *request.mutable_leaf() = leaf;
    request.set_page_size(2);
    do {
      grpc::ClientContext context;
      stats::ListContributorsResponse page;
      const grpc::Status status = counts_->ListContributors(&context, request, &page);
      EXPECT_TRUE(status.ok()) << status.error_message();
      for (const auto& contributor : page.contributors()) sum += contributor.value();
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return sum;
  }

  std::unique_ptr<grpc::Service> source_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<stats::StatisticsService::Stub> counts_;
};

TEST_F(StatisticsTest, TheDossiersBehindEverySumAddUpToIt) {
  sql::Connection connection(database_);
  std::map<std::pair<std::string, statistics::Counter>, std::int64_t> sums;
  for (const auto& [key, value] : statistics::ReadBatch(connection, std::nullopt).cells) {
    sums[{key.agency, key.counter}] += value;
  }
  EXPECT_GT((sums[{"so-xay-dung", statistics::Counter::kMovedOut}]), 0);
  EXPECT_GT((sums[{"so-xay-dung", statistics::Counter::kLateStep}]), 0);
  for (const auto& [place, sum] : sums) {
    stats::Leaf leaf;
    leaf.set_kind(stats::Leaf::KIND_STOCK);
    leaf.set_last_day(D("2022-12-31"));
    leaf.add_agencies(place.first);
    leaf.add_add(static_cast<stats::Counter>(place.second));
    EXPECT_EQ(Contributed(leaf), sum) << place.first << " " << static_cast<int>(place.second);
  }
}

TEST_F(StatisticsTest, ASummaryCarriesOpenLegsOver) {
  grpc::ClientContext context;
  stats::GetSummaryRequest request;
  request.mutable_period()->set_first_day("2022-04-01");
  request.mutable_period()->set_last_day("2022-04-12");
  stats::GetSummaryResponse summary;
  ASSERT_TRUE(counts_->GetSummary(&context, request, &summary).ok());
  std::int64_t open = 0;
  for (const auto& agency : summary.agencies()) {
    EXPECT_EQ(agency.carried_over(), 0);
    open += agency.open();
  }
  EXPECT_EQ(open, 2);
}

}  // namespace
}  // namespace motcua::processing
