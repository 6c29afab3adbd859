#include "services/aggregator/domain/cube.h"

#include <algorithm>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/domain/sample_cells_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

CellKey Received(Day day, Channel channel = Channel::kOnline) {
  return {"so-tu-phap", "khai-sinh", channel, day, Counter::kReceived, ""};
}

Scope At(const std::string& agency) { return Scope{false, {agency}, {}}; }
Scope Whole() { return Scope{true, {}, {}}; }

std::vector<Sum> SampleSums() {
  const Day first = 19004;
  const Day last = 19012;
  std::vector<Sum> sums;
  for (const Counter counter : kSampleCounters)
    sums.push_back(Sum::Flow({counter}, {}, first, last));
  sums.push_back(Sum::Flow({Counter::kReceived, Counter::kFiled},
                           {Channel::kInPerson, Channel::kPost}, first, first));
  const Sum steps = Sum::Flow({Counter::kLateStep}, {}, first, last);
  for (const std::vector<std::string>& responsible : std::vector<std::vector<std::string>>{
           {}, {"agency-1"}, {"agency-0", "agency-2", "nobody"}}) {
    sums.push_back(steps.ForResponsible(responsible));
  }
  for (int stock = 1; stock <= 7; ++stock) {
    sums.push_back(Sum::At(static_cast<Stock>(stock), {}, last));
    sums.push_back(Sum::At(static_cast<Stock>(stock), {Channel::kLinked}, first - 1));
  }
  return sums;
}

std::vector<Scope> SampleScopes() {
  return {
      Whole(), At("agency-0"), Scope{false, {"agency-1", "agency-3"}, {}},
      Scope{true, {}, std::make_shared<Ids>(Ids{"procedure-1", "procedure-2"})},
      Scope{false, {"agency-2", "agency-4", "nobody"}, std::make_shared<Ids>(Ids{"procedure-0"})}};
}

void ExpectSameAnswers(const Cube& cube, const Cells& cells) {
  for (const Sum& sum : SampleSums()) {
    for (const Scope& scope : SampleScopes()) {
      ASSERT_EQ(cube.Total(sum, scope), SlowTotal(cells, sum, scope));
    }
  }
}

TEST(CubeTest, AStockIsEverythingThroughItsDay) {
  Cube cube;
  cube.Set(Received(100), 5);
  cube.Set(Received(102), 2);
  CellKey finished = Received(102);
  finished.counter = Counter::kFinishedEarly;
  cube.Set(finished, 4);
  EXPECT_EQ(cube.Total(Sum::At(Stock::kOpen, {}, 99), Whole()), 0);
  EXPECT_EQ(cube.Total(Sum::At(Stock::kOpen, {}, 101), Whole()), 5);
  EXPECT_EQ(cube.Total(Sum::At(Stock::kOpen, {}, 102), At("so-tu-phap")), 3);
  EXPECT_EQ(cube.Total(Sum::Flow({Counter::kReceived}, {}, 101, 102), Whole()), 2);
}

TEST(CubeTest, AValueReplacesTheOneBefore) {
  Cube cube;
  EXPECT_EQ(cube.Set(Received(100), 5), 5);
  EXPECT_EQ(cube.Set(Received(100), 5), 0);
  EXPECT_EQ(cube.Set(Received(100), 2), -3);
  EXPECT_EQ(cube.Total(Sum::Flow({Counter::kReceived}, {}, 100, 100), Whole()), 2);
}

TEST(CubeTest, LateStepsAreKeptByResponsibleAgency) {
  Cube cube;
  CellKey step{"huyen", "dat-dai", Channel::kInPerson, 100, Counter::kLateStep, "chi-nhanh"};
  cube.Set(step, 2);
  step.responsible_agency = "cuc-thue";
  cube.Set(step, 3);
  EXPECT_EQ(cube.Set(step, 1), -2);
  const Sum steps = Sum::Flow({Counter::kLateStep}, {}, 100, 100);
  EXPECT_EQ(cube.Total(steps, Whole()), 3);
  EXPECT_EQ(cube.Total(steps.ForResponsible({"cuc-thue"}), Whole()), 1);
  EXPECT_EQ(cube.Total(steps.ForResponsible({"cuc-thue", "chi-nhanh"}), At("huyen")), 3);
  EXPECT_EQ(cube.Total(steps.ForResponsible({"huyen"}), At("huyen")), 0);
  EXPECT_EQ(cube.Total(steps.ForResponsible({}), Whole()), 0);
}

TEST(CubeTest, DistinctProceduresComeWithTheirSums) {
  Cube cube;
  cube.Set(Received(100), 5);
  cube.Set(Received(101, Channel::kPost), 1);
  std::map<std::pair<std::string, std::string>, std::int64_t> totals;
  cube.AddByProcedure(Sum::Flow({Counter::kReceived}, {}, 100, 101), Whole(), totals);
  EXPECT_THAT(totals, ElementsAre(Pair(Pair("so-tu-phap", "khai-sinh"), 6)));
}

// Any order, any split, values set again and taken back: the answers are those of the obvious sum.
TEST(CubeTest, AnswersAreThoseOfTheObviousSum) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    Cube cube;
    Cells cells;
    for (int step = 0; step < 2000; ++step) {
      const CellKey key = SampleKey(random);
      const std::int64_t value = static_cast<std::int64_t>(random() % 9) - 2;
      const std::int64_t before = cells.contains(key) ? cells.at(key) : 0;
      ASSERT_EQ(cube.Set(key, value), value - before);
      cells[key] = value;
      if (step % 500 == 0) ExpectSameAnswers(cube, cells);
    }
    ExpectSameAnswers(cube, cells);

    std::vector<std::pair<CellKey, std::int64_t>> shuffled(cells.begin(), cells.end());
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    Cube other;
    for (const auto& [key, value] : shuffled) other.Set(key, value);
    ExpectSameAnswers(other, cells);
  }
}

TEST(CubeTest, EveryCellCanBeReadBack) {
  std::mt19937 random(7);
  Cube cube;
  Cells cells;
  for (int step = 0; step < 3000; ++step) {
    const CellKey key = SampleKey(random);
    const std::int64_t value = static_cast<std::int64_t>(random() % 4) - 1;
    cube.Set(key, value);
    cells[key] = value;
  }
  std::erase_if(cells, [](const auto& cell) { return cell.second == 0; });
  Cells read;
  cube.ForEachCell([&](const CellKey& key, std::int64_t value) { read[key] = value; });
  EXPECT_EQ(read, cells);
}

}  // namespace
}  // namespace motcua::aggregator
