// What was closed and signed, as the baseline of a plan.
#include "services/aggregator/plans/snapshot_source.h"

#include "common/base/errors.h"
#include "gmock/gmock.h"
#include "services/aggregator/closing/closing_fixture.h"

namespace motcua::aggregator {
namespace {

using testing::IsOk;

class SnapshotSourceTest : public ClosingTest {
 protected:
  absl::StatusOr<Ratio> Baseline(const signing::PublicKey& key, const std::string& row,
                                 const std::string& column = "online_rate",
                                 const std::string& snapshot = kAprilName) {
    v1::CellReference cell;
    cell.set_definition("qn23_pl3_so");
    cell.set_row(row);
    cell.set_column(column);
    return SnapshotCells(SnapshotsIn(database_, key)).Cell(snapshot, cell);
  }
  template <typename Value>
  static std::string ReasonOf(const absl::StatusOr<Value>& refused) {
    return RefusalOf(refused.status()).reason;
  }
};

TEST_F(SnapshotSourceTest, AClosedCellStaysTheBaselineWhateverIsKnownLater) {
  Closed(April());
  Receive("so-tu-phap", 9, kApril.last);
  Tell("processing");
  const auto baseline = Baseline(key_.public_key(), "so-tu-phap");
  ASSERT_THAT(baseline, IsOk());
  EXPECT_EQ(baseline->numerator, 5);
  EXPECT_EQ(baseline->denominator, 5);
}

TEST_F(SnapshotSourceTest, OnlyTheVeryCellWillDo) {
  Closed(April());
  const signing::PublicKey& key = key_.public_key();
  EXPECT_EQ(ReasonOf(Baseline(key, "so-tu-phap", "online")), "BASELINE_MISSING") << "a count";
  EXPECT_EQ(ReasonOf(Baseline(key, "so-tu-phap", "rate")), "BASELINE_MISSING");
  EXPECT_EQ(ReasonOf(Baseline(key, "so-y-te")), "BASELINE_MISSING");
  EXPECT_EQ(ReasonOf(Baseline(key, "so-ngoai-vu")), "BASELINE_MISSING") << "over nothing";
}

TEST_F(SnapshotSourceTest, WhatDoesNotHoldIsNoBaseline) {
  EXPECT_EQ(ReasonOf(Baseline(key_.public_key(), "so-tu-phap")), "SNAPSHOT_UNKNOWN");
  Closed(April());
  const signing::SigningKey other = signing::SigningKey::Generate();
  EXPECT_EQ(ReasonOf(Baseline(other.public_key(), "so-tu-phap")), "SNAPSHOT_DAMAGED");
  EXPECT_EQ(ReasonOf(Baseline(key_.public_key(), "so-tu-phap", "online_rate", "snapshots/1")),
            "NAME_INVALID");
}

TEST_F(SnapshotSourceTest, WithoutItsDatabaseItIsUnknownForNow) {
  sql::Settings nowhere = database_;
  nowhere.socket += ".gone";
  EXPECT_EQ(ReasonOf(SnapshotsIn(nowhere, key_.public_key())(kAprilName)), "DATABASE_UNAVAILABLE");
}

TEST_F(SnapshotSourceTest, AProvisionalSnapshotIsNoBaseline) {
  Tell("processing", StartOfDay(kApril.last));
  v1::ClosePeriodRequest request = April();
  request.set_provisional(true);
  ASSERT_TRUE(Closed(request).provisional());
  EXPECT_EQ(ReasonOf(Baseline(key_.public_key(), "so-tu-phap")), "SNAPSHOT_PROVISIONAL");
}

}  // namespace
}  // namespace motcua::aggregator
