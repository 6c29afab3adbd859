#include "services/aggregator/tables/ranking.h"

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_file.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kOnline[] = R"(
  id: "t" version: 1 title_vi: "T"
  columns { id: "n" title_vi: "N" value { terms { flow { counters: COUNTER_RECEIVED } } } }
  columns { id: "rate" title_vi: "R"
    value { terms { flow { counters: COUNTER_RECEIVED channels: CHANNEL_ONLINE } } }
    denominator { terms { flow { counters: COUNTER_RECEIVED } } } }
)";
constexpr char kLevels[] =
    "rows { levels: [LEVEL_DEPARTMENT, LEVEL_CENTRAL, LEVEL_DISTRICT] scope: SCOPE_OWN } ";
constexpr char kOneList[] =
    "rows { levels: [LEVEL_DEPARTMENT, LEVEL_CENTRAL, LEVEL_DISTRICT] scope: SCOPE_OWN "
    "grouping: GROUPING_NONE } ";

// Online of all: so-tu-phap 1 of 2, so-xay-dung 3 of 3, cuc-thue 0 of 1, huyen-cam-lo 2 of 4,
// so-ngoai-vu nothing at all.
SampleFacts Sample() {
  SampleFacts sample;
  const auto receive = [&](const std::string& agency, std::int64_t online, std::int64_t direct) {
    sample.Add(agency, Counter::kReceived, online);
    sample.Add(agency, Counter::kReceived, direct, Channel::kInPerson);
  };
  receive("so-tu-phap", 1, 1);
  receive("so-xay-dung", 3, 0);
  receive("cuc-thue", 0, 1);
  receive("huyen-cam-lo", 2, 2);
  return sample;
}

v1::Table Evaluate(const std::string& text, const SampleFacts& sample) {
  const auto definition = ParseDefinition(kOnline + text, "t.textproto");
  EXPECT_THAT(definition, testing::IsOk());
  return ToProto(*definition, Compute(*definition, sample.facts, kApril), kApril, sample.facts);
}

std::vector<std::string> List(const std::string& text, const std::string& rows = kOneList) {
  const v1::Table table = Evaluate(
      rows + "lists { id: \"l\" title_vi: \"L\" columns: \"rate\" " + text + " }", Sample());
  return {table.lists(0).rows().begin(), table.lists(0).rows().end()};
}

constexpr char kHighest[] = "sort { column: \"rate\" descending: true } ";

TEST(RankingTest, AListHasItsOwnOrderAndTheLengthItSays) {
  EXPECT_THAT(List(std::string(kHighest) + "first: 2"), ElementsAre("so-xay-dung", "so-tu-phap"));
  EXPECT_THAT(List("sort { column: \"rate\" } first: 2"), ElementsAre("so-ngoai-vu", "cuc-thue"));
  EXPECT_THAT(List(kHighest),
              ElementsAre("so-xay-dung", "so-tu-phap", "huyen-cam-lo", "so-ngoai-vu", "cuc-thue"));
}

TEST(RankingTest, TheFirstOfEachHeadingStandUnderIt) {
  EXPECT_THAT(List(std::string(kHighest) + "first: 1", kLevels),
              ElementsAre("so-xay-dung", "cuc-thue", "huyen-cam-lo"));
}

TEST(RankingTest, AListWithoutSortKeepsTheTablesOrder) {
  const v1::Table table =
      Evaluate(std::string(kOneList) + kHighest +
                   "lists { id: \"l\" title_vi: \"L\" columns: \"n\" first: 3 }",
               Sample());
  EXPECT_THAT(table.lists(0).rows(), ElementsAre("so-xay-dung", "so-tu-phap", "huyen-cam-lo"));
  EXPECT_EQ(table.rows(0).id(), "so-xay-dung");
  EXPECT_EQ(table.lists(0).title_vi(), "L");
  EXPECT_THAT(table.lists(0).columns(), ElementsAre("n"));
}

TEST(RankingTest, TiesOfAListKeepTheFixedListNotTheTablesOrder) {
  const v1::Table table = Evaluate(std::string(kOneList) +
                                       "sort { column: \"n\" descending: true } "
                                       "lists { id: \"l\" title_vi: \"L\" columns: \"n\" " +
                                       kHighest + " }",
                                   Sample());
  EXPECT_EQ(table.rows(0).id(), "huyen-cam-lo");
  EXPECT_THAT(table.lists(0).rows(),
              ElementsAre("so-xay-dung", "so-tu-phap", "huyen-cam-lo", "so-ngoai-vu", "cuc-thue"));
}

TEST(RankingTest, ASetIsOfRowsForWhichEveryConditionHolds) {
  const auto where = [](const std::string& conditions) { return List(conditions); };
  EXPECT_THAT(where("conditions { column: \"rate\" value: 100 }"), ElementsAre("so-xay-dung"));
  EXPECT_THAT(where("conditions { column: \"rate\" relation: RELATION_AT_LEAST value: 50 }"),
              ElementsAre("so-tu-phap", "so-xay-dung", "huyen-cam-lo"));
  EXPECT_THAT(where("conditions { column: \"rate\" relation: RELATION_ABOVE value: 50 }"),
              ElementsAre("so-xay-dung"));
  EXPECT_THAT(where("conditions { column: \"n\" relation: RELATION_AT_MOST value: 1 }"),
              ElementsAre("so-ngoai-vu", "cuc-thue"));
  EXPECT_THAT(where("conditions { column: \"rate\" relation: RELATION_BELOW value: 100 } "
                    "conditions { column: \"n\" relation: RELATION_ABOVE value: 2 }"),
              ElementsAre("huyen-cam-lo"));
}

TEST(RankingTest, ARateOverNothingMeetsNoCondition) {
  EXPECT_THAT(List("conditions { column: \"rate\" relation: RELATION_AT_MOST value: 0 }"),
              ElementsAre("cuc-thue"));
  EXPECT_THAT(List("conditions { column: \"rate\" relation: RELATION_ABOVE value: 100 }"),
              IsEmpty());
}

TEST(RankingTest, TiesMayStandByNameInVietnamese) {
  SampleFacts sample = Sample();
  std::vector<catalog::Agency> agencies = sample.facts.catalog->agencies();
  const std::vector<std::string> names = {"Sở Đất đai", "Sở Du lịch", "Sở Ánh sáng"};
  for (std::size_t i = 0; i < names.size(); ++i) agencies[i].name_vi = names[i];
  sample.facts.catalog = *catalog::Catalog::Build(4, std::move(agencies), {}, {});
  SampleFacts nothing;
  nothing.facts.catalog = sample.facts.catalog;
  const v1::Table table = Evaluate(
      "rows { levels: LEVEL_DEPARTMENT scope: SCOPE_OWN } "
      "sort { column: \"n\" ties: TIES_NAME }",
      nothing);
  EXPECT_EQ(table.rows(0).label_vi(), "Sở Ánh sáng");
  EXPECT_EQ(table.rows(1).label_vi(), "Sở Du lịch");
  EXPECT_EQ(table.rows(2).label_vi(), "Sở Đất đai");
}

}  // namespace
}  // namespace motcua::aggregator
