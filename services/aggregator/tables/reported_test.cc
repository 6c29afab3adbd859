#include "services/aggregator/tables/reported.h"

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/aggregator/tables/over_sources.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Received dossiers, and how many of them came online; and procedures with dossiers.
v1::TableDefinition SampleTable() {
  v1::TableDefinition table;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(R"(
    id: "sample" version: 1 title_vi: "Bảng" total_label_vi: "Tổng"
    rows { levels: LEVEL_DEPARTMENT scope: SCOPE_SUBTREE }
    columns {
      id: "rate" title_vi: "Tỷ lệ"
      value { terms { flow { counters: COUNTER_RECEIVED channels: CHANNEL_ONLINE } } }
      denominator { terms { flow { counters: COUNTER_RECEIVED } } }
    }
    columns {
      id: "procedures" title_vi: "Thủ tục"
      value { terms { distinct_count { counters: COUNTER_RECEIVED } } }
    })",
                                                            &table));
  return table;
}

// The sample province with imports.
struct ReportedFacts : SampleFacts {
  ReportedFacts() { facts.sources.push_back({kReported, {}, {}}); }

  void Import(const std::string& id, const CellKey& key, std::int64_t value) {
    aggregator::Import import;
    import.id = id;
    import.document.title_vi = "Báo cáo " + id;
    import.document.counts.Add(key, value);
    import.extent = ExtentOf(import.document.counts);
    facts.sources.back().cube.Set(key, value);
    facts.imports[id] = std::make_shared<const aggregator::Import>(import);
  }
};

CellKey Received(const std::string& agency, Channel channel = Channel::kOnline,
                 const std::string& procedure = "", Day day = kApril.first) {
  return {agency, procedure, channel, day, Counter::kReceived, ""};
}

v1::Table TableOf(const ReportedFacts& sample) {
  const v1::TableDefinition definition = SampleTable();
  return ToProto(definition, Compute(definition, sample.facts, kApril), kApril, sample.facts);
}

std::vector<std::string> NamesIn(const v1::Table& table) {
  std::vector<std::string> names;
  for (const v1::Import& import : table.imports()) names.push_back(import.name());
  return names;
}

TEST(ReportedTest, EachCellTellsWhatWasReported) {
  ReportedFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 5);
  sample.Import("a", Received("so-tu-phap"), 7);
  sample.Import("b", Received("so-tu-phap", Channel::kPost), 11);
  const v1::Table table = TableOf(sample);
  const v1::Cell& rate = table.rows(0).cells(0);
  EXPECT_EQ(rate.numerator(), 12);
  EXPECT_EQ(rate.reported(), 7);
  EXPECT_EQ(rate.denominator(), 23);
  EXPECT_EQ(rate.reported_denominator(), 18);
  EXPECT_EQ(table.rows(1).cells(0).reported_denominator(), 0);
  EXPECT_EQ(table.total().cells(0).reported(), 7);
  EXPECT_THAT(NamesIn(table), ElementsAre("imports/a", "imports/b"));
  EXPECT_EQ(table.imports(0).document_vi(), "Báo cáo a");
}

TEST(ReportedTest, AReportedProcedureIsToldApartFromOneWithDossiers) {
  ReportedFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 5);
  sample.Import("a", Received("so-tu-phap", Channel::kOnline, "khai-tu"), 7);
  sample.Import("b", Received("so-tu-phap", Channel::kOnline, "khai-sinh"), 7);
  sample.Import("c", Received("so-tu-phap"), 7);  // of no procedure
  const v1::Cell procedures = TableOf(sample).rows(0).cells(1);
  EXPECT_EQ(procedures.numerator(), 2);
  EXPECT_EQ(procedures.reported(), 1);
}

TEST(ReportedTest, ImportsThatNoCellCountsAreLeftOut) {
  ReportedFacts sample;
  sample.Import("early", Received("so-tu-phap", Channel::kOnline, "", kApril.first - 1), 7);
  sample.Import("late", Received("so-tu-phap", Channel::kOnline, "", kApril.last + 1), 7);
  CellKey visits = Received("so-tu-phap");
  visits.counter = Counter::kSiteVisits;
  sample.Import("visits", visits, 7);
  sample.Import("last-day", Received("chi-nhanh", Channel::kLinked, "", kApril.last), 7);
  EXPECT_THAT(NamesIn(TableOf(sample)), ElementsAre("imports/last-day"));
  // Only the total counts the branch.
  v1::TableDefinition rows_alone = SampleTable();
  rows_alone.set_total_scope(v1::TableDefinition::TOTAL_SCOPE_ROWS);
  EXPECT_THAT(
      NamesIn(ToProto(rows_alone, Compute(rows_alone, sample.facts, kApril), kApril, sample.facts)),
      IsEmpty());
}

