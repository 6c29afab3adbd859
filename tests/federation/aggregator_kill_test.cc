// kill -9 of the aggregator, a hundred times, while services count and documents are taken in:
// nothing is counted twice, nothing is missed, and what was acknowledged stands.
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "motcua/aggregator/v1/reported.grpc.pb.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"
#include "tests/federation/figures.h"
#include "tests/federation/office.h"
#include "tests/federation/persist.h"

namespace motcua::federation {
namespace {

namespace agg = aggregator::v1;

constexpr int kKills = 100;
constexpr absl::Duration kPatience = absl::Minutes(2);
const char* const kSources[] = {"intake", "processing", "payment", "digitization"};

// Takes five documents in, again and again with other numbers, and now and then out; remembers what
// was acknowledged last of each.
class Registrar {
 public:
  explicit Registrar(const local::Federation& federation)
      : stub_(agg::ReportedService::NewStub(federation.Dial("aggregator", "importer"))),
        thread_([this] { Work(); }) {}
  ~Registrar() { Close(); }

  void Close() {
    closing_ = true;
    if (thread_.joinable()) thread_.join();
  }
  int acknowledged() const { return acknowledged_; }
  // Agency|channel|counter → what must count. For after Close.
  Cells Standing() const {
    Cells sums;
    for (const auto& [document, visits] : visits_) {
      if (visits != 0) sums[absl::StrCat(AgencyOf(document), "|1|100")] += visits;
    }
    return sums;
  }

 private:
  static std::string AgencyOf(int document) { return absl::StrCat("so-", document % 4); }

  void Work() {
    for (int i = 0; !closing_; ++i) {
      const int document = i % 5;
      if (i % 7 == 6 && visits_[document] != 0) {
        TakeOut(i, document);
      } else {
        TakeIn(i, document);
      }
      ++acknowledged_;
    }
  }
  void TakeIn(int i, int document) {
    agg::ImportCountsRequest request;
    request.set_request_id(absl::StrCat("in-", i));
    request.set_name(absl::StrCat("imports/n-", document));
    request.set_document_vi("Lượt truy cập");
    agg::ReportedCount& count = *request.add_counts();
    count.set_agency("agencies/" + AgencyOf(document));
    count.set_counter(statistics::v1::COUNTER_SITE_VISITS);
    count.set_day("2022-03-31");
    count.set_value(i + 1);
    Persist(never_, [&](grpc::ClientContext* context) {
      agg::Import import;
      return stub_->ImportCounts(context, request, &import);
    });
    visits_[document] = i + 1;
  }
  void TakeOut(int i, int document) {
    agg::WithdrawImportRequest request;
    request.set_request_id(absl::StrCat("out-", i));
    request.set_name(absl::StrCat("imports/n-", document));
    Persist(never_, [&](grpc::ClientContext* context) {
      agg::Import import;
      return stub_->WithdrawImport(context, request, &import);
    });
    visits_[document] = 0;
  }

