// WatchCells on a real database: what a consumer sees while others write.
#include <atomic>
#include <random>
#include <thread>

#include "common/statistics/served_for_test.h"
#include "common/statistics/source.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"

namespace motcua::statistics {
namespace {

using ::testing::Gt;
using ::testing::SizeIs;

const absl::Time kPromised = absl::FromUnixSeconds(1650000000);

CellSource SourceOf(const sql::Settings& database, Tally& tally) {
  return DatabaseSource("test", database, tally.journal(), [] { return kPromised; }, {});
}

// Sends commands through an instance until stopped, and remembers what each was.
class Load {
 public:
  Load(Tally& tally, unsigned seed) : thread_([this, &tally, seed] { Run(tally, seed); }) {}
  // By sequence; ends the load.
  std::map<std::int64_t, Deltas> Stop() {
    stopping_ = true;
    thread_.join();
    return counted_;
  }

 private:
  void Run(Tally& tally, unsigned seed) {
    std::mt19937 random(seed);
    while (!stopping_) {
      std::vector<std::pair<Deltas, std::future<absl::StatusOr<journal::Receipt>>>> sent;
      for (int i = 0; i < 20; ++i) {
        Deltas cells;
        cells.Add(KeyAt(random() % 10, random() % 10), static_cast<int>(random() % 9) - 4);
        cells.Add(KeyAt(random() % 10, random() % 10), 1);
        sent.emplace_back(cells, tally.Send(cells));
      }
      for (auto& [cells, answer] : sent) counted_[answer.get().value().sequence] = cells;
    }
  }

  std::atomic<bool> stopping_ = false;
  std::map<std::int64_t, Deltas> counted_;
  std::thread thread_;
};

// Every state the consumer was in is that of the source after that sequence.
void ExpectStatesOf(const std::map<std::int64_t, Deltas>& counted, const Keeper& keeper) {
  auto next = counted.begin();
  Deltas expected;
  for (const Keeper::State& state : keeper.states()) {
    for (; next != counted.end() && next->first <= state.through; ++next)
      expected.Add(next->second);
    ASSERT_EQ(state.cells, expected) << "at " << state.through;
  }
  EXPECT_EQ(next, counted.end());
  EXPECT_EQ(keeper.wrong_digests(), 0);
}

// Recounts from the table itself, which is right.
Deltas CountAgain(sql::Connection& connection) {
  sql::Rows rows = connection.Query(
      "SELECT agency, procedure_id, channel, day, counter, value FROM cell"
      " WHERE epoch_no = (SELECT epoch_no FROM cell_head)");
  Deltas cells;
  while (rows.Next()) {
    cells.Add({rows.Text(1), rows.Text(2), static_cast<Channel>(rows.Int(3)),
               static_cast<Day>(rows.Int(4)), static_cast<Counter>(rows.Int(5)), ""},
              rows.Int(6));
  }
  return cells;
}

class WatchTest : public ::testing::Test {
 protected:
  const sql::Settings database_ = FreshTally();
  Tally tally_{database_};
};

TEST_F(WatchTest, BatchUnderConstantWritesEqualsTheTableAtThrough) {
  Tally other_instance(database_);
  const auto service = MakeStatisticsService(SourceOf(database_, tally_));
  Served served(*service);
  Keeper keeper;
  std::map<std::int64_t, Deltas> counted;
  {
    CellFollower follower(Following(served.Dial(), keeper));
    Load one(tally_, 1);
    Load two(other_instance, 2);
    EXPECT_TRUE(keeper.WaitForBatches(30));
    counted = one.Stop();
    counted.merge(two.Stop());
    EXPECT_TRUE(keeper.WaitFor(counted.rbegin()->first));
    EXPECT_TRUE(follower.state().connected);
  }
  EXPECT_THAT(keeper.states(), SizeIs(Gt(10u)));
  ExpectStatesOf(counted, keeper);
  sql::Connection connection(database_);
  EXPECT_EQ(CellsIn(connection), keeper.states().back().cells);
}

TEST_F(WatchTest, EpochChangeShowsOldOrNewNeverAMixture) {
  const auto service = MakeStatisticsService(SourceOf(database_, tally_));
  Served served(*service);
  Keeper keeper;
  std::map<std::int64_t, Deltas> counted;
  {
    CellFollower follower(Following(served.Dial(), keeper));
    Load load(tally_, 1);
    sql::Connection connection(database_);
    for (int i = 1; i <= 10; ++i) {
      EXPECT_TRUE(Recount(connection, 1, CountAgain));
      EXPECT_TRUE(keeper.WaitForBatches(i * 3));
    }
    counted = load.Stop();
    EXPECT_TRUE(keeper.WaitFor(counted.rbegin()->first));
  }
  EXPECT_THAT(keeper.epochs(), SizeIs(Gt(5u)));
  ExpectStatesOf(counted, keeper);
}

TEST_F(WatchTest, ResumesWithWhatChangedAndBookmarksWhenIdle) {
  tally_.Count(KeyAt(1), 5);
  const auto service =
      MakeStatisticsService(SourceOf(database_, tally_), {.bookmark = absl::Milliseconds(100)});
  Served served(*service);
  Keeper keeper;
  {
    CellFollower follower(Following(served.Dial(), keeper));
    ASSERT_TRUE(keeper.WaitFor(1));
  }
  const std::int64_t last = tally_.Count(KeyAt(2), 1);
  {
    CellFollower follower(Following(served.Dial(), keeper));
    ASSERT_TRUE(keeper.WaitFor(last));
    ASSERT_TRUE(keeper.WaitForBatches(keeper.states().size() + 3));
  }
  EXPECT_EQ(keeper.states().back().cells.values().size(), 2u);
  EXPECT_EQ(keeper.wrong_digests(), 0);
  EXPECT_EQ(keeper.complete_until(), kPromised);
}

TEST_F(WatchTest, BatchBeyondTheDurableMarkIsHeldBack) {
  const std::int64_t durable = tally_.Count(KeyAt(1), 5);
  const CellSource source = SourceOf(database_, tally_);
  const auto batch = source.next(std::nullopt, {});
  ASSERT_TRUE(batch.ok() && batch->has_value());
  EXPECT_EQ((*batch)->through, durable);
  sql::Connection connection(database_);
  connection.Update("UPDATE cell_head SET revision = ?", {durable + 1});
  const auto held_back = source.next(std::nullopt, {});
  ASSERT_TRUE(held_back.ok());
  EXPECT_FALSE(held_back->has_value());
}

TEST_F(WatchTest, DigestTellsAValueChangedByHand) {
  tally_.Count(KeyAt(1), 5);
  sql::Connection(database_).Execute("UPDATE cell SET value = 6");
  const auto service = MakeStatisticsService(SourceOf(database_, tally_));
  Served served(*service);
  Keeper keeper;
  {
    CellFollower follower(Following(served.Dial(), keeper));
    ASSERT_TRUE(keeper.WaitFor(1));
  }
  EXPECT_GE(keeper.wrong_digests(), 1);
}

}  // namespace
}  // namespace motcua::statistics
