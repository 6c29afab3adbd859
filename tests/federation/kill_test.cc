// kill -9 of every process at random points under load: afterwards each acknowledged dossier
// is there once, and every figure equals a recount.
#include <algorithm>
#include <filesystem>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "tests/federation/figures.h"
#include "tests/federation/office.h"

namespace motcua::federation {
namespace {

constexpr int kRounds = 10;

local::FederationOptions Options(const std::string& var) {
  return {.var = var,
          .bin = std::filesystem::canonical("/proc/self/exe").parent_path(),
          .source = std::filesystem::current_path()};
}

void KillOneByOne(local::Federation& federation, Office& office, std::mt19937& random) {
  std::vector<std::string> names = federation.names();
  std::shuffle(names.begin(), names.end(), random);
  for (const std::string& name : names) {
    const int until = office.acknowledged() + static_cast<int>(random() % 40);
    const absl::Time end = absl::Now() + absl::Minutes(2);
    while (office.acknowledged() < until && absl::Now() < end) std::this_thread::yield();
    federation.Kill(name);
    federation.Start(name);
  }
}

TEST(KillTest, AcknowledgedDossiersAndFiguresSurvive) {
  const motcua::testing::TempDir dir;
  local::Federation federation(Options(dir.path()));
  LoadCatalog(federation);
  Office office(federation);
  const unsigned seed = std::random_device()();
  std::mt19937 random(seed);
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  for (int round = 0; round < kRounds; ++round) KillOneByOne(federation, office, random);
  office.Close();
  ASSERT_TRUE(AwaitComplete(federation, absl::Seconds(60)));

  EXPECT_GT(office.received().size(), 100u);
  EXPECT_EQ(CodesIn(federation, "intake"), office.received());
  EXPECT_EQ(CodesIn(federation, "processing"), office.received());
  Cells all;
  for (const char* source : {"intake", "processing", "payment", "digitization"}) {
    const Cells counted = CountedBy(federation, source);
    EXPECT_EQ(HeldOf(federation, source), counted);
    for (const auto& [key, value] : counted) all[key] += value;
  }
  EXPECT_EQ(PortalSums(federation), SumOfAll(all));
  std::int64_t early = 0;
  for (const auto& [key, value] : SumByAgency(CountedBy(federation, "processing"))) {
    if (key.ends_with("|24")) early += value;  // finished early: all of them, five days before due
  }
  EXPECT_EQ(early, static_cast<std::int64_t>(office.finished().size()));
  for (const char* source : {"intake", "processing", "payment", "digitization"}) {
    EXPECT_TRUE(RecountsEqual(federation, source, dir.path())) << source;
  }
}

TEST(KillTest, NoFollowerKeepsWhatTheRestartedDatabaseDoesNotHave) {
  const motcua::testing::TempDir dir;
  local::Federation federation(Options(dir.path()));
  LoadCatalog(federation);
  Office office(federation);
  for (int round = 0; round < 3; ++round) {
    const int until = office.acknowledged() + 150;
    const absl::Time end = absl::Now() + absl::Minutes(2);
    while (office.acknowledged() < until && absl::Now() < end) std::this_thread::yield();
    federation.database().Kill();
    federation.database().Start();
  }
  office.Close();
  ASSERT_TRUE(AwaitComplete(federation, absl::Seconds(60)));
  EXPECT_EQ(CodesIn(federation, "intake"), office.received());
  EXPECT_EQ(CodesIn(federation, "processing"), office.received());
  EXPECT_EQ(HeldOf(federation, "processing"), CountedBy(federation, "processing"));
}

}  // namespace
}  // namespace motcua::federation
