#include "services/portal/domain/bridge.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/portal/domain/dossier_code.h"

namespace motcua::portal::sync {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

LooseStatus Loose(Status status, int hour) {
  return {"H50.01-220301-0001", status, absl::FromUnixSeconds(3600 * hour)};
}

TEST(BridgeTest, TheLastWriterWinsAndTheDoubtsAreNamed) {
  std::optional<Bridged> held;
  const PutOutcome filed = Put(Loose(Status::kFiled, 5), std::nullopt, held);
  EXPECT_EQ(filed.outcome, Outcome::kCreated);
  EXPECT_THAT(filed.doubts, ElementsAre(Doubt::kOrderUnknown));

  const PutOutcome done = Put(Loose(Status::kFinished, 9), std::nullopt, held);
  EXPECT_EQ(done.outcome, Outcome::kReplaced);
  EXPECT_THAT(done.doubts, ElementsAre(Doubt::kOrderUnknown, Doubt::kGapsUnknown));

  const PutOutcome late = Put(Loose(Status::kReceived, 6), std::nullopt, held);
  EXPECT_EQ(late.outcome, Outcome::kReplaced);
  EXPECT_THAT(late.doubts,
              ElementsAre(Doubt::kOrderUnknown, Doubt::kMaybeStale, Doubt::kGapsUnknown));
  EXPECT_EQ(held->status, Status::kReceived) << "the older news won: that is the loose shape";
}

TEST(BridgeTest, TheSameAgainChangesNothing) {
  std::optional<Bridged> held;
  Put(Loose(Status::kReceived, 6), std::nullopt, held);
  const PutOutcome again = Put(Loose(Status::kReceived, 6), std::nullopt, held);
  EXPECT_EQ(again.outcome, Outcome::kUnchanged);
  EXPECT_THAT(again.doubts, IsEmpty());
}

TEST(BridgeTest, WhatIsFollowedIsNeverOverwritten) {
  std::optional<Bridged> held;
  const PutOutcome put = Put(Loose(Status::kFinished, 9), Status::kInProcessing, held);
  EXPECT_EQ(put.outcome, Outcome::kFollowedWins);
  EXPECT_EQ(put.status, Status::kInProcessing);
  EXPECT_FALSE(held.has_value());
}

TEST(DossierCodeTest, IsSpelledOneWay) {
  for (const char* code : {"H50.01-220301-0001", "H49.18-991231-9999", "H50-220301-12345"}) {
    EXPECT_TRUE(IsDossierCode(code)) << code;
  }
  for (const char* code : {"", "H50.01", "H50.01-220301", "H50.01-220230-0001", "H50.01-220301-001",
                           "H50.01-220301-00001", "H50.01-220301-0000", "h50-220301-0001",
                           "-220301-0001", "H50.01-220301-1234567890", "H50.01-22031-0001"}) {
    EXPECT_FALSE(IsDossierCode(code)) << code;
  }
}

}  // namespace
}  // namespace motcua::portal::sync
