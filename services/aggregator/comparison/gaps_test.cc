#include "services/aggregator/comparison/gaps.h"

#include <random>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;

using ::testing::IsEmpty;

Scope At(std::vector<std::string> agencies) { return {false, std::move(agencies), nullptr}; }
const Scope kProvince = {true, {}, nullptr};

v1::Term Flow(std::vector<Counter> counters, std::vector<Channel> channels = {}) {
  v1::Term term;
  for (const Counter counter : counters) {
    term.mutable_flow()->add_counters(static_cast<statistics::v1::Counter>(counter));
  }
  for (const Channel channel : channels) {
    term.mutable_flow()->add_channels(static_cast<type::v1::Channel>(channel));
  }
  return term;
}

v1::Term StockTerm(v1::StockLeaf::Stock stock, bool opening) {
  v1::Term term;
  term.mutable_stock()->set_stock(stock);
  term.mutable_stock()->set_opening(opening);
  return term;
}

v1::Measure Sum(const std::vector<v1::Term>& terms) {
  v1::Measure measure;
  for (const v1::Term& term : terms) *measure.add_terms() = term;
  return measure;
}

// Id, Vietnamese label and value of every gap worth something.
struct Shown {
  std::string id;
  std::string label_vi;
  std::int64_t value;
  bool operator==(const Shown&) const = default;
};
void PrintTo(const Shown& shown, std::ostream* out) {
  *out << shown.id << " '" << shown.label_vi << "' " << shown.value;
}

std::vector<Shown> Between(const Side& left, const Side& right, const Facts& facts) {
  std::vector<Shown> shown;
  for (const Gap& gap : GapsBetween(left, right, facts)) {
    const std::int64_t value = Value(gap, facts, kApril);
    if (value != 0) shown.push_back({gap.id, gap.label.vi, value});
  }
  return shown;
}

const v1::Measure kAllOfRow =
    Sum({Flow({Counter::kReceived}), StockTerm(v1::StockLeaf::STOCK_OPEN, true)});
const v1::Measure kNewOnes =
    Sum({Flow({Counter::kReceived}, {Channel::kOnline, Channel::kInPerson, Channel::kPost})});

TEST(GapsTest, CarriedOverAndLinkedDossiersStandBetweenTheRulesOfTwoProvinces) {
  SampleFacts sample;
  sample.Add("so-xay-dung", Counter::kReceived, 156, Channel::kInPerson, kApril.first - 1);
  sample.Add("so-xay-dung", Counter::kReceived, 57, Channel::kOnline);
  sample.Add("so-xay-dung", Counter::kReceived, 5, Channel::kInPerson);
  sample.Add("so-xay-dung", Counter::kReceived, 1, Channel::kLinked);
  const Scope scope = At({"so-xay-dung"});
  EXPECT_THAT(Between({kAllOfRow, scope}, {kNewOnes, scope}, sample.facts),
              ElementsAre(Shown{"opening.open", "kỳ trước chuyển qua", -156},
                          Shown{"flow.received.linked", "tiếp nhận liên thông", -1}));
  EXPECT_THAT(Between({kAllOfRow, scope}, {kAllOfRow, scope}, sample.facts), IsEmpty());
}

TEST(GapsTest, WhatOneRowAloneCountsIsGroupedByAgency) {
  SampleFacts sample;
  sample.Add("huyen-cam-lo", Counter::kReceived, 3);
  sample.Add("xa-cam-an", Counter::kReceived, 4);
  sample.Add("chi-nhanh", Counter::kReceived, 5);
  const Side own{kNewOnes, At({"huyen-cam-lo"})};
  const Side subtree{kNewOnes, At({"huyen-cam-lo", "xa-cam-an"})};
  EXPECT_THAT(Between(own, subtree, sample.facts),
              ElementsAre(Shown{"agency.xa-cam-an", "Đơn vị xa-cam-an", 4}));
  EXPECT_THAT(Between(subtree, {kNewOnes, kProvince}, sample.facts),
              ElementsAre(Shown{"agency.chi-nhanh", "Đơn vị chi-nhanh", 5}));
  EXPECT_THAT(Between(own, {kNewOnes, At({"chi-nhanh"})}, sample.facts),
              ElementsAre(Shown{"agency.huyen-cam-lo", "Đơn vị huyen-cam-lo", -3},
                          Shown{"agency.chi-nhanh", "Đơn vị chi-nhanh", 5}));
}

