#include "services/aggregator/tables/evaluate.h"

#include <random>

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/domain/sample_cells_for_test.h"
#include "services/aggregator/findings/check.h"
#include "services/aggregator/tables/agency_filter.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Definitions& Shipped() {
  static const Definitions* const definitions =
      new Definitions(*LoadDefinitions("deploy/definitions"));
  return *definitions;
}

v1::TableDefinition Parsed(const std::string& columns, const std::string& rows) {
  return *ParseDefinition("id: \"t\" version: 1 title_vi: \"T\" rows { " + rows + " } " + columns,
                          "t.textproto");
}

std::vector<std::string> Printed(const v1::Row& row) {
  std::vector<std::string> cells;
  for (const v1::Cell& cell : row.cells()) cells.push_back(cell.printed());
  return cells;
}

std::vector<std::string> Ids(const v1::Table& table) {
  std::vector<std::string> ids;
  for (const v1::Row& row : table.rows()) ids.push_back(row.id());
  return ids;
}

v1::Table Evaluate(const v1::TableDefinition& definition, const Facts& facts) {
  return ToProto(definition, Compute(definition, facts, kApril), kApril, facts);
}

TEST(EvaluateTest, AppendixOneIsPrintedAsTheProvinceDoes) {
  SampleFacts sample;
  const Day before = kApril.first - 1;
  sample.Add("so-xay-dung", Counter::kReceived, 156, Channel::kInPerson, before);
  sample.Add("so-xay-dung", Counter::kReceived, 57);
  sample.Add("so-xay-dung", Counter::kReceived, 5, Channel::kPost, kApril.last);
  sample.Add("so-xay-dung", Counter::kReceived, 1, Channel::kLinked);
  sample.Add("so-xay-dung", Counter::kReceived, 99, Channel::kOnline, kApril.last + 1);
  sample.Add("xa-cam-an", Counter::kReceived, 3);
  sample.Add("cuc-thue", Counter::kReceived, 4, Channel::kLinked);
  const v1::Table table = Evaluate(Shipped().at("pl1_online"), sample.facts);
  EXPECT_THAT(Ids(table),
              ElementsAre("so-xay-dung", "so-tu-phap", "so-ngoai-vu", "cuc-thue", "huyen-cam-lo"));
  EXPECT_THAT(Printed(table.rows(0)), ElementsAre("219", "57", "156", "5", "26.03"));
  EXPECT_THAT(Printed(table.rows(1)), ElementsAre("0", "0", "0", "0", "0.00"));
  EXPECT_THAT(Printed(table.rows(3)), ElementsAre("4", "0", "0", "0", "0.00"));
  EXPECT_THAT(Printed(table.rows(4)), ElementsAre("3", "3", "0", "0", "100.00"));
  EXPECT_THAT(Printed(table.total()), ElementsAre("226", "60", "156", "5", ""));
  EXPECT_EQ(table.rows(0).cells(4).numerator(), 57);
  EXPECT_EQ(table.rows(0).cells(4).denominator(), 219);
  EXPECT_TRUE(table.rows(0).cells(4).rate());
  EXPECT_EQ(table.definition_version(), 1);
}

TEST(EvaluateTest, TiesKeepTheListOrderInsideAGroup) {
  SampleFacts sample;
  sample.Add("so-ngoai-vu", Counter::kReceived, 2);
  sample.Add("so-xay-dung", Counter::kReceived, 1);
  const v1::Table table = Evaluate(Shipped().at("pl1_online"), sample.facts);
  // Both have 100 %; the one without dossiers counts as 0.
  EXPECT_THAT(Ids(table),
              ElementsAre("so-xay-dung", "so-ngoai-vu", "so-tu-phap", "cuc-thue", "huyen-cam-lo"));
}

TEST(EvaluateTest, OwnScopeLeavesOutWhatIsBelow) {
  SampleFacts sample;
  sample.Add("huyen-cam-lo", Counter::kReceived, 1);
  sample.Add("xa-cam-an", Counter::kReceived, 2);
  const std::string column =
      "columns { id: \"a\" title_vi: \"A\" value { terms { flow { counters: COUNTER_RECEIVED } } } "
      "}";
  const auto own = Parsed(column, "levels: LEVEL_DISTRICT scope: SCOPE_OWN");
  const auto subtree = Parsed(column, "levels: LEVEL_DISTRICT scope: SCOPE_SUBTREE");
  EXPECT_EQ(Evaluate(own, sample.facts).rows(0).cells(0).numerator(), 1);
  EXPECT_EQ(Evaluate(subtree, sample.facts).rows(0).cells(0).numerator(), 3);
}

