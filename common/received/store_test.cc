#include "common/received/store.h"

#include <map>

#include "common/received/batches_for_test.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::received {
namespace {

using ::motcua::testing::IsOk;
using statistics::Batch;
using statistics::CellKey;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

const absl::Time kNow = absl::FromUnixSeconds(1'650'000'100);

class StoreTest : public ::testing::Test {
 protected:
  std::map<CellKey, std::int64_t> CellsOf(const std::string& source) {
    std::map<CellKey, std::int64_t> cells;
    intact_ = store_.ReadCells(source, [&](const statistics::CellValue& cell, std::int64_t) {
      cells[cell.key] = cell.value;
    });
    return cells;
  }

  const sql::Settings database_ = FreshReceived();
  Store store_{database_};
  FakeSource source_;
  bool intact_ = true;  // what was read last
};

TEST_F(StoreTest, ABatchIsAppliedWithItsCursor) {
  source_.Set(ReceivedCell("so-tu-phap"), 5);
  source_.Set(ReceivedCell("so-xay-dung"), 7);
  const auto first = store_.Apply("processing", source_.After(std::nullopt), kNow);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->standing.cell_count, 2);
  source_.Set(ReceivedCell("so-tu-phap"), 0);
  source_.Set(ReceivedCell("so-tu-phap", 19067), 6);
  const auto second = store_.Apply("processing", source_.After(2), kNow);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(CellsOf("processing"),
              UnorderedElementsAre(Pair(ReceivedCell("so-tu-phap"), 0),
                                   Pair(ReceivedCell("so-tu-phap", 19067), 6),
                                   Pair(ReceivedCell("so-xay-dung"), 7)));
  const auto standing = store_.Find("processing");
  ASSERT_TRUE(standing.has_value());
  EXPECT_EQ(standing->cursor.revision, 4);
  EXPECT_EQ(standing->cell_count, 2);
  EXPECT_EQ(standing->apply_time, kNow);
  EXPECT_EQ(second->head.revision, first->head.revision + 1);
  EXPECT_EQ(second->head.epoch, first->head.epoch);
}

TEST_F(StoreTest, AWrongDigestChangesNothing) {
  source_.Set(ReceivedCell("so-tu-phap"), 5);
  ASSERT_THAT(store_.Apply("processing", source_.After(std::nullopt), kNow), IsOk());
  source_.Set(ReceivedCell("so-tu-phap"), 6);
  Batch batch = source_.After(1);
  batch.cells[0].value = 7;
  EXPECT_EQ(store_.Apply("processing", batch, kNow).status().code(), absl::StatusCode::kDataLoss);
  batch.full = true;
  EXPECT_EQ(store_.Apply("processing", batch, kNow).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(CellsOf("processing"), ElementsAre(Pair(ReceivedCell("so-tu-phap"), 5)));
  EXPECT_EQ(store_.Find("processing")->cursor.revision, 1);
}

TEST_F(StoreTest, WhatDoesNotContinueIsDataLoss) {
  source_.Set(ReceivedCell("so-tu-phap"), 5);
  source_.Set(ReceivedCell("so-tu-phap"), 6);
  const auto code = [&](const Batch& batch) {
    return store_.Apply("processing", batch, kNow).status().code();
  };
  EXPECT_EQ(code(source_.After(1)), absl::StatusCode::kDataLoss);  // nothing is held yet
  ASSERT_THAT(store_.Apply("processing", source_.After(std::nullopt), kNow), IsOk());
  source_.Set(ReceivedCell("so-tu-phap"), 7);
  EXPECT_EQ(code(source_.After(3)), absl::StatusCode::kDataLoss);  // one is missing
  source_.StartEpoch("epoch-2");
  EXPECT_EQ(code(source_.After(2)), absl::StatusCode::kDataLoss);
}

TEST_F(StoreTest, ABatchAppliedTwiceChangesNothing) {
  source_.Set(ReceivedCell("so-tu-phap"), 5);
  ASSERT_THAT(store_.Apply("processing", source_.After(std::nullopt), kNow), IsOk());
  source_.Set(ReceivedCell("so-tu-phap"), 6);
  ASSERT_THAT(store_.Apply("processing", source_.After(1), kNow), IsOk());
  // Its COMMIT had been answered by a lost connection: the source sends it again, with more.
  source_.Set(ReceivedCell("so-xay-dung"), 1);
  ASSERT_THAT(store_.Apply("processing", source_.After(1), kNow), IsOk());
  EXPECT_THAT(CellsOf("processing"), UnorderedElementsAre(Pair(ReceivedCell("so-tu-phap"), 6),
                                                          Pair(ReceivedCell("so-xay-dung"), 1)));
}

TEST_F(StoreTest, AFullBatchReplacesItsSourceOnly) {
  source_.Set(ReceivedCell("so-tu-phap"), 5);
  ASSERT_THAT(store_.Apply("intake", source_.After(std::nullopt), kNow), IsOk());
  const auto before = store_.Apply("processing", source_.After(std::nullopt), kNow);
  ASSERT_THAT(before, IsOk());
  FakeSource anew("epoch-2");
  anew.Set(ReceivedCell("so-xay-dung"), 9);
  const auto after = store_.Apply("processing", anew.After(std::nullopt), kNow);
  ASSERT_THAT(after, IsOk());
  EXPECT_THAT(CellsOf("processing"), ElementsAre(Pair(ReceivedCell("so-xay-dung"), 9)));
  EXPECT_THAT(CellsOf("intake"), ElementsAre(Pair(ReceivedCell("so-tu-phap"), 5)));
  EXPECT_NE(after->head.epoch, before->head.epoch);
  EXPECT_GT(after->head.revision, before->head.revision);
}

TEST_F(StoreTest, ABookmarkMovesThePromiseOnly) {
  source_.Set(ReceivedCell("so-tu-phap"), 5);
  const auto first = store_.Apply("processing", source_.After(std::nullopt), kNow);
  Batch bookmark = source_.After(1);
  bookmark.complete_until = absl::FromUnixSeconds(1'650'000'050);
  const auto second = store_.Apply("processing", bookmark, kNow + absl::Seconds(10));
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->head.revision, first->head.revision);
  EXPECT_EQ(store_.Find("processing")->complete_until, bookmark.complete_until);
}

TEST_F(StoreTest, CellsOutsideTheContractAreRefused) {
  CellKey key = ReceivedCell("so-tu-phap");
  key.counter = static_cast<statistics::Counter>(static_cast<int>(statistics::kLastCounter) + 1);
  source_.Set(key, 5);
  EXPECT_EQ(store_.Apply("processing", source_.After(std::nullopt), kNow).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(StoreTest, ACellStatedTwiceIsRefused) {
  source_.Set(ReceivedCell("so-tu-phap"), 5);
  Batch batch = source_.After(std::nullopt);
  batch.cells.push_back(batch.cells.front());
  EXPECT_EQ(store_.Apply("processing", batch, kNow).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(StoreTest, AValueChangedByHandIsFound) {
  source_.Set(ReceivedCell("so-tu-phap"), 5);
  ASSERT_THAT(store_.Apply("intake", source_.After(std::nullopt), kNow), IsOk());
  ASSERT_THAT(store_.Apply("processing", source_.After(std::nullopt), kNow), IsOk());
  CellsOf("processing");
  EXPECT_TRUE(intact_);
  sql::Connection connection(database_);
  connection.Execute("UPDATE received_cell SET value = 6 WHERE source = 'processing'");
  CellsOf("processing");
  EXPECT_FALSE(intact_);
  CellsOf("intake");
  EXPECT_TRUE(intact_);
  EXPECT_FALSE(store_.Find("processing").has_value());
  EXPECT_TRUE(store_.Find("intake").has_value());
}

TEST_F(StoreTest, ADeadDatabaseIsUnavailableAndComesBack) {
  source_.Set(ReceivedCell("so-tu-phap"), 5);
  ASSERT_THAT(store_.Apply("processing", source_.After(std::nullopt), kNow), IsOk());
  sql::Connection other(database_);
  sql::Rows sessions = other.Query(
      "SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()",
      {database_.database});
  while (sessions.Next()) other.Execute("KILL " + std::to_string(sessions.Int(1)));
  source_.Set(ReceivedCell("so-tu-phap"), 6);
  EXPECT_EQ(store_.Apply("processing", source_.After(1), kNow).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_THAT(store_.Apply("processing", source_.After(1), kNow), IsOk());
}

}  // namespace
}  // namespace motcua::received
