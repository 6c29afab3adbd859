#include "common/statistics/requests.h"
#include "common/statistics/server.h"
#include "common/testing/status.h"
#include "gtest/gtest.h"

namespace motcua::statistics {
namespace {

using ::motcua::testing::IsOk;
using ::motcua::testing::RefusedAt;

v1::Leaf Flow() {
  v1::Leaf leaf;
  leaf.set_kind(v1::Leaf::KIND_FLOW);
  leaf.add_add(v1::COUNTER_RECEIVED);
  leaf.add_subtract(v1::COUNTER_STOPPED);
  leaf.set_first_day(19100);
  leaf.set_last_day(19110);
  return leaf;
}

CellKey Key(Counter counter, Day day = 19105) {
  return {"xa-1", "p-1", Channel::kOnline, day, counter, "cuc-thue"};
}

TEST(LeafTest, SignIsThatOfTheCounter) {
  EXPECT_EQ(SignIn(Flow(), Key(Counter::kReceived)), 1);
  EXPECT_EQ(SignIn(Flow(), Key(Counter::kStopped)), -1);
  EXPECT_EQ(SignIn(Flow(), Key(Counter::kWithdrawn)), 0);
}

TEST(LeafTest, FlowHasTheDaysOfThePeriodWithBothEnds) {
  EXPECT_EQ(SignIn(Flow(), Key(Counter::kReceived, 19099)), 0);
  EXPECT_EQ(SignIn(Flow(), Key(Counter::kReceived, 19100)), 1);
  EXPECT_EQ(SignIn(Flow(), Key(Counter::kReceived, 19110)), 1);
  EXPECT_EQ(SignIn(Flow(), Key(Counter::kReceived, 19111)), 0);
}

TEST(LeafTest, StockHasEveryDayUpToTheLast) {
  v1::Leaf stock = Flow();
  stock.set_kind(v1::Leaf::KIND_STOCK);
  EXPECT_EQ(SignIn(stock, Key(Counter::kReceived, 10000)), 1);
  EXPECT_EQ(SignIn(stock, Key(Counter::kReceived, 19110)), 1);
  EXPECT_EQ(SignIn(stock, Key(Counter::kReceived, 19111)), 0);
}

TEST(LeafTest, EveryFilterMustAdmitTheCell) {
  const CellKey key = Key(Counter::kReceived);
  v1::Leaf leaf = Flow();
  leaf.add_channels(type::v1::CHANNEL_ONLINE);
  leaf.add_agencies("xa-1");
  leaf.add_procedures("p-1");
  leaf.add_responsible_agencies("cuc-thue");
  EXPECT_EQ(SignIn(leaf, key), 1);
  for (const auto& change : std::vector<std::function<void(v1::Leaf&)>>{
           [](v1::Leaf& l) { l.set_channels(0, type::v1::CHANNEL_POST); },
           [](v1::Leaf& l) { l.set_agencies(0, "xa-2"); },
           [](v1::Leaf& l) { l.set_procedures(0, "p-2"); },
           [](v1::Leaf& l) { l.set_responsible_agencies(0, ""); }}) {
    v1::Leaf other = leaf;
    change(other);
    EXPECT_EQ(SignIn(other, key), 0);
  }
}

TEST(LeafTest, ValueIsTheSignedSum) {
  Deltas cells;
  cells.Add(Key(Counter::kReceived, 19101), 3);
  cells.Add(Key(Counter::kStopped, 19102), 1);
  cells.Add(Key(Counter::kReceived, 19200), 10);
  EXPECT_EQ(ValueIn(Flow(), cells), 2);
}

TEST(LeafTest, MalformedLeavesNameTheField) {
  EXPECT_THAT(CheckLeaf(Flow()), IsOk());
  v1::Leaf leaf = Flow();
  leaf.clear_kind();
  EXPECT_THAT(CheckLeaf(leaf), RefusedAt("ENUM_INVALID", "leaf.kind"));
  leaf = Flow();
  leaf.clear_add();
  leaf.clear_subtract();
  EXPECT_THAT(CheckLeaf(leaf), RefusedAt("FIELD_REQUIRED", "leaf.add"));
  leaf = Flow();
  leaf.add_add(static_cast<v1::Counter>(19));
  EXPECT_THAT(CheckLeaf(leaf), RefusedAt("ENUM_INVALID", "leaf.add[1]"));
  leaf = Flow();
  leaf.set_first_day(19111);
  EXPECT_THAT(CheckLeaf(leaf), RefusedAt("DATE_INVALID", "leaf.first_day"));
  leaf = Flow();
  leaf.set_last_day(kLastDay + 1);
  EXPECT_THAT(CheckLeaf(leaf), RefusedAt("DATE_INVALID", "leaf.last_day"));
  leaf = Flow();
  leaf.add_channels(type::v1::CHANNEL_UNSPECIFIED);
  EXPECT_THAT(CheckLeaf(leaf), RefusedAt("ENUM_INVALID", "leaf.channels[0]"));
  leaf = Flow();
  leaf.add_agencies("Sở");
  EXPECT_THAT(CheckLeaf(leaf), RefusedAt("ID_INVALID", "leaf.agencies[0]"));
}

}  // namespace
}  // namespace motcua::statistics