TEST(ReportedTest, AnImportStandsWhereOneOfItsCountsIsInEveryRespect) {
  ReportedFacts sample;
  CellKey visits = Received("so-tu-phap");
  visits.counter = Counter::kSiteVisits;
  Import import;
  import.id = "between";
  // Reaches over all of April with the right counter, but no count does.
  import.document.counts.Add(Received("so-tu-phap", Channel::kOnline, "", kApril.first - 1), 1);
  import.document.counts.Add(Received("so-tu-phap", Channel::kOnline, "", kApril.last + 1), 1);
  import.document.counts.Add(visits, 1);
  import.extent = ExtentOf(import.document.counts);
  for (const auto& [key, value] : import.document.counts.values()) {
    sample.facts.sources.back().cube.Set(key, value);
  }
  sample.facts.imports["between"] = std::make_shared<const Import>(import);
  EXPECT_THAT(NamesIn(TableOf(sample)), IsEmpty());
}

TEST(ReportedTest, OnlyWhatTheMeasureIsLimitedToIsLookedFor) {
  ReportedFacts sample;
  sample.Import("a", Received("so-tu-phap", Channel::kOnline, "khai-sinh"), 7);
  sample.Import("b", Received("so-xay-dung", Channel::kOnline, "cap-phep"), 7);
  v1::TableDefinition limited = SampleTable();
  limited.mutable_columns()->DeleteSubrange(1, 1);
  limited.mutable_columns(0)->mutable_value()->add_fields("xay-dung");
  limited.mutable_columns(0)->mutable_denominator()->add_fields("xay-dung");
  const Computed computed = Compute(limited, sample.facts, kApril);
  EXPECT_THAT(NamesIn(ToProto(limited, computed, kApril, sample.facts)), ElementsAre("imports/b"));
}

// As after a start whose imports were not read yet.
TEST(ReportedTest, WhatIsReportedIsToldWithoutItsImports) {
  ReportedFacts sample;
  sample.Import("a", Received("so-tu-phap"), 7);
  sample.facts.imports.clear();
  const v1::Table table = TableOf(sample);
  EXPECT_EQ(table.rows(0).cells(0).reported(), 7);
  EXPECT_THAT(NamesIn(table), IsEmpty());
}

TEST(ReportedTest, CountsBeyondTheExtentAreNotLookedAt) {
  ReportedFacts sample;
  sample.Import("a", Received("so-tu-phap"), 7);
  Import unread = *sample.facts.imports.at("a");
  unread.extent = {};
  sample.facts.imports["a"] = std::make_shared<const Import>(unread);
  EXPECT_THAT(NamesIn(TableOf(sample)), IsEmpty());
}

TEST(OverSourcesTest, WhoeverCountsSomethingIsAsked) {
  ReportedFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 5);
  sample.Import("a", Received("so-tu-phap"), 7);
  sample.facts.sources.push_back({"kiosk", {}, {}});
  sample.facts.sources.back().cube.Set(Received("so-tu-phap"), 11);
  sample.Add("so-tu-phap", Counter::kFiled, 13);  // intake has no part in it
  const v1::Measure measure = SampleTable().columns(0).value();
  const Scope scope{false, {"so-tu-phap"}, {}};
  std::vector<std::string> asked;
  std::int64_t sum = 0;
  for (const SourceLeaf& leaf :
       OverSources(LeavesOf(measure, kApril, scope, sample.facts), sample.facts)) {
    asked.push_back(leaf.source);
    sum += leaf.sign * leaf.value;
  }
  EXPECT_THAT(asked, ElementsAre("processing", kReported, "kiosk"));
  EXPECT_EQ(sum, Measure(measure, kApril, sample.facts).Value(sample.facts, scope));
  EXPECT_EQ(sum, 23);
}

TEST(OverSourcesTest, StocksAreSplitByTheCountersOfEachSource) {
  ReportedFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 5);
  sample.Add("so-tu-phap", Counter::kFinishedLate, 2, Channel::kOnline, kApril.first + 1);
  CellKey brought = Received("so-tu-phap", Channel::kInPerson, "", kApril.first - 400);
  brought.counter = Counter::kMovedIn;
  sample.Import("stock", brought, 40);
  v1::Measure open;
  open.add_terms()->mutable_stock()->set_stock(v1::StockLeaf::STOCK_OPEN);
  const Scope scope{true, {}, {}};
  std::map<std::string, std::int64_t> values;
  for (const SourceLeaf& leaf :
       OverSources(LeavesOf(open, kApril, scope, sample.facts), sample.facts)) {
    values[leaf.source] += leaf.sign * leaf.value;
  }
  EXPECT_EQ(values, (std::map<std::string, std::int64_t>{{"processing", 3}, {kReported, 40}}));
  EXPECT_EQ(Measure(open, kApril, sample.facts).Value(sample.facts, scope), 43);
}

}  // namespace
}  // namespace motcua::aggregator
