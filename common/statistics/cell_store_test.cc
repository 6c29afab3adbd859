#include "common/statistics/cell_store.h"

#include <random>

#include "common/statistics/tally_for_test.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::statistics {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

Deltas One(const CellKey& key, std::int64_t value) {
  Deltas deltas;
  deltas.Add(key, value);
  return deltas;
}

// One to five cells of a small set, so that they meet again.
Deltas RandomCells(std::mt19937& random) {
  Deltas deltas;
  for (unsigned left = 1 + random() % 5; left > 0; --left) {
    deltas.Add(KeyAt(random() % 4, random() % 4), static_cast<int>(random() % 7) - 3);
  }
  return deltas;
}

class CellStoreTest : public ::testing::Test {
 protected:
  // Head lock, cells, COMMIT: what a journal does.
  void Write(CellWriter& writer, sql::Connection& connection, const Deltas& deltas) {
    sql::Transaction transaction(connection);
    connection.Query("SELECT sequence FROM journal_head WHERE id = 1 FOR UPDATE");
    writer.Write(connection, deltas, ++revision_);
    transaction.Commit();
    expected_.Add(deltas);
  }
  void ExpectAllAsCounted() {
    const Batch batch = ReadBatch(connection_, std::nullopt);
    EXPECT_EQ(CellsIn(connection_), expected_);
    EXPECT_EQ(HexEncode(batch.digest), HexEncode(DigestOf(expected_)));
    EXPECT_EQ(batch.through, revision_);
  }

  const sql::Settings database_ = FreshTally();
  sql::Connection connection_{database_};
  CellWriter writer_;
  std::int64_t revision_ = 0;
  Deltas expected_;
};

TEST_F(CellStoreTest, EmptyCountHasAnEpochAndAZeroDigest) {
  const Batch batch = ReadBatch(connection_, std::nullopt);
  EXPECT_EQ(batch.epoch.size(), 32u);
  EXPECT_TRUE(batch.full);
  EXPECT_EQ(batch.through, 0);
  EXPECT_EQ(batch.digest, std::string(16, '\0'));
}

TEST_F(CellStoreTest, BatchHoldsTheCellsChangedSinceWithTheirValues) {
  Write(writer_, connection_, One(KeyAt(1), 5));
  Write(writer_, connection_, One(KeyAt(2), 3));
  const std::string epoch = ReadBatch(connection_, std::nullopt).epoch;
  Write(writer_, connection_, One(KeyAt(1), -2));
  const Batch batch = ReadBatch(connection_, CellCursor{epoch, 2});
  EXPECT_FALSE(batch.full);
  EXPECT_EQ(batch.from, 2);
  EXPECT_EQ(batch.through, 3);
  ASSERT_THAT(batch.cells, SizeIs(1));
  EXPECT_EQ(batch.cells[0].key, KeyAt(1));
  EXPECT_EQ(batch.cells[0].value, 3);
  EXPECT_THAT(ReadBatch(connection_, CellCursor{epoch, 3}).cells, IsEmpty());
}

TEST_F(CellStoreTest, CellThatReturnsToZeroIsToldOnce) {
  Write(writer_, connection_, One(KeyAt(1), 5));
  Write(writer_, connection_, One(KeyAt(1), -5));
  const std::string epoch = ReadBatch(connection_, std::nullopt).epoch;
  const Batch batch = ReadBatch(connection_, CellCursor{epoch, 1});
  ASSERT_THAT(batch.cells, SizeIs(1));
  EXPECT_EQ(batch.cells[0].value, 0);
  EXPECT_EQ(batch.digest, std::string(16, '\0'));
  EXPECT_THAT(ReadBatch(connection_, std::nullopt).cells, IsEmpty());
}

TEST_F(CellStoreTest, CursorOfAnotherEpochOrOfTheFutureGetsEverything) {
  Write(writer_, connection_, One(KeyAt(1), 5));
  const std::string epoch = ReadBatch(connection_, std::nullopt).epoch;
  EXPECT_TRUE(ReadBatch(connection_, CellCursor{"another", 1}).full);
  EXPECT_TRUE(ReadBatch(connection_, CellCursor{epoch, 2}).full);
  EXPECT_FALSE(ReadBatch(connection_, CellCursor{epoch, 1}).full);
}