TEST(EvaluateTest, RowsByFieldCountItsProcedures) {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 2, Channel::kOnline, kApril.first, "khai-sinh");
  sample.Add("xa-cam-an", Counter::kReceived, 3, Channel::kPost, kApril.first, "khai-tu");
  sample.Add("so-xay-dung", Counter::kReceived, 4, Channel::kPost, kApril.first, "cap-phep");
  const auto definition = Parsed(
      R"(columns { id: "n" title_vi: "N" value { terms { flow { counters: COUNTER_RECEIVED } } } }
         columns { id: "f" title_vi: "F" value { terms { catalog_count { what: WHAT_PROCEDURES
                                                                        has_fee: true } } } }
         columns { id: "d" title_vi: "D"
                   value { terms { distinct_count { counters: COUNTER_RECEIVED } } } }
         total_label_vi: "Tổng số")",
      "by_field: true scope: SCOPE_OWN");
  const v1::Table table = Evaluate(definition, sample.facts);
  EXPECT_THAT(Ids(table), ElementsAre("tu-phap", "xay-dung"));
  EXPECT_THAT(Printed(table.rows(0)), ElementsAre("5", "1", "2"));
  EXPECT_THAT(Printed(table.rows(1)), ElementsAre("4", "1", "1"));
  EXPECT_THAT(Printed(table.total()), ElementsAre("9", "2", "3"));
}

TEST(EvaluateTest, DistinctPairsAndSignedTerms) {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 2);
  sample.Add("xa-cam-an", Counter::kReceived, 3);
  sample.Add("so-tu-phap", Counter::kReceived, 4, Channel::kOnline, kApril.first - 1);
  const auto definition = Parsed(
      R"(columns { id: "p" title_vi: "P" value { terms { distinct_count {
           counters: COUNTER_RECEIVED per_agency: true } } } }
         columns { id: "s" title_vi: "S"
           value { terms { flow { counters: COUNTER_RECEIVED } }
                   terms { minus: true stock { stock: STOCK_OPEN opening: true } } } }
         columns { id: "a" title_vi: "A"
           value { terms { catalog_count { what: WHAT_AGENCIES } }
                   terms { minus: true catalog_count { what: WHAT_AGENCIES has_site: true } } } }
         total_label_vi: "Tổng số")",
      "agencies: [\"so-tu-phap\"] scope: SCOPE_OWN");
  const v1::Table table = Evaluate(definition, sample.facts);
  EXPECT_THAT(Printed(table.rows(0)), ElementsAre("1", "-2", "1"));
  EXPECT_THAT(Printed(table.total()), ElementsAre("2", "1", "7"));
}

TEST(EvaluateTest, AComplementMakesAHundred) {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 1);
  sample.Add("so-tu-phap", Counter::kReceived, 2, Channel::kPost);
  const auto definition = Parsed(
      R"(columns { id: "on" title_vi: "On"
           value { terms { flow { counters: COUNTER_RECEIVED channels: CHANNEL_ONLINE } } }
           denominator { terms { flow { counters: COUNTER_RECEIVED } } }
           rounding { decimals: 1 mode: MODE_TRUNCATE comma: true } }
         columns { id: "off" title_vi: "Off"
           value { terms { flow { counters: COUNTER_RECEIVED channels: CHANNEL_POST } } }
           denominator { terms { flow { counters: COUNTER_RECEIVED } } }
           rounding { decimals: 1 mode: MODE_COMPLEMENT complement_of: "on" comma: true
                      zero_by_zero: "-" } })",
      "agencies: [\"so-tu-phap\", \"so-ngoai-vu\"] scope: SCOPE_OWN");
  const v1::Table table = Evaluate(definition, sample.facts);
  EXPECT_THAT(Printed(table.rows(0)), ElementsAre("33,3", "66,7"));
  EXPECT_THAT(Printed(table.rows(1)), ElementsAre("", "-"));
}

