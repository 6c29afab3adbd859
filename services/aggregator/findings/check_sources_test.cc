#include "services/aggregator/findings/check_sources.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Finding> From(const std::vector<Finding>& findings, const std::string& cause) {
  std::vector<Finding> some;
  for (const Finding& finding : findings) {
    if (finding.cause_en.find(cause) != std::string::npos) some.push_back(finding);
  }
  return some;
}

// Nothing but what intake and processing count.
SampleFacts Desk() {
  SampleFacts sample;
  sample.facts.sources.resize(2);
  return sample;
}

TEST(CheckSourcesTest, NobodyReceivesMoreThanWasFiled) {
  SampleFacts sample = Desk();
  sample.Add("so-tu-phap", Counter::kFiled, 5);
  sample.Add("so-tu-phap", Counter::kRefused, 1);
  sample.Add("so-tu-phap", Counter::kReceived, 4);
  sample.Add("so-tu-phap", Counter::kReceived, 9, Channel::kLinked);
  EXPECT_THAT(CheckSources(sample.facts, kApril), IsEmpty());  // nothing was promised
  sample.CompleteUntil(kApril.last + 1);
  EXPECT_THAT(CheckSources(sample.facts, kApril), IsEmpty());
  sample.Add("so-tu-phap", Counter::kReceived, 6);
  const auto findings = CheckSources(sample.facts, kApril);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].identity, "I10");
  EXPECT_EQ(findings[0].difference(), 2);
}

TEST(CheckSourcesTest, UndatedDossiersAreAFinding) {
  SampleFacts sample;
  sample.Add("xa-cam-an", Counter::kUndated, 2, Channel::kOnline, kApril.first - 100);
  sample.Add("xa-cam-an", Counter::kFinishedUndated, 1, Channel::kOnline, kApril.last);
  const auto findings = FindUndated(sample.facts, kApril);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].row, "xa-cam-an");
  EXPECT_EQ(findings[0].shown, 3);
}

// Five received of own channels and two finished, one of them undated.
SampleFacts Month() {
  SampleFacts sample;
  sample.Add("so-tu-phap", Counter::kFiled, 5);
  sample.Add("so-tu-phap", Counter::kReceived, 5);
  sample.Add("so-tu-phap", Counter::kReceived, 8, Channel::kLinked);
  sample.Add("so-tu-phap", Counter::kFinishedLate, 1, Channel::kOnline, kApril.last);
  sample.Add("so-tu-phap", Counter::kFinishedUndated, 1, Channel::kOnline, kApril.last);
  sample.Add("so-tu-phap", Counter::kFinishedEarly, 3, Channel::kLinked, kApril.last);
  sample.Add("so-tu-phap", Counter::kComponentsReceived, 5);
  sample.Add("so-tu-phap", Counter::kResultsFinished, 2, Channel::kOnline, kApril.last);
  sample.Add("so-tu-phap", Counter::kPaidNoneUnrecorded, 2);
  sample.Add("so-tu-phap", Counter::kPaidBothRecorded, 3);
  sample.CompleteUntil(kApril.last + 1);
  return sample;
}

TEST(CheckSourcesTest, SourcesThatAgreeGiveNoFinding) {
  EXPECT_THAT(CheckSources(Month().facts, kApril), IsEmpty());
}

TEST(CheckSourcesTest, DigitizationCountsWhatProcessingReceivedAndFinished) {
  SampleFacts sample = Month();
  sample.Add("so-tu-phap", Counter::kComponentsReceived, 4);
  sample.Add("so-tu-phap", Counter::kResultsFinished, 3, Channel::kOnline, kApril.last);
  const auto findings = CheckSources(sample.facts, kApril);
  ASSERT_THAT(findings, SizeIs(2));
  const auto received = From(findings, "numbers received");
  ASSERT_THAT(received, SizeIs(1));
  EXPECT_EQ(received[0].identity, "I10");
  EXPECT_EQ(received[0].row, "so-tu-phap");
  EXPECT_EQ(received[0].difference(), -1);
  const auto finished = From(findings, "numbers finished");
  ASSERT_THAT(finished, SizeIs(1));
  EXPECT_EQ(finished[0].expected, 2);
  EXPECT_EQ(finished[0].shown, 3);
}

TEST(CheckSourcesTest, NoMoreBearAFeeThanWereReceived) {
  SampleFacts sample = Month();
  sample.Add("so-tu-phap", Counter::kPaidOtherRecorded, 1);
  const auto findings = CheckSources(sample.facts, kApril);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].expected, 5);
  EXPECT_EQ(findings[0].shown, 6);
}

TEST(CheckSourcesTest, DaysThatASourceHasNotToldWholeAreNotCompared) {
  SampleFacts sample = Month();
  sample.Add("so-tu-phap", Counter::kResultsFinished, 9, Channel::kOnline, kApril.last);
  sample.facts.sources[3].standing->complete_until = StartOfDay(kApril.last);
  EXPECT_THAT(CheckSources(sample.facts, kApril), IsEmpty());
}

TEST(CheckSourcesTest, APeriodThatNoSourceHasToldIsNotCompared) {
  SampleFacts sample = Month();
  sample.Add("so-tu-phap", Counter::kReceived, 9, Channel::kOnline, kApril.last + 3);
  EXPECT_THAT(CheckSources(sample.facts, {kApril.last + 5, kApril.last + 11}), IsEmpty());
}

TEST(CheckSourcesTest, AReopenedDossierMayHaveNoResultForAWhile) {
  SampleFacts sample = Month();
  sample.Add("so-tu-phap", Counter::kResultsFinished, 1, Channel::kOnline, kApril.last);
  EXPECT_THAT(CheckSources(sample.facts, kApril), SizeIs(1));
  sample.Add("so-tu-phap", Counter::kReopened, 1, Channel::kOnline, kApril.last + 1);
  sample.CompleteUntil(kApril.last + 2);
  EXPECT_THAT(CheckSources(sample.facts, kApril), IsEmpty());
  sample.Add("so-tu-phap", Counter::kResultsFinished, 0, Channel::kOnline, kApril.last);
  const auto findings = CheckSources(sample.facts, kApril);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].expected, 1);
}

TEST(CheckSourcesTest, DaysBeforeThePeriodAreAnotherReportsFinding) {
  SampleFacts sample = Month();
  sample.Add("so-tu-phap", Counter::kComponentsReceived, 9, Channel::kOnline, kApril.first - 1);
  EXPECT_THAT(CheckSources(sample.facts, kApril), IsEmpty());
  EXPECT_THAT(CheckSources(sample.facts, {kApril.first - 1, kApril.last}), SizeIs(1));
}

}  // namespace
}  // namespace motcua::aggregator
