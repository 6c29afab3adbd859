// Three callers send the same thousand requests while the service is killed: one effect each.
#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "tests/federation/desk.h"
#include "tests/federation/figures.h"

namespace motcua::federation {
namespace {

constexpr int kCallers = 3;
constexpr int kKeys = 1000;

TEST(IdempotencyTest, ThreeCallersAndAKilledServiceMakeOneDossierPerKey) {
  const motcua::testing::TempDir dir;
  local::Federation federation({.var = dir.path(),
                                .bin = std::filesystem::canonical("/proc/self/exe").parent_path(),
                                .source = std::filesystem::current_path()});
  LoadCatalog(federation);
  Desk desk(federation);
  const std::atomic<bool> never = false;
  std::atomic<int> answered = 0;
  std::vector<std::vector<std::string>> codes(kCallers, std::vector<std::string>(kKeys));
  std::vector<std::thread> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([&, caller] {
      for (int key = 0; key < kKeys; ++key) {
        codes[caller][key] = desk.Receive(absl::StrCat("key-", key), never);
        ++answered;
      }
    });
  }
  for (const int mark : {300, 1200, 2100}) {
    while (answered < mark) std::this_thread::yield();
    federation.Kill("intake");
    federation.Start("intake");
  }
  for (std::thread& caller : callers) caller.join();

  EXPECT_EQ(codes[1], codes[0]);
  EXPECT_EQ(codes[2], codes[0]);
  const std::set<std::string> different(codes[0].begin(), codes[0].end());
  EXPECT_EQ(different.size(), static_cast<std::size_t>(kKeys));
  EXPECT_EQ(CodesIn(federation, "intake"), different);
  ASSERT_TRUE(AwaitComplete(federation, absl::Seconds(60)));
  EXPECT_EQ(CodesIn(federation, "processing"), different);
}

}  // namespace
}  // namespace motcua::federation
