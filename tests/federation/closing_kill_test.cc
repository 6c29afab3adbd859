// kill -9 of the aggregator while it closes periods: each is closed once and whole, or not at all,
// and who asks again with the same request id is told what was signed.
#include <filesystem>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/rpc/channel.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "motcua/aggregator/v1/snapshot.grpc.pb.h"
#include "motcua/verify/v1/verify.grpc.pb.h"
#include "tests/federation/desk.h"
#include "tests/federation/figures.h"
#include "tests/federation/persist.h"

namespace motcua::federation {
namespace {

namespace agg = aggregator::v1;

constexpr int kKills = 25;
constexpr absl::Duration kPatience = absl::Minutes(2);

class ClosingKillTest : public ::testing::Test {
 protected:
  ClosingKillTest() {
    LoadCatalog(federation_);
    EXPECT_TRUE(AwaitComplete(federation_, kPatience));
  }

  // A day of its own for each closing.
  static agg::ClosePeriodRequest Day(int i) {
    agg::ClosePeriodRequest request;
    request.set_request_id(absl::StrCat("close-", i));
    const std::string day = absl::FormatCivilTime(absl::CivilDay(2022, 1, 1) + i);
    request.mutable_period()->set_first_day(day);
    request.mutable_period()->set_last_day(day);
    request.set_provisional(true);
    return request;
  }
  agg::Snapshot Close(const agg::ClosePeriodRequest& request) {
    agg::Snapshot snapshot;
    int calls = 0;
    Persist(never_, [&](grpc::ClientContext* context) {
      ++calls;
      return stub_.ClosePeriod(context, request, &snapshot);
    });
    interrupted_ += calls > 1;
    return snapshot;
  }
  void Kill(absl::Duration after) {
    absl::SleepFor(after);
    federation_.Kill("aggregator");
    federation_.Start("aggregator");
    federation_.AwaitHealthy("aggregator");
  }
  std::vector<agg::Snapshot> List() {
    agg::ListSnapshotsRequest request;
    request.set_page_size(1000);
    agg::ListSnapshotsResponse page;
    Persist(never_, [&](grpc::ClientContext* context) {
      return stub_.ListSnapshots(context, request, &page);
    });
    return {page.snapshots().begin(), page.snapshots().end()};
  }
  // What does not hold of all that is stored.
  std::int64_t Faults() {
    const auto stub = verify::v1::VerifyService::NewStub(federation_.Dial("aggregator", "admin"));
    verify::v1::VerifyStoreResponse answer;
    Persist(never_,
            [&](grpc::ClientContext* context) { return stub->VerifyStore(context, {}, &answer); });
    std::int64_t faults = 0;
    for (const verify::v1::Part& part : answer.parts()) faults += part.fault_count();
    return faults;
  }

  const std::atomic<bool> never_ = false;
  const testing::TempDir dir_;
  local::Federation federation_{
      {.var = dir_.path(), .bin = std::filesystem::canonical("/proc/self/exe").parent_path()}};
  int interrupted_ = 0;  // closings that were not answered at once
  agg::SnapshotService::Stub stub_{federation_.Dial("aggregator", "admin")};
};

TEST_F(ClosingKillTest, EachPeriodIsClosedOnceAndWhole) {
  std::mt19937 random(269);
  std::map<std::string, std::string> digests;  // acknowledged, by name
  const absl::Time begin = absl::Now();
  const agg::Snapshot undisturbed = Close(Day(kKills));
  const absl::Duration usual = absl::Now() - begin;
  digests[undisturbed.name()] = undisturbed.signature().digest();
  interrupted_ = 0;
  for (int i = 0; i < kKills; ++i) {
    agg::Snapshot snapshot;
    std::thread caller([&] { snapshot = Close(Day(i)); });
    Kill(usual * (random() % 60) / 100);  // the first took longest
    caller.join();
    digests[snapshot.name()] = snapshot.signature().digest();
    EXPECT_EQ(Close(Day(i)).SerializeAsString(), snapshot.SerializeAsString());
  }
  EXPECT_EQ(digests.size(), kKills + 1);
  EXPECT_GT(interrupted_, 0) << "no kill met a closing";
  std::map<std::string, std::string> stored;
  for (const agg::Snapshot& snapshot : List()) {
    EXPECT_EQ(snapshot.number(), 1) << snapshot.name();
    stored[snapshot.name()] = snapshot.signature().digest();
  }
  EXPECT_EQ(stored, digests);
  EXPECT_EQ(Faults(), 0);
}

}  // namespace
}  // namespace motcua::federation
