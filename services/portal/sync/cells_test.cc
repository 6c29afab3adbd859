// Synced results as the consumer of a province's source `portal` gets them.
#include "gmock/gmock.h"
#include "services/portal/sync/sync_fixture.h"

namespace motcua::portal::sync {
namespace {

using statistics::Batch;
using statistics::CellCursor;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SyncedCellsTest : public ::testing::Test {
 protected:
  void Tell(const std::vector<int>& statuses) {
    for (const int status : statuses) intake_.Tell("H50.01-220301-0001", status);
    ASSERT_TRUE(portal_.AwaitSequence(intake_.head()));
  }
  Batch After(const Batch& batch) { return portal_.Cells(CellCursor{batch.epoch, batch.through}); }

  FakeIntake intake_{FakeIntake::Fresh()};
  const sql::Settings database_ = FreshPortal();
  Portal portal_{database_, {{"quang-tri", intake_.channel()}}};
};

TEST_F(SyncedCellsTest, AReopenedResultIsTakenBackAsADifference) {
  Tell({2, 9});
  const Batch finished = portal_.Cells();
  ASSERT_THAT(finished.cells, SizeIs(1));
  EXPECT_EQ(finished.cells[0].value, 1);

  Tell({4});
  const Batch reopened = After(finished);
  EXPECT_FALSE(reopened.full);
  EXPECT_EQ(reopened.from, finished.through);
  EXPECT_EQ(reopened.epoch, finished.epoch);
  ASSERT_THAT(reopened.cells, SizeIs(1));
  EXPECT_TRUE(reopened.cells[0].key == finished.cells[0].key);
  EXPECT_EQ(reopened.cells[0].value, 0);
  EXPECT_EQ(reopened.digest, statistics::Digest().ToBytes());

  Tell({9, 10});
  const Batch again = After(reopened);
  EXPECT_FALSE(again.full);
  ASSERT_THAT(again.cells, SizeIs(1));
  EXPECT_EQ(again.cells[0].value, 1);
  EXPECT_THAT(After(again).cells, IsEmpty());
}

TEST_F(SyncedCellsTest, NothingIsToldThatACrashWouldTakeBack) {
  Tell({2, 9});
  ASSERT_THAT(portal_.Cells().cells, SizeIs(1));
  // As another transaction's row shows before it is on disk.
  sql::Connection(database_).Update("UPDATE sync_province SET cell_revision = 1000000");
  const statistics::CellSource source = portal_.Source();
  EXPECT_FALSE(source.next(std::nullopt, {}).value().has_value());
  const Day today = LocalDay(absl::Now());
  EXPECT_EQ(source.summary(today - 1, today, {}).status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace motcua::portal::sync
