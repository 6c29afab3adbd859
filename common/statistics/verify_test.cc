#include "common/statistics/verify.h"

#include "absl/strings/str_cat.h"
#include "common/statistics/tally_for_test.h"
#include "common/testing/bit_flip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::statistics {
namespace {

using testing::BitFlip;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class VerifyCellsTest : public ::testing::Test {
 protected:
  VerifyCellsTest() {
    Tally tally(database_);
    for (int i = 0; i < 40; ++i) {
      Deltas deltas;
      deltas.Add(KeyAt(i % 10, i % 3, 19100 + i % 5), 1 + i);
      tally.Count(deltas);
      counted_.Add(deltas);
    }
  }

  Checked Found(bool always = false) {
    return Verify(
        connection_, [&](sql::Connection&) { return ++recounts_, counted_; }, always);
  }

  const sql::Settings database_ = FreshTally();
  sql::Connection connection_{database_};
  Deltas counted_;
  int recounts_ = 0;
};

TEST_F(VerifyCellsTest, CountIsIntactAndNotCountedAgainUnasked) {
  EXPECT_EQ(Found().fault_count, 0);
  EXPECT_EQ(Found().count, static_cast<std::int64_t>(counted_.values().size()));
  EXPECT_EQ(recounts_, 0);
  EXPECT_EQ(Found(true).fault_count, 0);
  EXPECT_EQ(recounts_, 1);
}

TEST_F(VerifyCellsTest, EveryFlippedBitOfACellIsNamed) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  std::set<std::string> columns;
  for (int i = 0; i < 200; ++i) {
    // The revision says when a cell was sent, not what it is.
    const auto flip = BitFlip::Of(connection_, "cell", random, {"revision"});
    SCOPED_TRACE(flip->what());
    columns.insert(flip->column());
    const auto text = [&](int column) { return std::get<std::string>(flip->before()[column]); };
    const Checked found = Found();
    bool named = false;
    const std::string cell = absl::StrCat("cell ", text(1), "/", text(2), "/");
    for (const StoredFault& fault : found.faults) named |= fault.place.starts_with(cell);
    EXPECT_TRUE(named) << cell;
  }
  EXPECT_EQ(columns.size(), 7u);  // nobody else is responsible
  EXPECT_EQ(Found(true).fault_count, 0);
}

TEST_F(VerifyCellsTest, FlippedDigestIsNamedAndNoCellIs) {
  std::mt19937 random(7);
  const auto flip =
      BitFlip::Of(connection_, "cell_head", random, {"id", "epoch", "epoch_no", "revision"});
  const Checked found = Found();
  ASSERT_EQ(found.fault_count, 1);
  EXPECT_EQ(found.faults[0].place, "cell_head");
}

TEST_F(VerifyCellsTest, AHeadThatWasDeletedIsMissed) {
  connection_.Update("DELETE FROM cell_head");
  const Checked found = Found();
  ASSERT_EQ(found.fault_count, 1);
  EXPECT_EQ(found.faults[0].place, "cell_head");
}

TEST_F(VerifyCellsTest, CellsThatTheirDossiersDoNotGiveAreNamed) {
  counted_.Add(KeyAt(1, 1, 19101), 1);
  EXPECT_EQ(Found().fault_count, 0) << "the digest holds";
  const Checked found = Found(true);
  ASSERT_EQ(found.fault_count, 1);
  EXPECT_THAT(found.faults[0].place, StartsWith("cell xa-1/1.001/1/2022-04-19/20"));
  EXPECT_THAT(found.faults[0].text, HasSubstr("its dossiers give"));
}

}  // namespace
}  // namespace motcua::statistics
