// kill -9 of portal and aggregator, a hundred times, under load and while the portal refuses,
// delays, duplicates and forgets on request: nothing is counted twice, nothing is missed.
#include <filesystem>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "motcua/portal/v1/portal.grpc.pb.h"
#include "tests/federation/figures.h"
#include "tests/federation/office.h"
#include "tests/federation/persist.h"

namespace motcua::federation {
namespace {

constexpr int kKills = 100;
constexpr absl::Duration kPatience = absl::Minutes(2);

struct Counts {
  std::int64_t refused = 0;
  std::int64_t delayed = 0;
  std::int64_t duplicated = 0;
  std::int64_t forgotten = 0;
};

class PortalKillTest : public ::testing::Test {
 protected:
  PortalKillTest() { LoadCatalog(federation_); }

  void SetFaults(std::int64_t seed) {
    portal::v1::SetFaultsRequest request;
    auto& faults = *request.mutable_faults();
    faults.set_province("provinces/quang-tri");
    faults.set_refuse_per_mille(100);
    faults.set_delay_per_mille(100);
    faults.set_delay_ms(30);
    faults.set_duplicate_per_mille(100);
    faults.set_forget_per_mille(100);
    faults.set_seed(seed);
    Persist(false, [&](grpc::ClientContext* context) {
      portal::v1::Faults set;
      return portal_.SetFaults(context, request, &set);
    });
  }
  // Those of a portal are gone with it.
  void AddFaults() {
    portal::v1::ListProvincesResponse answer;
    const auto context = rpc::ContextFor(absl::Seconds(1));
    if (!portal_.ListProvinces(context.get(), {}, &answer).ok() || answer.provinces().empty()) {
      return;
    }
    const portal::v1::Faults& faults = answer.provinces(0).faults();
    counts_.refused += faults.refused();
    counts_.delayed += faults.delayed();
    counts_.duplicated += faults.duplicated();
    counts_.forgotten += faults.forgotten();
  }
  // At a random moment: of its start, of catching up, or at work.
  void KillOne(const Office& office, std::mt19937& random) {
    const int until = office.acknowledged() + static_cast<int>(random() % 60);
    const absl::Time end = absl::Now() + kPatience;
    while (office.acknowledged() < until && absl::Now() < end) std::this_thread::yield();
    const std::string name = random() % 2 == 0 ? "portal" : "aggregator";
    if (name == "portal") AddFaults();
    federation_.Kill(name);
    federation_.Start(name);
  }

  const motcua::testing::TempDir dir_;
  local::Federation federation_{
      {.var = dir_.path(), .bin = std::filesystem::canonical("/proc/self/exe").parent_path()}};
  portal::v1::PortalService::Stub portal_{federation_.Dial("portal", "admin")};
  Counts counts_;
};

TEST_F(PortalKillTest, NothingIsCountedTwiceAndNothingIsMissed) {
  const unsigned seed = std::random_device()();
  std::mt19937 random(seed);
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  SetFaults(seed);
  Office office(federation_);
  for (int i = 0; i < kKills; ++i) KillOne(office, random);
  office.Close();
  ASSERT_TRUE(AwaitComplete(federation_, kPatience));
  AddFaults();

  Cells all;
  for (const char* source : {"intake", "processing", "payment", "digitization"}) {
    const Cells counted = CountedBy(federation_, source);
    EXPECT_EQ(HeldOf(federation_, source), counted);
    for (const auto& [key, value] : counted) all[key] += value;
  }
  EXPECT_EQ(PortalSums(federation_), SumOfAll(all));

  portal::v1::GetNationalTableRequest request;
  request.mutable_period()->set_first_day(FormatDay(LocalDay(absl::Now()) - 1));
  request.mutable_period()->set_last_day(FormatDay(LocalDay(absl::Now())));
  portal::v1::NationalTable table;
  ASSERT_TRUE(
      portal_.GetNationalTable(rpc::ContextFor(absl::Seconds(10)).get(), request, &table).ok());
  EXPECT_EQ(FiguresOf(table.total()), CountDossiers(federation_, "", request.period().first_day(),
                                                    request.period().last_day()));
  EXPECT_EQ(table.total().received(), static_cast<std::int64_t>(office.received().size()));
  EXPECT_GT(office.received().size(), 100U);

  EXPECT_GT(counts_.refused, 0);
  EXPECT_GT(counts_.delayed, 0);
  EXPECT_GT(counts_.duplicated, 0);
  EXPECT_GT(counts_.forgotten, 0);
}

}  // namespace
}  // namespace motcua::federation