TEST(EvaluateTest, AHiddenUnitShowsInTheTotalAndIsNamed) {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 2);
  sample.Add("chi-nhanh", Counter::kReceived, 47, Channel::kLinked);
  const v1::TableDefinition& definition = Shipped().at("pl3_resolution");
  const Computed computed = Compute(definition, sample.facts, kApril);
  EXPECT_EQ(computed.total->values[0].numerator, 49);
  const auto findings = CheckComputed(definition, computed, sample.facts, kApril);
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].identity, "I5");
  EXPECT_THAT(findings[0].columns, ElementsAre("total"));
  EXPECT_EQ(findings[0].difference(), 47);
  EXPECT_THAT(findings[0].cause_en, HasSubstr("chi-nhanh 47"));
  EXPECT_THAT(findings[1].columns, ElementsAre("received_interlinked"));
}

TEST(EvaluateTest, TheBalanceHoldsForAnyHistory) {
  std::mt19937 random(11);
  SampleFacts sample;
  for (int i = 0; i < 500; ++i) {
    CellKey key = SampleKey(random);
    key.agency = random() % 2 == 0 ? "so-tu-phap" : "xa-cam-an";
    key.day = kApril.first - 20 + static_cast<Day>(random() % 40);
    if (key.counter != Counter::kFiled) sample.processing().Set(key, random() % 5);
  }
  const v1::TableDefinition& definition = Shipped().at("open_stock");
  const Computed computed = Compute(definition, sample.facts, kApril);
  EXPECT_THAT(CheckComputed(definition, computed, sample.facts, kApril), IsEmpty());
}

// Every count of every shipped table is the obvious sum over the cells.
TEST(EvaluateTest, TablesAreTheObviousSums) {
  const std::vector<std::string> agencies = {"so-tu-phap",   "so-xay-dung", "cuc-thue",
                                             "huyen-cam-lo", "xa-cam-an",   "chi-nhanh"};
  std::mt19937 random(5);
  SampleFacts sample;
  sample.facts.catalog =
      *catalog::Catalog::Build(4, SampleProvince()->agencies(),
                               {SampleProcedure("cap-doi", "dat-dai", "", false),
                                SampleProcedure("khai-sinh", "ho-tich", "", false)},
                               {});
  Cells cells;
  for (int i = 0; i < 3000; ++i) {
    CellKey key = SampleKey(random);
    key.agency = agencies[random() % agencies.size()];
    key.procedure = random() % 2 == 0 ? "cap-doi" : "khai-sinh";
    if (!key.responsible_agency.empty()) {
      key.responsible_agency = agencies[random() % agencies.size()];
    }
    key.day = kApril.first - 20 + static_cast<Day>(random() % 60);
    cells[key] = random() % 7;
    sample.processing().Set(key, cells[key]);
  }
  for (const v1::TableDefinition* shipped : Shipped().All()) {
    const v1::TableDefinition& definition = *shipped;
    const Computed computed = Compute(definition, sample.facts, kApril);
    for (int c = 0; c < definition.columns_size(); ++c) {
      if (!IsAdditive(definition.columns(c).value())) continue;
      for (const ComputedRow& row : computed.rows) {
        std::int64_t expected = 0;
        for (const v1::Term& term : definition.columns(c).value().terms()) {
          std::vector<Counter> counters;
          std::vector<Channel> channels;
          for (const int counter : term.flow().counters()) {
            counters.push_back(static_cast<Counter>(counter));
          }
          for (const int channel : term.flow().channels()) {
            channels.push_back(static_cast<Channel>(channel));
          }
          for (const int channel : term.stock().channels()) {
            channels.push_back(static_cast<Channel>(channel));
          }
          Sum sum = term.has_flow()
                        ? Sum::Flow(counters, channels, kApril.first, kApril.last)
                        : Sum::At(static_cast<Stock>(term.stock().stock()), channels,
                                  term.stock().opening() ? kApril.first - 1 : kApril.last);
          if (term.flow().has_responsible()) {
            sum =
                sum.ForResponsible(AgenciesLike(term.flow().responsible(), *sample.facts.catalog));
          }
          const Limits limits(definition.columns(c).value(), kApril, sample.facts);
          const std::int64_t slow = SlowTotal(cells, sum, limits.Within(row.spec->scope));
          expected += term.minus() ? -slow : slow;
        }
        ASSERT_EQ(row.values[c].numerator, expected)
            << definition.id() << " " << row.spec->id << " " << c;
      }
    }
  }
}

}  // namespace
}  // namespace motcua::aggregator
