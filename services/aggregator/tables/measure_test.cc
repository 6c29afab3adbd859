#include "services/aggregator/tables/measure.h"

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/aggregator/tables/leaves.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Scope kProvince{true, {}, {}};

v1::Measure Parsed(const std::string& text) {
  v1::Measure measure;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &measure));
  return measure;
}

std::int64_t Value(const std::string& measure, const SampleFacts& sample, const Scope& scope) {
  return Measure(Parsed(measure), kApril, sample.facts).Value(sample.facts, scope);
}

// 1, 2, 4, 8 dossiers at a department, a district, its commune, and of another field.
SampleFacts Received() {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 1);
  sample.Add("huyen-cam-lo", Counter::kReceived, 2);
  sample.Add("xa-cam-an", Counter::kReceived, 4);
  sample.Add("xa-cam-an", Counter::kReceived, 8, Channel::kOnline, kApril.first, "cap-phep");
  return sample;
}

constexpr char kReceived[] = "terms { flow { counters: COUNTER_RECEIVED } } ";

TEST(MeasureTest, CountsOnlyAgenciesOfItsOwnOfThoseOfTheRow) {
  const SampleFacts sample = Received();
  const std::string communes = std::string(kReceived) + "agencies { levels: LEVEL_COMMUNE }";
  EXPECT_EQ(Value(communes, sample, kProvince), 12);
  EXPECT_EQ(Value(communes, sample, {false, {"huyen-cam-lo", "xa-cam-an"}, {}}), 12);
  EXPECT_EQ(Value(communes, sample, {false, {"huyen-cam-lo"}, {}}), 0);
  const std::string nobody = std::string(kReceived) + "agencies { kinds: \"nobody\" }";
  EXPECT_EQ(Value(nobody, sample, kProvince), 0);
}

TEST(MeasureTest, CountsOnlyItsFieldsOfThoseOfTheRow) {
  const SampleFacts sample = Received();
  const std::string justice = std::string(kReceived) + "fields: \"tu-phap\"";
  const auto construction = std::make_shared<const Ids>(Ids{"cap-phep"});
  EXPECT_EQ(Value(justice, sample, kProvince), 7);
  EXPECT_EQ(Value(justice, sample, {false, {"xa-cam-an"}, {}}), 4);
  EXPECT_EQ(Value(justice, sample, {true, {}, construction}), 0);
  EXPECT_EQ(
      Value(std::string(kReceived) + "fields: \"xay-dung\"", sample, {true, {}, construction}), 8);
}

TEST(MeasureTest, ItsLimitsGoForEveryLeaf) {
  const SampleFacts sample = Received();
  const std::string limits = " agencies { levels: LEVEL_COMMUNE } fields: \"xay-dung\"";
  EXPECT_EQ(Value("terms { stock { stock: STOCK_OPEN } }" + limits, sample, kProvince), 8);
  EXPECT_EQ(
      Value("terms { distinct_count { counters: COUNTER_RECEIVED } }" + limits, sample, kProvince),
      1);
  EXPECT_EQ(Value("terms { catalog_count { what: WHAT_AGENCIES } }" + limits, sample, kProvince),
            1);
  EXPECT_EQ(Value("terms { catalog_count { what: WHAT_PROCEDURES } } fields: \"xay-dung\"", sample,
                  kProvince),
            1);
}

TEST(MeasureTest, DrillDownStaysInsideTheLimits) {
  const SampleFacts sample = Received();
  const auto leaves = [&](const std::string& limits, const Scope& scope) {
    return LeavesOf(Parsed(kReceived + limits), kApril, scope, sample.facts);
  };
  ASSERT_THAT(leaves("agencies { levels: LEVEL_COMMUNE } fields: \"xay-dung\"", kProvince),
              SizeIs(1));
  const statistics::v1::Leaf leaf =
      leaves("agencies { levels: LEVEL_COMMUNE } fields: \"xay-dung\"", kProvince).front().leaf;
  EXPECT_THAT(leaf.agencies(), ElementsAre("xa-cam-an"));
  EXPECT_THAT(leaf.procedures(), ElementsAre("cap-phep"));
  // A leaf without agencies would ask for everybody's.
  EXPECT_THAT(leaves("agencies { levels: LEVEL_COMMUNE }", {false, {"so-tu-phap"}, {}}), IsEmpty());
  EXPECT_THAT(leaves("", {false, {}, {}}), IsEmpty());
  EXPECT_THAT(leaves("fields: \"nothing\"", kProvince), IsEmpty());
}

TEST(MeasureTest, LimitsThatNobodyMeetsDoNotHideWhoCounts) {
  SampleFacts sample = Received();
  const v1::Measure measure = Parsed(std::string(kReceived) + "agencies { kinds: \"nobody\" }");
  EXPECT_TRUE(IsCounted(measure, sample.facts));
  sample.facts.sources.erase(sample.facts.sources.begin() + 1);  // processing
  EXPECT_FALSE(IsCounted(measure, sample.facts));
}

TEST(MeasureTest, ResultsInForceAreAStock) {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kResultsInForce, 5, Channel::kOnline, kApril.first - 100);
  sample.Add("so-tu-phap", Counter::kResultsInForceDigitized, 3, Channel::kOnline, kApril.first);
  sample.Add("so-tu-phap", Counter::kResultsInForce, -2, Channel::kOnline, kApril.last);
  const std::string in_force = "stock: STOCK_RESULTS_IN_FORCE";
  EXPECT_EQ(Value("terms { stock { " + in_force + " } }", sample, kProvince), 3);
  EXPECT_EQ(Value("terms { stock { " + in_force + " opening: true } }", sample, kProvince), 5);
  EXPECT_EQ(Value("terms { stock { " + in_force + "_DIGITIZED } }", sample, kProvince), 3);
  EXPECT_EQ(
      Value("terms { stock { " + in_force + "_DIGITIZED opening: true } }", sample, kProvince), 0);
}

TEST(MeasureTest, ResultsInForceLeadToTheirDossiers) {
  const SampleFacts sample;
  const auto leaves = LeavesOf(Parsed("terms { stock { stock: STOCK_RESULTS_IN_FORCE } }"), kApril,
                               kProvince, sample.facts);
  ASSERT_THAT(leaves, SizeIs(1));
  EXPECT_EQ(leaves[0].source, "digitization");
  EXPECT_EQ(leaves[0].leaf.kind(), statistics::v1::Leaf::KIND_STOCK);
  EXPECT_THAT(leaves[0].leaf.add(), ElementsAre(statistics::v1::COUNTER_RESULTS_IN_FORCE));
  EXPECT_EQ(leaves[0].leaf.last_day(), kApril.last);
}

TEST(MeasureTest, AgenciesWithASiteAreCounted) {
  SampleFacts sample;
  std::vector<catalog::Agency> agencies = sample.facts.catalog->agencies();
  for (catalog::Agency& agency : agencies) {
    agency.has_site = agency.level == catalog::Level::kDepartment;
  }
  agencies[0].valid_to = kApril.first;
  sample.facts.catalog = *catalog::Catalog::Build(4, std::move(agencies), {}, {});
  const std::string count = "terms { catalog_count { what: WHAT_AGENCIES ";
  EXPECT_EQ(Value(count + "} }", sample, kProvince), 6);
  EXPECT_EQ(Value(count + "has_site: true } }", sample, kProvince), 2);
  EXPECT_EQ(Value(count + "has_site: true } }", sample, {false, {"so-xay-dung"}, {}}), 1);
}

}  // namespace
}  // namespace motcua::aggregator
