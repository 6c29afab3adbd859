// The counters of digitization as a consumer asks for them.
#include "absl/strings/str_cat.h"
#include "common/statistics/source.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"
#include "services/digitization/digitization_fixture.h"

namespace motcua::digitization {
namespace {

namespace stats = statistics::v1;
using statistics::Counter;

std::string CodeOf(int number) { return absl::StrCat("H50.01-220401-", 1000 + number); }

class StatisticsTest : public DigitizationTest {
 protected:
  // Nine dossiers: some moved before they were finished, some digitized, some doubtful, one void.
  void SetUp() override {
    for (int i = 0; i < 9; ++i) {
      Receive(CodeOf(i));
      if (i % 2 == 0) Digitize(CodeOf(i), "don", Upload(i));
      if (i % 4 == 0) Digitize(CodeOf(i), "ban-ve", Upload(100 + i));
      if (i % 3 == 0) Note(CodeOf(i), At("2022-04-02", 8), MovedTo{"so-tu-phap"});
      if (i < 7) Note(CodeOf(i), At("2022-04-03", 8), Ended{true});
      if (i < 5) AttachResult(CodeOf(i), Upload(i < 2 ? 200 : 200 + i), i == 3 ? "2030-12-31" : "");
    }
    Note(CodeOf(8), At("2022-04-04", 8), Voided{});
    source_ = statistics::MakeStatisticsService(statistics::DatabaseSource(
        "digitization", database_, instance_->journal, clock_.clock(), CountAfter));
    server_ = std::make_unique<rpc::Server>(rpc::ServeOptions(),
                                            std::vector<grpc::Service*>{source_.get()});
    counts_ = stats::StatisticsService::NewStub(server_->InProcessChannel());
  }
  void TearDown() override {
    server_.reset();
    source_.reset();
    DigitizationTest::TearDown();
  }

  std::map<std::pair<std::string, Counter>, std::int64_t> Sums() { return SumsThrough(kLastDay); }
  std::map<std::pair<std::string, Counter>, std::int64_t> SumsThrough(Day last) {
    sql::Connection connection(database_);
    std::map<std::pair<std::string, Counter>, std::int64_t> sums;
    for (const auto& [key, value] : statistics::ReadBatch(connection, std::nullopt).cells) {
      if (key.day <= last) sums[{key.agency, key.counter}] += value;
    }
    return sums;
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

TEST_F(StatisticsTest, CountsDossiersOfThisHistory) {
  auto sums = Sums();
  EXPECT_EQ((sums[{"so-xay-dung", Counter::kComponentsReceived}]), 8);
  EXPECT_EQ((sums[{"so-xay-dung", Counter::kComponentsAny}]), 4);   // 0, 2, 4, 6
  EXPECT_EQ((sums[{"so-xay-dung", Counter::kComponentsFull}]), 2);  // 0, 4
  EXPECT_EQ((sums[{"so-xay-dung", Counter::kResultsFinished}]), 4);
  EXPECT_EQ((sums[{"so-tu-phap", Counter::kResultsFinished}]), 3);   // 0, 3, 6
  EXPECT_EQ((sums[{"so-tu-phap", Counter::kResultsDigitized}]), 2);  // 0, 3
  EXPECT_EQ((sums[{"so-tu-phap", Counter::kResultsDoubtful}]), 1);   // 0, with 1
  EXPECT_EQ((sums[{"so-xay-dung", Counter::kResultsDoubtful}]), 1);
  EXPECT_EQ((sums[{"so-xay-dung", Counter::kResultsInForce}]), 4);
  EXPECT_EQ((sums[{"so-tu-phap", Counter::kResultsInForce}]), 2);           // 3 has ended
  EXPECT_EQ((sums[{"so-tu-phap", Counter::kResultsInForceDigitized}]), 1);  // 0
}

TEST_F(StatisticsTest, TheDossiersBehindEverySumAddUpToIt) {
  // With a day on which all of the results are in force, and one on which one no longer is.
  for (const char* day : {"2030-12-31", "2031-01-01"}) {
    for (const auto& [place, sum] : SumsThrough(D(day))) {
      stats::Leaf leaf;
      leaf.set_kind(stats::Leaf::KIND_STOCK);
      leaf.set_last_day(D(day));
      leaf.add_agencies(place.first);
      leaf.add_add(static_cast<stats::Counter>(place.second));
      EXPECT_EQ(Contributed(leaf), sum) << place.first << " " << static_cast<int>(place.second);
    }
  }
}

TEST_F(StatisticsTest, ARecountFindsTheSame) {
  instance_->journal.Stop();
  sql::Connection connection(database_);
  EXPECT_TRUE(statistics::Recount(connection, kCounterVersion, CountAll));
}

}  // namespace
}  // namespace motcua::digitization
