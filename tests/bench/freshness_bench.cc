// How long after COMMIT a receipt is counted in the aggregator, and then in the national table,
// under a steady load of receipts.
//
//   freshness_bench [--rate 2000] [--seconds 20]
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <thread>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/time/clock.h"
#include "common/base/date.h"
#include "common/testing/database.h"
#include "deploy/local/federation.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "motcua/feed/v1/feed.grpc.pb.h"
#include "motcua/portal/v1/portal.grpc.pb.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"
#include "tests/bench/load.h"

ABSL_FLAG(int, rate, 2000, "receipts a second");
ABSL_FLAG(int, seconds, 20, "length of the measurement");

namespace motcua::bench {
namespace {

using local::Federation;

// Batches of a fiftieth of a second, so that the rate does not depend on the answers.
void Load(const Federation& federation, const std::atomic<bool>& stop) {
  const auto stub = intake::v1::IntakeService::NewStub(federation.Dial("intake", "importer"));
  std::uint64_t next = 0;
  absl::Time due = absl::Now();
  while (!stop) {
    intake::v1::BatchReceiveDossiersRequest request;
    for (int i = 0; i < absl::GetFlag(FLAGS_rate) / 50; ++i) {
      *request.add_requests() = ReceiveRequest(next++);
    }
    intake::v1::BatchReceiveDossiersResponse response;
    stub->BatchReceiveDossiers(rpc::ContextFor(absl::Seconds(10)).get(), request, &response);
    due += absl::Milliseconds(20);
    std::this_thread::sleep_until(absl::ToChronoTime(due));
  }
}

// Milliseconds until `seen` gives at least `wanted`.
double Await(std::int64_t wanted, const std::function<std::int64_t()>& seen) {
  const absl::Time begin = absl::Now();
  while (seen() < wanted) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return absl::ToDoubleMilliseconds(absl::Now() - begin);
}

class Probe {
 public:
  explicit Probe(const Federation& federation)
      : feed_(feed::v1::ChangeFeedService::NewStub(federation.Dial("processing", "admin"))),
        report_(aggregator::v1::ReportService::NewStub(federation.Dial("aggregator", "admin"))),
        statistics_(
            statistics::v1::StatisticsService::NewStub(federation.Dial("aggregator", "admin"))),
        portal_(portal::v1::PortalService::NewStub(federation.Dial("portal", "admin"))) {}

  // The newest sequence on processing's disk.
  std::int64_t Committed() {
    feed::v1::Cursor head;
    feed_->GetHead(rpc::ContextFor(absl::Seconds(5)).get(), {}, &head);
    return head.sequence();
  }
  std::int64_t InAggregator() {
    aggregator::v1::ListSourcesResponse answer;
    report_->ListSources(rpc::ContextFor(absl::Seconds(5)).get(), {}, &answer);
    for (const auto& source : answer.sources()) {
      if (source.watermark().source() == "processing") return source.watermark().revision();
    }
    return 0;
  }
  // The aggregator's own revision, which the portal follows.
  std::int64_t Published() {
    statistics::v1::GetSummaryRequest request;
    request.mutable_period()->set_first_day("2022-01-01");
    request.mutable_period()->set_last_day("2022-01-01");
    statistics::v1::GetSummaryResponse answer;
    statistics_->GetSummary(rpc::ContextFor(absl::Seconds(5)).get(), request, &answer);
    return answer.cursor().revision();
  }
  // The revision behind the province's line of the national table.
  std::int64_t InNationalTable() {
    portal::v1::GetNationalTableRequest request;
    const std::string today = FormatDay(LocalDay(absl::Now()));
    request.mutable_period()->set_first_day(today);
    request.mutable_period()->set_last_day(today);
    portal::v1::NationalTable table;
    portal_->GetNationalTable(rpc::ContextFor(absl::Seconds(5)).get(), request, &table);
    return table.provinces().empty() ? 0 : table.provinces(0).cursor().revision();
  }

 private:
  std::unique_ptr<feed::v1::ChangeFeedService::Stub> feed_;
  std::unique_ptr<aggregator::v1::ReportService::Stub> report_;
  std::unique_ptr<statistics::v1::StatisticsService::Stub> statistics_;
  std::unique_ptr<portal::v1::PortalService::Stub> portal_;
};

void Print(const char* name, std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::printf("%10.1f ms p50 %10.1f ms p99  %s\n", values[values.size() / 2],
              values[values.size() * 99 / 100], name);
}

void Run() {
  const testing::TempDir dir;
  Federation federation({.var = dir.path(),
                         .bin = std::filesystem::canonical("/proc/self/exe").parent_path(),
                         .source = std::filesystem::current_path()});
  LoadCatalog(federation.Dial("intake", "importer"));
  std::atomic<bool> stop = false;
  std::thread load([&] { Load(federation, stop); });
  Probe probe(federation);
  std::vector<double> aggregator, portal;
  const absl::Time end = absl::Now() + absl::Seconds(absl::GetFlag(FLAGS_seconds));
  const std::int64_t before = probe.Committed();
  const absl::Time begin = absl::Now();
  while (absl::Now() < end) {
    const std::int64_t committed = probe.Committed();
    aggregator.push_back(Await(committed, [&] { return probe.InAggregator(); }));
    const std::int64_t published = probe.Published();
    portal.push_back(Await(published, [&] { return probe.InNationalTable(); }) + aggregator.back());
  }
  const double rate =
      static_cast<double>(probe.Committed() - before) / absl::ToDoubleSeconds(absl::Now() - begin);
  stop = true;
  load.join();
  std::printf("%.0f cases opened a second, %zu samples, from COMMIT in processing\n", rate,
              aggregator.size());
  Print("visible in the aggregator", aggregator);
  Print("visible in the national table", portal);
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
