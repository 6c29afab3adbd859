#include "services/aggregator/domain/ratio.h"

#include <limits>

#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

std::string Print(std::int64_t numerator, std::int64_t denominator, const RateFormat& format) {
  return PrintScaled(ScaledPercent({numerator, denominator}, format), format);
}

constexpr RateFormat kHalfUp2{.decimals = 2};
constexpr RateFormat kTruncated2{.decimals = 2, .truncate = true};

TEST(RatioTest, PrintsWhatQuangTriPrints) {
  EXPECT_EQ(Print(57, 219, kHalfUp2), "26.03");  // Sở Xây dựng, with what was carried over
  EXPECT_EQ(Print(57, 62, kHalfUp2), "91.94");   // of new dossiers only
  EXPECT_EQ(Print(10867, 67918, kHalfUp2), "16.00");
  EXPECT_EQ(Print(1487, 1499, kHalfUp2), "99.20");
  EXPECT_EQ(Print(0, 1, kHalfUp2), "0.00");
  EXPECT_EQ(Print(14, 8541, kHalfUp2), "0.16");
}

TEST(RatioTest, HalfUpAndTruncationDiffer) {
  EXPECT_EQ(Print(33, 64, {.decimals = 1}), "51.6");  // 51.5625
  EXPECT_EQ(Print(33, 64, {.decimals = 1, .truncate = true}), "51.5");
  EXPECT_EQ(Print(1, 8, {.decimals = 0}), "13");  // 12.5
  EXPECT_EQ(Print(1, 8, {.decimals = 0, .truncate = true}), "12");
  EXPECT_EQ(Print(2, 3, kTruncated2), "66.66");
  EXPECT_EQ(Print(2, 3, kHalfUp2), "66.67");
}

TEST(RatioTest, CommaAndTrimmedZeros) {
  EXPECT_EQ(Print(57, 219, {.decimals = 2, .comma = true}), "26,03");
  EXPECT_EQ(Print(1, 4, {.decimals = 3, .trim_zeros = true}), "25");
  EXPECT_EQ(Print(1, 8, {.decimals = 3, .comma = true, .trim_zeros = true}), "12,5");
}

TEST(RatioTest, APerCentSignStandsBehind) {
  EXPECT_EQ(Print(1, 8, {.decimals = 1, .comma = true, .percent_sign = true}), "12,5%");
  EXPECT_EQ(Print(1, 1, {.trim_zeros = true, .percent_sign = true}), "100%");
}

TEST(RatioTest, SmallAndNegativeRatesKeepTheirDigits) {
  EXPECT_EQ(Print(1, 10000, kHalfUp2), "0.01");
  EXPECT_EQ(Print(-1, 3, kHalfUp2), "-33.33");
  EXPECT_EQ(Print(-1, 300, kTruncated2), "-0.33");
}

TEST(RatioTest, NeverOverflows) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(Print(most, most, {.decimals = 6}), "100.000000");
  EXPECT_LT(Compare({most - 1, most}, {most, most}), 0);
}

TEST(RatioTest, ComparesExactly) {
  EXPECT_LT(Compare({1, 3}, {33334, 100000}), 0);  // printed alike at two decimals
  EXPECT_EQ(Compare({1, 3}, {2, 6}), 0);
  EXPECT_EQ(Compare({0, 0}, {0, 7}), 0);  // over nothing counts as 0
  EXPECT_GT(Compare({1, 7}, {0, 0}), 0);
}

}  // namespace
}  // namespace motcua::aggregator
