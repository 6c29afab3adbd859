#include "common/received/verify.h"

#include "absl/strings/str_cat.h"
#include "common/received/batches_for_test.h"
#include "common/testing/bit_flip.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::received {
namespace {

using testing::BitFlip;
using ::testing::HasSubstr;

class VerifyReceivedTest : public ::testing::Test {
 protected:
  VerifyReceivedTest() {
    for (const char* source : {"intake", "processing"}) {
      FakeSource cells(source);
      for (int i = 0; i < 30; ++i) cells.Set(ReceivedCell(absl::StrCat("so-", i)), 1 + i);
      const absl::Time now = absl::FromUnixSeconds(1);
      EXPECT_THAT(store_.Apply(source, cells.After(std::nullopt), now), testing::IsOk());
      cells.Set(ReceivedCell("so-7"), 0);
      EXPECT_THAT(store_.Apply(source, cells.After(30), now), testing::IsOk());
    }
  }

  const sql::Settings database_ = FreshReceived();
  Store store_{database_};
  sql::Connection connection_{database_};
};

TEST_F(VerifyReceivedTest, WhatWasReceivedIsIntact) {
  const Checked found = Verify(connection_);
  EXPECT_EQ(found.fault_count, 0);
  EXPECT_EQ(found.count, 60);
}

TEST_F(VerifyReceivedTest, EveryFlippedBitIsNamed) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  std::set<std::string> columns;
  for (int i = 0; i < 200; ++i) {
    // own_revision says when a cell is sent on, not what it is.
    const auto flip = BitFlip::Of(connection_, "received_cell", random, {"own_revision"});
    SCOPED_TRACE(flip->what());
    columns.insert(flip->column());
    const std::string source = std::get<std::string>(flip->before()[1]);
    const std::string agency = std::get<std::string>(flip->before()[2]);
    const Checked found = Verify(connection_);
    ASSERT_GT(found.fault_count, 0);
    bool source_named = false;
    bool cell_named = false;
    for (const StoredFault& fault : found.faults) {
      source_named |= fault.place == "source " + source;
      cell_named |= fault.place.starts_with("cell of ");
    }
    // The digest covers neither the id nor a cell that was taken back: its key tells.
    const bool in_digest = std::get<std::int64_t>(flip->before()[8]) != 0;
    EXPECT_TRUE(source_named || flip->column() == "cell_id" || !in_digest);
    EXPECT_EQ(cell_named, flip->column() != "value");
  }
  EXPECT_EQ(columns.size(), 8u);  // nobody else is responsible
  EXPECT_EQ(Verify(connection_).fault_count, 0);
}

TEST_F(VerifyReceivedTest, ReadingChangesNothing) {
  connection_.Update("UPDATE received_cell SET value = value + 1 WHERE source = 'intake' LIMIT 1");
  const Checked found = Verify(connection_);
  ASSERT_EQ(found.fault_count, 1);
  EXPECT_EQ(found.faults[0].place, "source intake");
  EXPECT_THAT(found.faults[0].text, HasSubstr("digest"));
  EXPECT_TRUE(store_.Find("intake").has_value());
}

}  // namespace
}  // namespace motcua::received
