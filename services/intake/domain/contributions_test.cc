#include "services/intake/domain/contributions.h"

#include "gtest/gtest.h"
#include "services/intake/domain/decide.h"
#include "services/intake/domain/sample_catalog.h"

namespace motcua::intake {
namespace {

using statistics::CellKey;
using statistics::Counter;
using statistics::Deltas;

Dossier Sample(Channel channel) {
  Dossier dossier;
  dossier.code = "H50.12-220315-0001";
  dossier.agency = "so-tu-phap";
  dossier.procedure = "khai-sinh";
  dossier.channel = channel;
  // 23:59 local time, 16:59 UTC: the day is the local one.
  dossier.file_time = StartOfDay(DayAt("2022-03-16")) - absl::Minutes(1);
  return dossier;
}

class ContributionsTest : public ::testing::Test {
 protected:
  static Deltas Cells(Channel channel,
                      const std::vector<std::pair<Counter, const char*>>& counted) {
    Deltas cells;
    for (const auto& [counter, date] : counted) {
      CellKey key{"so-tu-phap", "khai-sinh", channel, DayAt(date), counter, ""};
      cells.Add(key, 1);
    }
    return cells;
  }
};

TEST_F(ContributionsTest, FilingCountsOnItsLocalDay) {
  EXPECT_EQ(Contributions(Sample(Channel::kOnline)),
            Cells(Channel::kOnline, {{Counter::kFiled, "2022-03-15"}}));
}

TEST_F(ContributionsTest, PostCountsAsPostalIn) {
  EXPECT_EQ(
      Contributions(Sample(Channel::kPost)),
      Cells(Channel::kPost, {{Counter::kFiled, "2022-03-15"}, {Counter::kPostalIn, "2022-03-15"}}));
}

TEST_F(ContributionsTest, RefusalBeforeReceiptCountsOnItsDay) {
  Dossier dossier = Sample(Channel::kInPerson);
  dossier.status = Status::kRefused;
  dossier.refused_day = DayAt("2022-03-18");
  EXPECT_EQ(Contributions(dossier), Cells(Channel::kInPerson, {{Counter::kFiled, "2022-03-15"},
                                                               {Counter::kRefused, "2022-03-18"}}));
}

TEST_F(ContributionsTest, RefusalAfterReceiptIsCountedByProcessingAlone) {
  Dossier dossier = Sample(Channel::kInPerson);
  dossier.receive_time = dossier.file_time;
  dossier.status = Status::kReceived;
  const auto decision =
      Decide(&dossier, ApplyCase{{{1, MorningOf("2022-03-18"), Status::kRefused, {}}}}, Context{});
  EXPECT_EQ(Contributions(decision->after),
            Cells(Channel::kInPerson, {{Counter::kFiled, "2022-03-15"}}));
}

TEST_F(ContributionsTest, FirstAndRepeatedSupplementsCountOnTheirDays) {
  Dossier dossier = Sample(Channel::kOnline);
  dossier.receive_time = dossier.file_time;
  dossier.status = Status::kReceived;
  ApplyCase apply;
  const auto step = [&](const char* date, Status status) {
    const bool asked = status == Status::kSupplementRequested;
    apply.steps.push_back({1, MorningOf(date), status, {}, asked, false});
  };
  step("2022-03-17", Status::kSupplementRequested);
  apply.steps.push_back({1, MorningOf("2022-03-17"), Status::kSupplementRequested, {}});
  step("2022-03-18", Status::kInProcessing);
  step("2022-03-21", Status::kSupplementRequested);
  // For a linked leg: the dossier stays in processing.
  step("2022-03-22", Status::kInProcessing);
  apply.steps.push_back({1, MorningOf("2022-03-23"), Status::kInProcessing, {}, true, false});
  const auto decision = Decide(&dossier, apply, Context{});
  Deltas expected = Cells(Channel::kOnline, {{Counter::kFiled, "2022-03-15"},
                                             {Counter::kSupplementFirst, "2022-03-17"},
                                             {Counter::kSupplementRepeated, "2022-03-21"},
                                             {Counter::kSupplementRepeated, "2022-03-23"}});
  EXPECT_EQ(Contributions(decision->after), expected);
}

TEST_F(ContributionsTest, ResultByPostCountsAtTheHandOver) {
  Dossier dossier = Sample(Channel::kOnline);
  dossier.receive_time = dossier.file_time;
  dossier.status = Status::kFinished;
  CaseStep step{1, MorningOf("2022-03-25"), Status::kResultHandedOver, {}, false, true};
  EXPECT_EQ(Contributions(Decide(&dossier, ApplyCase{{step}}, Context{})->after),
            Cells(Channel::kOnline,
                  {{Counter::kFiled, "2022-03-15"}, {Counter::kPostalOut, "2022-03-25"}}));
  step.handed_over_by_post = false;
  EXPECT_EQ(Contributions(Decide(&dossier, ApplyCase{{step}}, Context{})->after),
            Cells(Channel::kOnline, {{Counter::kFiled, "2022-03-15"}}));
}

TEST_F(ContributionsTest, VoidDossierCountsNowhere) {
  Dossier dossier = Sample(Channel::kPost);
  dossier.status = Status::kVoid;
  EXPECT_EQ(Contributions(dossier), Deltas());
}

}  // namespace
}  // namespace motcua::intake