TEST(GapsTest, WhatIsOpenAtTheEndIsTakenApartWhereThatExplainsMore) {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 9, Channel::kOnline, kApril.first - 2);
  sample.Add("so-tu-phap", Counter::kReceived, 6);
  sample.Add("so-tu-phap", Counter::kFinishedLate, 4);
  sample.Add("so-tu-phap", Counter::kWithdrawn, 2);
  const Scope scope = At({"so-tu-phap"});
  const v1::Measure out = Sum({Flow({Counter::kFinishedEarly, Counter::kFinishedOnTime,
                                     Counter::kFinishedLate, Counter::kFinishedUndated}),
                               StockTerm(v1::StockLeaf::STOCK_OPEN, false)});
  EXPECT_THAT(Between({out, scope}, {kAllOfRow, scope}, sample.facts),
              ElementsAre(Shown{"flow.withdrawn", "người nộp rút hồ sơ", 2}));
}

TEST(GapsTest, StocksThatMakeUpAnotherCancel) {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 9);
  sample.Add("so-tu-phap", Counter::kOverdue, 2);
  sample.Add("so-tu-phap", Counter::kUndated, 3);
  const Scope scope = At({"so-tu-phap"});
  const v1::Measure open = Sum({StockTerm(v1::StockLeaf::STOCK_OPEN, false)});
  const v1::Measure parts = Sum({StockTerm(v1::StockLeaf::STOCK_IN_TIME, false),
                                 StockTerm(v1::StockLeaf::STOCK_OVERDUE, false)});
  EXPECT_THAT(Between({open, scope}, {parts, scope}, sample.facts),
              ElementsAre(Shown{"closing.undated", "đang giải quyết, không có hạn", -3}));
  const v1::Measure in_time = Sum({StockTerm(v1::StockLeaf::STOCK_IN_TIME, false)});
  EXPECT_THAT(Between({Sum({}), scope}, {in_time, scope}, sample.facts),
              ElementsAre(Shown{"closing.in_time", "đang giải quyết, còn hạn", 4}));
}

class Random {
 public:
  explicit Random(unsigned seed) : random_(seed) {}

  int Below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }

  v1::Measure MeasureOfFew() {
    v1::Measure measure;
    for (int i = Below(4); i >= 0; --i) {
      *measure.add_terms() = Term();
      measure.mutable_terms(measure.terms_size() - 1)->set_minus(Below(3) == 0);
    }
    return measure;
  }

  Scope ScopeOfSome() {
    Scope scope;
    scope.whole = Below(4) == 0;
    for (const char* agency : {"so-tu-phap", "so-xay-dung", "chi-nhanh", "xa-cam-an"}) {
      if (Below(2) == 0) scope.agencies.push_back(agency);
    }
    if (Below(2) == 0) return scope;
    Ids procedures;
    for (const char* procedure : kProcedures) {
      if (Below(2) == 0) procedures.insert(procedure);
    }
    scope.procedures = std::make_shared<const Ids>(std::move(procedures));
    return scope;
  }

  void Fill(SampleFacts& sample) {
    for (int i = 0; i < 60; ++i) {
      const char* agencies[] = {"so-tu-phap", "so-xay-dung", "chi-nhanh", "xa-cam-an", "nobody"};
      sample.Add(agencies[Below(5)], kCounters[Below(std::size(kCounters))], 1 + Below(9),
                 static_cast<Channel>(1 + Below(4)), kApril.first - 3 + Below(8),
                 kProcedures[Below(std::size(kProcedures))]);
    }
  }

 private:
  v1::Term Term() {
    v1::Term term;
    switch (Below(5)) {
      case 0:
        term.mutable_catalog_count()->set_what(v1::CatalogCountLeaf::WHAT_PROCEDURES);
        return term;
      case 1:
        term.mutable_distinct_count()->add_counters(statistics::v1::COUNTER_RECEIVED);
        return term;
      case 2:
        return StockTerm(static_cast<v1::StockLeaf::Stock>(1 + Below(5)), Below(2) == 0);
      default:
        std::vector<Channel> channels;
        for (int channel = 1 + Below(6); channel <= 4; ++channel) {
          channels.push_back(static_cast<Channel>(channel));
        }
        return Flow({kCounters[Below(4)], kCounters[4 + Below(4)]}, channels);
    }
  }

  static constexpr const char* kProcedures[] = {"khai-sinh", "khai-tu", "cap-phep", "", "unknown"};
  static constexpr Counter kCounters[] = {
      Counter::kReceived,     Counter::kMovedIn, Counter::kWithdrawn,     Counter::kOverdue,
      Counter::kFinishedLate, Counter::kUndated, Counter::kFinishedEarly, Counter::kFiled};
  std::mt19937 random_;
};

