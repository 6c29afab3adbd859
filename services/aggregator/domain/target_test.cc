#include "services/aggregator/domain/target.h"

#include <random>

#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

constexpr Ratio kNinety{90, 100};

// By definition, in wider numbers.
bool IsAtLeast(std::int64_t numerator, std::int64_t denominator, const Ratio& aim) {
  return static_cast<__int128>(numerator) * aim.denominator >=
         static_cast<__int128>(aim.numerator) * denominator;
}

TEST(TargetTest, PrintedRatesAreExact) {
  EXPECT_EQ(Compare(RatioOf({875, 1}), {7, 8}), 0);
  EXPECT_EQ(Compare(RatioOf({90, 0}), {9, 10}), 0);
}

TEST(TargetTest, APrintedRateMayBeRoundedOrCut) {
  EXPECT_TRUE(Gives({585, 651}, {90, 0}));  // 89.86, Yên Hải
  EXPECT_TRUE(Gives({585, 651}, {89, 0}));
  EXPECT_TRUE(Gives({585, 651}, {899, 1}));
  EXPECT_FALSE(Gives({585, 651}, {91, 0}));
  EXPECT_FALSE(Gives({20605, 2657}, {12, 0}));  // swapped
  EXPECT_FALSE(Gives({0, 0}, {0, 0}));
}

TEST(TargetTest, AnAimIsNeverComparedRounded) {
  EXPECT_TRUE(Reaches({900, 1000}, kNinety));
  EXPECT_FALSE(Reaches({8999, 10000}, kNinety));
  EXPECT_FALSE(Reaches({0, 0}, {0, 100})) << "nothing over nothing reaches nothing";
  // To maintain 1990/1992, printed as 100 %: one dossier less is less.
  EXPECT_TRUE(Reaches({1990, 1992}, {1990, 1992}));
  EXPECT_FALSE(Reaches({1989, 1992}, {1990, 1992}));
}

TEST(TargetTest, NeededAloneIsTheLeast) {
  EXPECT_EQ(NeededAlone({3250, 4506}, {85, 100}, false), 3868);
  EXPECT_EQ(NeededAlone({9, 10}, kNinety, false), 0);
  EXPECT_EQ(NeededAlone({9, 10}, {1, 1}, false), std::nullopt) << "100 % is lost for ever";
  EXPECT_EQ(NeededAlone({10, 10}, {1, 1}, false), 0);
  EXPECT_EQ(NeededAlone({7, 10}, kNinety, true), 2);
}

TEST(TargetTest, NeededIsTheLeastByBruteForce) {
  std::mt19937 random(20231030);
  const auto upto = [&](int most) { return static_cast<std::int64_t>(random() % (most + 1)); };
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t d = 1 + upto(60);
    const std::int64_t n = upto(static_cast<int>(d));
    const std::int64_t q = 1 + upto(20);
    const Ratio aim{upto(static_cast<int>(q)), q};
    std::optional<std::int64_t> alone;
    for (std::int64_t k = 0; k <= 20 * 60 && !alone; ++k) {
      if (IsAtLeast(n + k, d + k, aim)) alone = k;
    }
    ASSERT_EQ(NeededAlone({n, d}, aim, false), alone) << n << "/" << d << " " << aim.numerator;
    const std::int64_t whole = d + upto(60);
    const std::int64_t k = *NeededOf(whole, n, aim);
    ASSERT_TRUE(IsAtLeast(n + k, whole, aim));
    ASSERT_TRUE(k == 0 || !IsAtLeast(n + k - 1, whole, aim));
  }
}

TEST(TargetTest, NeededIsTheLeastForLargeNumbers) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t d = 1 + static_cast<std::int64_t>(random() % 1'000'000'000'000);
    const std::int64_t n = static_cast<std::int64_t>(random() % d);
    const Ratio aim{static_cast<std::int64_t>(random() % 100'000'000), 100'000'000};
    const std::optional<std::int64_t> k = NeededAlone({n, d}, aim, false);
    if (!k) continue;
    ASSERT_TRUE(IsAtLeast(n + *k, d + *k, aim));
    ASSERT_TRUE(*k == 0 || !IsAtLeast(n + *k - 1, d + *k - 1, aim));
  }
  EXPECT_EQ(NeededAlone({0, INT64_MAX}, {99'999'999, 100'000'000}, false), std::nullopt);
}

TEST(TargetTest, AForecastGoesOnAsItWent) {
  // 60 of 100 in 30 half days from 10 of 20; 15 are left: half of 50 and of 80.
  const auto forecast =
      Forecast({.before = {10, 20}, .now = {60, 100}, .elapsed = 30, .remaining = 15});
  ASSERT_TRUE(forecast.has_value());
  EXPECT_EQ(forecast->value.numerator, 85);
  EXPECT_EQ(forecast->value.denominator, 140);
  EXPECT_EQ(forecast->count, 40);
}

TEST(TargetTest, AForecastIsRoundedDownToWholeOnes) {
  const auto forecast = Forecast({.before = {0, 0}, .now = {5, 7}, .elapsed = 3, .remaining = 2});
  EXPECT_EQ(forecast->value.numerator, 5 + 3);    // 3.33
  EXPECT_EQ(forecast->value.denominator, 7 + 4);  // 4.67
}

TEST(TargetTest, OfAFixedDenominatorTheRestIsStillToCome) {
  const auto forecast =
      Forecast({.before = {10, 30}, .now = {25, 30}, .elapsed = 1, .remaining = 1, .fixed = true});
  EXPECT_EQ(forecast->value.numerator, 30) << "not 40: there are no more than 30";
  EXPECT_EQ(forecast->value.denominator, 30);
  EXPECT_EQ(forecast->count, 5);
}

TEST(TargetTest, CorrectionsDownAreNotContinued) {
  const auto forecast =
      Forecast({.before = {10, 30}, .now = {8, 25}, .elapsed = 1, .remaining = 9});
  EXPECT_EQ(forecast->value.numerator, 8);
  EXPECT_EQ(forecast->value.denominator, 25);
  EXPECT_EQ(forecast->count, 0);
}

TEST(TargetTest, WithoutElapsedTimeThereIsNoForecast) {
  EXPECT_EQ(Forecast({.before = {0, 0}, .now = {1, 2}, .elapsed = 0, .remaining = 9}),
            std::nullopt);
}

TEST(TargetTest, FeasibilityFollowsFromWhatIsStillToCome) {
  const Ratio low{80, 100};
  EXPECT_EQ(FeasibilityOf({90, 100}, kNinety, false, 0, 0), Feasible::kMet);
  EXPECT_EQ(FeasibilityOf({90, 100}, kNinety, true, {}, {}), Feasible::kMet);
  EXPECT_EQ(FeasibilityOf(low, kNinety, false, 100, 100), Feasible::kReachable);
  EXPECT_EQ(FeasibilityOf(low, kNinety, false, 99, 100), Feasible::kOutOfReach);
  EXPECT_EQ(FeasibilityOf(low, kNinety, true, 100, 100), Feasible::kOutOfReach);
  EXPECT_EQ(FeasibilityOf(low, kNinety, false, {}, {}), Feasible::kNoData);
  EXPECT_EQ(FeasibilityOf(low, {}, false, 99, 1), Feasible::kNoData);
  EXPECT_EQ(FeasibilityOf({0, 0}, kNinety, true, 99, 1), Feasible::kNoData);
}

}  // namespace
}  // namespace motcua::aggregator
