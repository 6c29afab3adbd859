#include "services/portal/domain/holding.h"

#include <map>
#include <random>

#include "gtest/gtest.h"

namespace motcua::portal {
namespace {

using statistics::CellKey;
using statistics::Digest;

CellKey RandomKey(std::mt19937& random) {
  return {"quang-tri",
          "",
          static_cast<Channel>(1 + random() % 4),
          static_cast<Day>(19'000 + random() % 40),
          random() % 2 == 0 ? Counter::kReceived : Counter::kFinishedLate,
          ""};
}

PeriodSums BruteForce(const std::map<CellKey, std::int64_t>& cells, Day first, Day last) {
  PeriodSums sums;
  for (const auto& [key, value] : cells) {
    PeriodSum& sum = sums[{key.counter, key.channel}];
    if (key.day < first) sum.before += value;
    if (first <= key.day && key.day <= last) sum.flow += value;
  }
  return sums;
}

TEST(HoldingTest, SumsAndDigestAreThoseOfTheCells) {
  std::mt19937 random(3);
  Holding holding;
  std::map<CellKey, std::int64_t> cells;
  for (int i = 0; i < 3000; ++i) {
    const CellKey key = RandomKey(random);
    const std::int64_t value = static_cast<std::int64_t>(random() % 5) - 2;
    EXPECT_EQ(holding.DigestAfter({{key, value}}).ToBytes(), [&] {
      Holding after = holding;
      after.Set(key, value);
      return after.digest().ToBytes();
    }());
    holding.Set(key, value);
    cells[key] = value;
    if (i % 100 != 0) continue;
    const Day first = static_cast<Day>(18'990 + random() % 60);
    const Day last = first + static_cast<Day>(random() % 20);
    PeriodSums sums = holding.SumsOf(first, last);
    for (const auto& [series, sum] : BruteForce(cells, first, last)) {
      EXPECT_EQ(sums[series], sum);
    }
  }
  Digest digest;
  for (const auto& [key, value] : cells) digest.Add(key, value);
  EXPECT_EQ(holding.digest(), digest);
}

TEST(HoldingTest, TheFirstDifferenceIsFound) {
  const CellKey key{"quang-tri", "", Channel::kPost, 19'010, Counter::kReceived, ""};
  CellKey later = key;
  later.day = 19'020;
  later.counter = Counter::kWithdrawn;
  const Holding one({{key, 1}});
  const Holding two({{key, 1}, {later, 2}});
  EXPECT_EQ(one.FirstDifference(two, kLastDay), 19'020);
  EXPECT_EQ(two.FirstDifference(one, kLastDay), 19'020);
  EXPECT_EQ(one.FirstDifference(two, 19'019), std::nullopt);
  EXPECT_EQ(one.FirstDifference(Holding(), kLastDay), 19'010);
  EXPECT_EQ(one.FirstDifference(one, kLastDay), std::nullopt);
}

}  // namespace
}  // namespace motcua::portal
