#include "services/portal/domain/line.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::portal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

PeriodSums Sums(std::initializer_list<std::pair<Counter, PeriodSum>> of) {
  PeriodSums sums;
  for (const auto& [counter, sum] : of) sums[{counter, Channel::kOnline}] = sum;
  return sums;
}

TEST(LineTest, StocksRunThroughTheWholePast) {
  PeriodSums sums = Sums({{Counter::kReceived, {5, 20}},
                          {Counter::kMovedIn, {3, 0}},
                          {Counter::kMovedOut, {1, 0}},
                          {Counter::kFinishedLate, {4, 10}},
                          {Counter::kOverdue, {-1, 3}}});
  sums[{Counter::kReceived, Channel::kPost}] = {2, 0};
  const Line line = LineOf(sums);
  EXPECT_EQ(line.received, 7);
  EXPECT_EQ(line.received_online, 5);
  EXPECT_EQ(line.carried_over, 10);
  EXPECT_EQ(line.moved, 2);
  EXPECT_EQ(line.open, 10 + 7 + 2 - 4);
  EXPECT_EQ(line.overdue, 2);
}

TEST(BrokenIdentitiesTest, PartsAndStocksAreHeldAgainstTheirWhole) {
  EXPECT_THAT(BrokenIdentities(Sums({{Counter::kReceived, {5, 0}},
                                     {Counter::kOverdue, {2, 0}},
                                     {Counter::kComponentsReceived, {5, 0}},
                                     {Counter::kComponentsAny, {5, 0}}})),
              IsEmpty());
  EXPECT_THAT(BrokenIdentities(Sums({{Counter::kReceived, {5, 0}}, {Counter::kOverdue, {6, 0}}})),
              ElementsAre(HasSubstr("I3: 6 of 5")));
  EXPECT_THAT(BrokenIdentities(Sums({{Counter::kReceived, {-1, 5}}})),
              ElementsAre(HasSubstr("I2: counter 20 is -1")));
  EXPECT_THAT(BrokenIdentities(Sums(
                  {{Counter::kComponentsReceived, {4, 0}}, {Counter::kComponentsAny, {5, 0}}})),
              ElementsAre(HasSubstr("I7")));
}

TEST(RankTest, ExactRatiosTiesAndNoDenominator) {
  const auto ranked = Rank({{"d", {0, 0}},
                            {"c", {2, 6}},
                            {"b", {1, 3}},
                            // Equal as printed, and as doubles, but not equal.
                            {"a", {333'333'333'333'333'333, 1'000'000'000'000'000'000}},
                            {"e", {1, 2}}},
                           Measure::kOnline);
  std::vector<std::pair<std::string, int>> places;
  for (const Place& place : ranked) places.emplace_back(place.province, place.rank);
  using P = std::pair<std::string, int>;
  EXPECT_THAT(places, ElementsAre(P{"e", 1}, P{"b", 2}, P{"c", 2}, P{"a", 4}, P{"d", 0}));
  EXPECT_EQ(Rank({{"a", {1, 2}}, {"b", {1, 3}}}, Measure::kOverdue)[0].province, "b");
}

}  // namespace
}  // namespace motcua::portal