TEST_F(CellStoreTest, WriteWithoutCellsMovesTheRevision) {
  Write(writer_, connection_, One(KeyAt(1), 5));
  Write(writer_, connection_, Deltas());
  ExpectAllAsCounted();
}

TEST_F(CellStoreTest, TransactionThatFailedLeavesNoTrace) {
  Write(writer_, connection_, One(KeyAt(1), 5));
  {
    const sql::Transaction rolled_back(connection_);
    writer_.Write(connection_, One(KeyAt(1), 100), 2);
  }
  writer_.Forget();
  Write(writer_, connection_, One(KeyAt(1), 1));
  ExpectAllAsCounted();
}

TEST_F(CellStoreTest, CommitOfUnknownOutcomeMayHaveHappened) {
  Write(writer_, connection_, One(KeyAt(1), 5));
  Write(writer_, connection_, One(KeyAt(1), 100));
  writer_.Forget();
  Write(writer_, connection_, One(KeyAt(1), 1));
  ExpectAllAsCounted();
}

// Two instances on one database, with much memory, and with too little for the count.
TEST_F(CellStoreTest, WritersOfTwoInstancesAlternate) {
  for (const std::size_t most_remembered : {100'000, 3}) {
    CellWriter mine(most_remembered);
    CellWriter theirs(most_remembered);
    sql::Connection their_connection(database_);
    std::mt19937 random(1);
    for (int i = 0; i < 100; ++i) {
      const bool own_turn = random() % 3 != 0;
      Write(own_turn ? mine : theirs, own_turn ? connection_ : their_connection,
            RandomCells(random));
      if (random() % 5 == 0) mine.Forget();
    }
    ExpectAllAsCounted();
  }
}

TEST_F(CellStoreTest, DigestTellsAValueChangedByHand) {
  Write(writer_, connection_, One(KeyAt(1), 5));
  Write(writer_, connection_, One(KeyAt(2), 5));
  connection_.Update("UPDATE cell SET value = 6 WHERE agency = ?", {KeyAt(1).agency});
  EXPECT_NE(ReadBatch(connection_, std::nullopt).digest, DigestOf(CellsIn(connection_)));
}

TEST_F(CellStoreTest, RecountOfTheSameIsEqualAndBeginsANewEpoch) {
  Write(writer_, connection_, One(KeyAt(1), 5));
  const Batch before = ReadBatch(connection_, std::nullopt);
  EXPECT_TRUE(Recount(connection_, 1, [&](sql::Connection&) { return expected_; }));
  const Batch after = ReadBatch(connection_, CellCursor{before.epoch, before.through});
  EXPECT_TRUE(after.full);
  EXPECT_NE(after.epoch, before.epoch);
  ExpectAllAsCounted();
}

TEST_F(CellStoreTest, RecountRepairsAndTells) {
  Write(writer_, connection_, One(KeyAt(1), 5));
  const Deltas counted = One(KeyAt(3), 4);
  EXPECT_FALSE(Recount(connection_, 1, [&](sql::Connection&) { return counted; }));
  expected_ = counted;
  ExpectAllAsCounted();
  Write(writer_, connection_, One(KeyAt(1), 1));  // its memory is of the old epoch
  ExpectAllAsCounted();
  sql::Rows epochs = connection_.Query("SELECT COUNT(DISTINCT epoch_no) FROM cell");
  ASSERT_TRUE(epochs.Next());
  EXPECT_EQ(epochs.Int(1), 1);
}

TEST_F(CellStoreTest, RecountThatThrowsChangesNothing) {
  Write(writer_, connection_, One(KeyAt(1), 5));
  const std::string epoch = ReadBatch(connection_, std::nullopt).epoch;
  EXPECT_THROW(
      Recount(connection_, 1, [](sql::Connection&) -> Deltas { throw std::runtime_error("no"); }),
      std::runtime_error);
  EXPECT_EQ(ReadBatch(connection_, std::nullopt).epoch, epoch);
  ExpectAllAsCounted();
}

}  // namespace
}  // namespace motcua::statistics
