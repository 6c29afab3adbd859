#include "services/portal/domain/status.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::portal::sync {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::optional<Status> At(int code) { return static_cast<Status>(code); }

std::vector<int> Missing(std::optional<Status> before, int after) {
  std::vector<int> codes;
  for (const Status status : Between(before, static_cast<Status>(after))) {
    codes.push_back(static_cast<int>(status));
  }
  return codes;
}

// What services/processing and services/intake can do to a dossier, by code.
TEST(StatusTest, OnlyTheNationalOrderMayFollow) {
  const std::map<int, std::vector<int>> next = {
      {0, {0}},
      {1, {0, 1, 2, 3, 7}},
      {2, {0, 2, 3, 4, 5, 6, 7, 8, 9}},
      {3, {0, 3, 4}},
      {4, {0, 3, 4, 5, 6, 7, 8, 9}},
      {5, {0, 3, 4, 5, 7, 8}},
      {6, {0, 3, 4, 6, 7, 8}},
      {7, {0, 4, 7}},
      {8, {0, 4, 8}},
      {9, {0, 4, 9, 10}},
      {10, {0, 4, 10}},
  };
  for (const auto& [before, codes] : next) {
    for (int after = 0; after < kStatuses; ++after) {
      const bool may = std::count(codes.begin(), codes.end(), after) > 0;
      EXPECT_EQ(MayFollow(At(before), static_cast<Status>(after)), may) << before << " " << after;
    }
  }
  for (int first = 0; first < kStatuses; ++first) {
    EXPECT_EQ(MayFollow(std::nullopt, static_cast<Status>(first)), first == 1 || first == 2);
  }
}

TEST(StatusTest, WhatMustHaveBeenBetween) {
  EXPECT_THAT(Missing(At(1), 4), ElementsAre(2)) << "not accepted leads there only when received";
  EXPECT_THAT(Missing(At(1), 10), ElementsAre(2, 9));
  EXPECT_THAT(Missing(At(2), 10), ElementsAre(9));
  EXPECT_THAT(Missing(At(5), 9), ElementsAre(4));
  EXPECT_THAT(Missing(At(6), 5), ElementsAre(4));
  EXPECT_THAT(Missing(At(7), 10), ElementsAre(4, 9));
  EXPECT_THAT(Missing(std::nullopt, 10), ElementsAre(2, 9));
  EXPECT_THAT(Missing(At(2), 9), IsEmpty());
  EXPECT_THAT(Missing(At(9), 1), IsEmpty()) << "no way leads back";
}

}  // namespace
}  // namespace motcua::portal::sync
