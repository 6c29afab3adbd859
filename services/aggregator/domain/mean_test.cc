#include "services/aggregator/domain/mean.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

// Quảng Ninh's plan: 85 in all, of 95, 90 and 94.
TEST(MeanTest, AWholeLiesBetweenItsParts) {
  const std::vector<PrintedRate> levels = {{95, 0}, {90, 0}, {94, 0}};
  EXPECT_FALSE(CheckMean({92, 0}, levels, 0));
  const auto low = CheckMean({85, 0}, levels, 1);
  ASSERT_TRUE(low);
  EXPECT_EQ(low->expected, 900);
  EXPECT_EQ(low->shown, 850);
  EXPECT_THAT(low->cause_en, ::testing::HasSubstr("below all its parts"));
  const auto high = CheckMean({97, 0}, levels, 0);
  ASSERT_TRUE(high);
  EXPECT_EQ(high->expected, 95);
  EXPECT_FALSE(CheckMean({85, 0}, {{95, 0}}, 0)) << "one part alone may not be all of it";
}

TEST(MeanTest, RoundingIsNoContradiction) {
  EXPECT_FALSE(CheckMean({94, 0}, {{95, 0}, {96, 0}}, 0));
  EXPECT_FALSE(CheckMean({9499, 2}, {{95, 0}, {96, 0}}, 0));
  EXPECT_TRUE(CheckMean({9399, 2}, {{95, 0}, {96, 0}}, 0));
}

}  // namespace
}  // namespace motcua::aggregator
