#include "services/aggregator/findings/check_tables.h"

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const Definitions& Shipped() {
  static const Definitions* const definitions =
      new Definitions(*LoadDefinitions("deploy/definitions"));
  return *definitions;
}

std::vector<Finding> Check(const Definitions& definitions, const std::string& table,
                           const SampleFacts& sample) {
  const v1::TableDefinition& definition = definitions.at(table);
  const Sheet sheet = SheetOf(definition, Compute(definition, sample.facts, kApril), sample.facts);
  return CheckTables(definitions, definition, sheet, sample.facts, kApril);
}

TEST(CheckTablesTest, TheSameMeasureInTwoTablesIsEqual) {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 2);
  EXPECT_THAT(Check(Shipped(), "pl1_online", sample), IsEmpty());
  Definitions changed = Shipped();
  v1::TableDefinition negative = Shipped().at("pl3_resolution");
  negative.mutable_columns(0)->mutable_value()->mutable_terms(0)->set_minus(true);
  changed.Add(std::move(negative));
  const auto findings = Check(changed, "pl1_online", sample);
  ASSERT_THAT(findings, SizeIs(2));  // the row and the total
  EXPECT_EQ(findings[0].identity, "I10");
  EXPECT_EQ(findings[0].expected, -2);
}

TEST(CheckTablesTest, LinkedStepsAreTheKnownGapBetweenResultsAndResolved) {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kFinishedEarly, 5);
  sample.Add("so-tu-phap", Counter::kFinishedEarly, 2, Channel::kLinked);
  sample.Add("so-tu-phap", Counter::kResultsFinished, 5);
  const auto findings = Check(Shipped(), "pl2_2_results", sample);
  ASSERT_THAT(findings, SizeIs(4));  // two checks, on the row and the total
  EXPECT_THAT(findings, Each(Field(&Finding::severity, Severity::kWarning)));
  EXPECT_EQ(findings[0].difference(), -2);
  EXPECT_EQ(findings[0].explained, -2);
  sample.Add("so-tu-phap", Counter::kResultsFinished, 4);
  const auto others = Check(Shipped(), "pl2_2_results", sample);
  EXPECT_THAT(others, Each(Field(&Finding::severity, Severity::kViolation)));
  EXPECT_EQ(others[0].difference(), -3);
  EXPECT_EQ(others[0].explained, -2);
}

TEST(CheckTablesTest, WhatNoSourceCountsIsNotCompared) {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kReceived, 5);
  EXPECT_THAT(Check(Shipped(), "pl2_1_components", sample), Not(IsEmpty()));
  sample.facts.sources.resize(3);  // no digitization
  EXPECT_THAT(Check(Shipped(), "pl2_1_components", sample), IsEmpty());
}

TEST(CheckTablesTest, NoMoreBearAFeeThanWereReceived) {
  SampleFacts sample;
  sample.Add("huyen-cam-lo", Counter::kReceived, 3, Channel::kPost);
  sample.Add("huyen-cam-lo", Counter::kReceived, 3, Channel::kLinked);
  sample.Add("huyen-cam-lo", Counter::kPaidNoneUnrecorded, 3, Channel::kPost);
  EXPECT_THAT(Check(Shipped(), "pl6_2_fees_huyen", sample), IsEmpty());
  sample.Add("huyen-cam-lo", Counter::kPaidNoneUnrecorded, 4, Channel::kPost);
  const auto findings = Check(Shipped(), "pl6_2_fees_huyen", sample);
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].identity, "I7");
  EXPECT_THAT(findings[0].columns, ElementsAre("fee_dossiers"));
  EXPECT_EQ(findings[0].expected, 3);
}

}  // namespace
}  // namespace motcua::aggregator
