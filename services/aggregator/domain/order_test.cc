#include "services/aggregator/domain/order.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(OrderTest, RowsByRateAreSoundAlsoWithTies) {
  EXPECT_THAT(
      CheckOrder({{"a", 0, {1, 1}}, {"b", 0, {8, 8}}, {"c", 0, {1, 3}}, {"d", 0, {0, 0}}}, true),
      IsEmpty());
  EXPECT_THAT(CheckOrder({{"a", 0, {1, 3}}, {"b", 0, {1, 2}}}, false), IsEmpty());
}

TEST(OrderTest, ARowThatRanksBeforeTheOneAboveIsNamedWithItsPlace) {
  const auto findings = CheckOrder(
      {{"a", 0, {1, 1}}, {"tu-phap", 0, {2, 27}}, {"cong-thuong", 0, {2, 9}}, {"d", 0, {0, 2}}},
      true);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].identity, "I12");
  EXPECT_EQ(findings[0].severity, Severity::kWarning);
  EXPECT_EQ(findings[0].row, "cong-thuong");
  EXPECT_EQ(findings[0].expected, 2);
  EXPECT_EQ(findings[0].shown, 3);
}

TEST(OrderTest, GroupsAreRankedApart) {
  EXPECT_THAT(CheckOrder({{"a", 0, {1, 3}}, {"b", 1, {1, 2}}, {"c", 0, {1, 4}}}, true), IsEmpty());
}

TEST(OrderTest, TheExactRatioRanksNotThePrintedOne) {
  EXPECT_THAT(CheckOrder({{"a", 0, {1000, 3001}}, {"b", 0, {1, 3}}}, true), SizeIs(1));
}

}  // namespace
}  // namespace motcua::aggregator
