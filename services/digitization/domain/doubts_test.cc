#include "services/digitization/domain/doubts.h"

#include <algorithm>

#include "gtest/gtest.h"
#include "services/digitization/domain/testing.h"

namespace motcua::digitization {
namespace {

TEST(NearDueTest, IsTheDueDayTheDayBeforeAndTheWorkingDayBefore) {
  const auto catalog = SmallCatalog();
  const auto near = [&](const char* due, const char* attached) {
    return NearDue(D(due), D(attached), catalog->calendar());
  };
  EXPECT_TRUE(near("2022-04-14", "2022-04-14"));
  EXPECT_TRUE(near("2022-04-14", "2022-04-13"));
  EXPECT_FALSE(near("2022-04-14", "2022-04-12"));
  EXPECT_FALSE(near("2022-04-14", "2022-04-15"));  // late, not hurried
  // Friday the 8th, before a weekend and a holiday on Monday.
  EXPECT_TRUE(near("2022-04-12", "2022-04-08"));
  EXPECT_TRUE(near("2022-04-10", "2022-04-08"));
  EXPECT_FALSE(near("2022-04-13", "2022-04-08"));
  EXPECT_FALSE(NearDue({}, D("2022-04-14"), catalog->calendar()));
}

TEST(NearDueTest, GuessesNoWorkingDayWhereTheCalendarIsMissing) {
  EXPECT_TRUE(NearDue(D("2022-04-09"), D("2022-04-08"), nullptr));
  EXPECT_FALSE(NearDue(D("2022-04-11"), D("2022-04-08"), nullptr));
  const auto catalog = SmallCatalog();
  EXPECT_FALSE(NearDue(D("2019-04-15"), D("2019-04-12"), catalog->calendar()));
}

std::vector<NearDueResult> Every(absl::Duration step, int count) {
  std::vector<NearDueResult> results;
  for (int i = 0; i < count; ++i) {
    results.push_back(
        {"so-xay-dung", At("2022-04-14", 16) + i * step, absl::StrCat("c", 100 + i), FileOf('1')});
  }
  return results;
}

TEST(BurstTest, IsTwentyWithinTenMinutes) {
  const auto close = Every(absl::Seconds(30), kBurst);  // 9.5 minutes
  EXPECT_EQ(BurstWith(close[7], close), close);
  EXPECT_TRUE(BurstWith(close[7], {close.begin(), close.end() - 1}).empty());
  const auto apart = Every(absl::Seconds(32), kBurst);  // 10 minutes and 8 seconds
  EXPECT_TRUE(BurstWith(apart[7], apart).empty());
}

TEST(BurstTest, TenMinutesToTheSecondAreWithin) {
  auto results = Every(absl::Seconds(1), kBurst);
  results.back().time = results.front().time + kBurstTime;
  EXPECT_EQ(BurstWith(results.back(), results).size(), results.size());
  results.back().time += absl::Microseconds(1);
  EXPECT_TRUE(BurstWith(results.back(), results).empty());
}

TEST(BurstTest, CountsADossierOnceHoweverManyVersionsItHas) {
  auto results = Every(absl::Seconds(1), kBurst);
  results.back().code = results.front().code;
  EXPECT_TRUE(BurstWith(results.back(), results).empty());
  results.push_back({"so-xay-dung", At("2022-04-14", 16), "c999", FileOf('1')});
  EXPECT_EQ(BurstWith(results.back(), results).size(), results.size());
}

TEST(BurstTest, AddsTheResultItselfAndNeedsNoOrder) {
  auto results = Every(absl::Seconds(10), kBurst);
  const NearDueResult last = results.back();
  results.pop_back();
  std::reverse(results.begin(), results.end());
  const auto burst = BurstWith(last, results);
  ASSERT_EQ(burst.size(), static_cast<std::size_t>(kBurst));
  EXPECT_EQ(burst.back(), last);
  EXPECT_TRUE(std::is_sorted(burst.begin(), burst.end()));
}

// Against the definition: every window of ten minutes that holds the result.
TEST(BurstTest, IsTheUnionOfAllWindowsThatHoldTheResult) {
  const auto results = Every(absl::Seconds(17), 90);
  for (const NearDueResult& with : results) {
    std::vector<bool> inside(results.size());
    for (const NearDueResult& first : results) {
      const auto holds = [&](const NearDueResult& one) {
        return one.time >= first.time && one.time - first.time <= kBurstTime;
      };
      if (!holds(with) || std::count_if(results.begin(), results.end(), holds) < kBurst) continue;
      for (std::size_t i = 0; i < results.size(); ++i) inside[i] = inside[i] || holds(results[i]);
    }
    std::vector<NearDueResult> expected;
    for (std::size_t i = 0; i < results.size(); ++i) {
      if (inside[i]) expected.push_back(results[i]);
    }
    EXPECT_EQ(BurstWith(with, results), expected) << with.code;
  }
}

}  // namespace
}  // namespace motcua::digitization