  const std::unique_ptr<agg::ReportedService::Stub> stub_;
  const std::atomic<bool> never_ = false;
  std::atomic<bool> closing_ = false;
  std::atomic<int> acknowledged_ = 0;
  std::map<int, std::int64_t> visits_;
  std::thread thread_;
};

// The aggregator has the catalogue, so that a document may name its agencies.
void AwaitCatalog(const local::Federation& federation) {
  const auto stub = agg::ReportService::NewStub(federation.Dial("aggregator", "analyst"));
  agg::GetTableRequest request;
  request.set_definition("pl1_online");
  request.mutable_period()->set_first_day("2022-03-15");
  request.mutable_period()->set_last_day("2022-04-14");
  agg::Table table;
  const absl::Time end = absl::Now() + kPatience;
  while (table.rows().empty() && absl::Now() < end) {
    stub->GetTable(rpc::ContextFor(absl::Seconds(5)).get(), request, &table);
  }
  ASSERT_FALSE(table.rows().empty());
}

// What the aggregator answers from memory, over all days.
Cells Answered(const local::Federation& federation) {
  const auto stub =
      statistics::v1::StatisticsService::NewStub(federation.Dial("aggregator", "portal"));
  statistics::v1::GetSummaryRequest request;
  request.mutable_period()->set_first_day("1990-01-01");
  request.mutable_period()->set_last_day("2199-12-31");
  statistics::v1::GetSummaryResponse answer;
  EXPECT_TRUE(stub->GetSummary(rpc::ContextFor(absl::Seconds(20)).get(), request, &answer).ok());
  Cells sums;
  for (const auto& agency : answer.agencies()) {
    const std::string id = agency.agency().substr(agency.agency().find('/') + 1);
    for (const auto& sum : agency.sums()) {
      sums[absl::StrCat(id, "|", sum.channel(), "|", sum.counter())] = sum.value();
    }
  }
  return sums;
}

// At a random moment: of its start, of catching up, or at work.
void KillOnce(local::Federation& federation, const Office& office, const Registrar& registrar,
              std::mt19937& random) {
  const int dossiers = office.acknowledged() + static_cast<int>(random() % 60);
  const int documents = registrar.acknowledged() + static_cast<int>(random() % 4);
  const absl::Time end = absl::Now() + kPatience;
  while ((office.acknowledged() < dossiers || registrar.acknowledged() < documents) &&
         absl::Now() < end) {
    std::this_thread::yield();
  }
  federation.Kill("aggregator");
  federation.Start("aggregator");
}

std::int64_t Total(const Cells& cells, const std::set<int>& counters) {
  std::int64_t total = 0;
  for (const auto& [key, value] : cells) {
    const std::vector<std::string> parts = absl::StrSplit(key, '|');
    if (counters.contains(std::stoi(parts[4]))) total += value;
  }
  return total;
}

TEST(AggregatorKillTest, NothingIsCountedTwiceAndNothingIsMissed) {
  const motcua::testing::TempDir dir;
  local::Federation federation(
      {.var = dir.path(), .bin = std::filesystem::canonical("/proc/self/exe").parent_path()});
  LoadCatalog(federation);
  AwaitCatalog(federation);
  const unsigned seed = std::random_device()();
  std::mt19937 random(seed);
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  Office office(federation);
  Registrar registrar(federation);
  for (int i = 0; i < kKills; ++i) KillOnce(federation, office, registrar, random);
  office.Close();
  registrar.Close();
  ASSERT_TRUE(AwaitComplete(federation, kPatience));

  EXPECT_GT(registrar.acknowledged(), kKills / 2);
  EXPECT_EQ(SumByAgency(CountedBy(federation, "aggregator")), registrar.Standing());
  EXPECT_EQ(HeldOf(federation, "reported"), CountedBy(federation, "aggregator"));
  Cells all = CountedBy(federation, "aggregator");
  for (const char* source : kSources) {
    const Cells counted = CountedBy(federation, source);
    EXPECT_EQ(HeldOf(federation, source), counted);
    for (const auto& [key, value] : counted) all[key] += value;
  }
  const Cells synced = HeldOf(federation, "portal");
  Cells held = all;
  for (const auto& [key, value] : synced) held[key] += value;
  EXPECT_EQ(Answered(federation), SumByAgency(held));
  // Nobody killed the portal, and it has every status of every dossier that was finished.
  EXPECT_EQ(
      Total(synced, {statistics::v1::COUNTER_SYNCED_RESULTS}),
      Total(all, {statistics::v1::COUNTER_FINISHED_EARLY, statistics::v1::COUNTER_FINISHED_ON_TIME,
                  statistics::v1::COUNTER_FINISHED_LATE}));
  EXPECT_EQ(PortalSums(federation), SumOfAll(all));
  EXPECT_TRUE(RecountsEqual(federation, "aggregator", dir.path()));
}

}  // namespace
}  // namespace motcua::federation