template <typename List>
bool Admits(const List& list, const auto& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

// What a source would list for a leaf, added up: the slow way, cell by cell.
std::int64_t ListedValue(const SourceLeaf& leaf, const Facts& facts) {
  const auto sign = [&](Counter counter) {
    const auto times = [&](const auto& list) {
      return std::count(list.begin(), list.end(), static_cast<int>(counter));
    };
    return times(leaf.leaf.add()) - times(leaf.leaf.subtract());
  };
  std::int64_t value = 0;
  facts.Find(leaf.source)->cube.ForEachCell([&](const CellKey& key, std::int64_t count) {
    const bool flow = leaf.leaf.kind() == statistics::v1::Leaf::KIND_FLOW;
    if (key.day > leaf.leaf.last_day() || (flow && key.day < leaf.leaf.first_day())) return;
    if (!Admits(leaf.leaf.channels(), static_cast<int>(key.channel))) return;
    if (!Admits(leaf.leaf.agencies(), key.agency)) return;
    if (!Admits(leaf.leaf.procedures(), key.procedure)) return;
    value += sign(key.counter) * count;
  });
  return leaf.sign * value;
}

bool AddsUp(const Gap& gap) { return gap.id.find("term.") == std::string::npos; }

TEST(GapsTest, LeftAndAllGapsMakeRightAndEveryGapCanBeListed) {
  Random random(20220414);
  for (int i = 0; i < 1000; ++i) {
    SampleFacts sample;
    random.Fill(sample);
    const Side left{random.MeasureOfFew(), random.ScopeOfSome()};
    const Side right{random.MeasureOfFew(), random.ScopeOfSome()};
    const auto value = [&](const Side& side) {
      return Measure(side.measure, kApril, sample.facts).Value(sample.facts, side.scope);
    };
    std::int64_t sum = value(left);
    std::set<std::string> ids;
    for (const Gap& gap : GapsBetween(left, right, sample.facts)) {
      const std::int64_t gap_value = Value(gap, sample.facts, kApril);
      sum += gap_value;
      EXPECT_TRUE(ids.insert(gap.id).second) << gap.id;
      EXPECT_NE(gap.label.vi, "");
      EXPECT_NE(gap.label.en, "");
      std::int64_t listed = 0;
      for (const SourceLeaf& leaf : LeavesOf(gap, kApril, sample.facts)) {
        listed += ListedValue(leaf, sample.facts);
      }
      if (AddsUp(gap)) {
        ASSERT_EQ(listed, gap_value) << gap.id;
      }
    }
    ASSERT_EQ(sum, value(right)) << left.measure.DebugString() << right.measure.DebugString();
  }
}

}  // namespace
}  // namespace motcua::aggregator
