// kill -9 of every process at random points under load: afterwards each acknowledged dossier
// is there once, and every figure equals a recount.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/base/hash.h"
#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/federation/desk.h"
#include "tests/federation/figures.h"

namespace motcua::federation {
namespace {

constexpr int kDesks = 3;
constexpr int kRounds = 10;

local::FederationOptions Options(const std::string& var) {
  return {.var = var,
          .bin = std::filesystem::canonical("/proc/self/exe").parent_path(),
          .source = std::filesystem::current_path()};
}

// Desks that work until they are told to go home, and what they were promised.
class Office {
 public:
  explicit Office(local::Federation& federation) : desk_(federation) {
    for (int i = 0; i < kDesks; ++i) {
      threads_.emplace_back([this, i] { Work(i); });
    }
  }
  ~Office() { Close(); }

  void Close() {
    closing_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  int acknowledged() const { return acknowledged_; }
  const std::set<std::string>& received() const { return received_; }
  const std::set<std::string>& finished() const { return finished_; }

 private:
  void Work(int desk) {
    const std::atomic<bool> never = false;
    const std::string run = RandomId().substr(0, 8);
    for (int i = 0; !closing_; ++i) {
      const std::string code = desk_.Receive(absl::StrCat(run, "-", desk, "-", i), never);
      const bool finish = i % 3 == 0 && desk_.Finish(code, never);
      const std::lock_guard lock(mutex_);
      EXPECT_TRUE(received_.insert(code).second) << code << " was given twice";
      if (finish) finished_.insert(code);
      ++acknowledged_;
    }
  }

  Desk desk_;
  std::atomic<bool> closing_ = false;
  std::atomic<int> acknowledged_ = 0;
  std::mutex mutex_;
  std::set<std::string> received_;
  std::set<std::string> finished_;
  std::vector<std::thread> threads_;
};

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

void ExpectRecountEqual(local::Federation& federation, const std::string& name,
                        const std::string& var) {
  federation.Kill(name);
  federation.Start(name, {"--recount"});
  federation.AwaitHealthy(name);
  std::ifstream file(var + "/log/" + name + ".log");
  const std::string log((std::istreambuf_iterator<char>(file)), {});
  EXPECT_THAT(log, ::testing::HasSubstr("\"event\":\"recounted\",\"equal\":\"yes\"")) << name;
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
  EXPECT_EQ(PortalSums(federation), SumByAgency(all));
  std::int64_t early = 0;
  for (const auto& [key, value] : SumByAgency(CountedBy(federation, "processing"))) {
    if (key.ends_with("|24")) early += value;  // finished early: all of them, five days before due
  }
  EXPECT_EQ(early, static_cast<std::int64_t>(office.finished().size()));
  for (const char* source : {"intake", "processing", "payment", "digitization"}) {
    ExpectRecountEqual(federation, source, dir.path());
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
