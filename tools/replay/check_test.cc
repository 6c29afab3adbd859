#include "tools/replay/check.h"

#include <map>

#include "gmock/gmock.h"
#include "tools/replay/settle.h"

namespace motcua::replay {
namespace {

using enum Column;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A row in which everything is stated and holds: 10 in; 6 resolved, 4 there.
CountsRow SoundRow() {
  CountsRow row;
  row.line = 2;
  row.agency = "so-tu-phap";
  for (std::size_t i = 0; i <= static_cast<std::size_t>(kExtensions); ++i) {
    row.counts[static_cast<Column>(i)] = 0;
  }
  row.counts[kReceivedOnline] = 7;
  row.counts[kCarriedOver] = 3;
  row.counts[kResolvedEarly] = 4;
  row.counts[kResolvedLate] = 2;
  row.counts[kLateOwn] = 1;
  row.counts[kLateLinked] = 1;
  row.counts[kPendingInTime] = 4;
  return row;
}

std::vector<std::string> Check(CountsRow& row) {
  std::vector<Remark> remarks;
  CheckRow(row, remarks);
  std::vector<std::string> lines;
  for (const Remark& remark : remarks) lines.push_back(ToString(remark));
  return lines;
}

TEST(CheckTest, ASoundRowStaysAsItIs) {
  CountsRow row = SoundRow();
  EXPECT_THAT(Check(row), IsEmpty());
  EXPECT_EQ(row.counts, SoundRow().counts);
}

TEST(CheckTest, MoreOutThanInIsI3AndCutsWhatIsPendingFirst) {
  CountsRow row = SoundRow();
  row.counts[kResolvedEarly] = 9;
  EXPECT_THAT(Check(row), ElementsAre(HasSubstr("column pending_in_time: I3"),
                                      HasSubstr("column resolved_early: I3")));
  EXPECT_EQ(row.counts[kPendingInTime], 0);
  EXPECT_EQ(row.counts[kResolvedEarly], 8);
}

TEST(CheckTest, HiddenDossiersAreI3AndBecomePending) {
  CountsRow row = SoundRow();
  row.counts[kCarriedOver] = 8;
  EXPECT_THAT(Check(row), ElementsAre(HasSubstr("stated 4, replayed 9")));
}

TEST(CheckTest, LateBeyondItsReasonsIsI9) {
  CountsRow row = SoundRow();
  row.counts[kLateOwn] = 0;
  EXPECT_THAT(Check(row), ElementsAre(HasSubstr(
                              "column late_own: I9: resolved_late 2 is more than late_own 0 + "
                              "late_linked 1; stated 0, replayed 1")));
}

TEST(CheckTest, PartsBeyondTheirWholeAreI7) {
  CountsRow row = SoundRow();
  row.counts[kApologies] = 3;
  row.counts[kComponentsAny] = 8;
  row.counts[kFeeDossiers] = 5;
  row.counts[kPaidNationalPortal] = 6;
  EXPECT_THAT(Check(row),
              ElementsAre(HasSubstr("column apologies: I7"), HasSubstr("column components_any: I7"),
                          HasSubstr("column paid_national_portal: I7")));
}

TEST(CheckTest, ABlankCanBeAnything) {
  CountsRow row = SoundRow();
  row.counts[kReceivedPost] = std::nullopt;
  row.counts[kResolvedEarly] = 9;
  row.counts[kComponentsAny] = 8;
  EXPECT_THAT(Check(row), IsEmpty());
}

TEST(CheckTest, RefusedBeforeReceiptDoesNotCountAsReceived) {
  CountsRow row = SoundRow();
  row.counts[kNotAccepted] = 2;
  EXPECT_THAT(Check(row), ElementsAre(HasSubstr("refused before receipt")));
  EXPECT_EQ(row.counts[kNotAccepted], 0);
  EXPECT_EQ(row.counts[kPendingInTime], 4);
}

TEST(CheckTest, WhatIsNotStatedIsChosenSoThatTheRowAddsUp) {
  CountsRow row;
  row.counts[kReceivedOnline] = 5;
  row.counts[kResolvedEarly] = 2;
  row.counts[kResolvedLate] = 1;
  std::vector<Remark> remarks;
  CompleteRow(row, /*fees_stated=*/false, remarks);
  EXPECT_EQ(row.counts[kPendingInTime], 2);
  EXPECT_EQ(row.counts[kLateOwn], 1);
  EXPECT_EQ(row.counts[kLateLinked], 0);
  EXPECT_EQ(row.counts[kCarriedOver], 0);
  for (const Remark& remark : remarks) EXPECT_EQ(remark.kind, Remark::Kind::kChosen);
}

TEST(CheckTest, ReceivedIsChosenWhenOnlyTheResolvedAreStated) {
  CountsRow row;
  row.counts[kResolvedOnTime] = 6;
  row.counts[kPendingOverdue] = 2;
  std::vector<Remark> remarks;
  CompleteRow(row, /*fees_stated=*/false, remarks);
  EXPECT_EQ(row.counts[kReceivedInPerson], 8);
  EXPECT_EQ(row.counts[kPendingInTime], 0);
}

TEST(SettleTest, ChildrenBeyondTheirParentAreI8) {
  Scenario scenario;
  scenario.rows_contain_children = true;
  scenario.agencies.resize(2);
  scenario.agencies[0].id = "huyen";
  scenario.agencies[1].id = "xa";
  scenario.agencies[1].parent = "huyen";
  CountsRow parent = SoundRow();
  parent.agency = "huyen";
  CountsRow child;
  child.agency = "xa";
  child.counts[kReceivedOnline] = 9;
  child.counts[kResolvedEarly] = 4;
  scenario.rows = {parent, child};
  std::vector<Remark> remarks;
  TakeOutChildren(scenario, scenario.rows, remarks);
  ASSERT_EQ(remarks.size(), 1u);
  EXPECT_EQ(remarks[0].identity, "I8");
  EXPECT_EQ(remarks[0].used, 9);
  EXPECT_EQ(scenario.rows[0].counts[kReceivedOnline], 0);
  EXPECT_EQ(scenario.rows[0].counts[kResolvedEarly], 0);
  EXPECT_EQ(scenario.rows[0].counts[kCarriedOver], 3);
}

TEST(CheckTest, ResultsAndLinkedLegsTogetherAreAtMostWhatWasResolved) {
  CountsRow row = SoundRow();
  row.counts[kReceivedLinked] = 3;
  row.counts[kReceivedOnline] = 4;
  row.counts[kResolvedLinked] = 2;
  row.counts[kResultsDigitized] = 5;
  EXPECT_THAT(Check(row),
              ElementsAre(HasSubstr("column results_digitized: I7: is more than resolved_early + "
                                    "resolved_on_time + resolved_late = 6 without resolved_linked "
                                    "= 2; stated 5, replayed 4")));
  row.counts[kResolvedLinked] = 4;
  EXPECT_THAT(Check(row), ElementsAre(HasSubstr("column resolved_linked: I7: is more than "
                                                "received_linked = 3; stated 4, replayed 3"),
                                      HasSubstr("column results_digitized: I7")));
}

TEST(CheckTest, FeesNeedAsManyReceipts) {
  CountsRow row;
  row.counts[kReceivedOnline] = 2;
  row.counts[kPaidNationalPortal] = 5;
  std::vector<Remark> remarks;
  CompleteRow(row, /*fees_stated=*/true, remarks);
  EXPECT_EQ(row.counts[kFeeDossiers], 5);
  EXPECT_EQ(row.counts[kRecordedProvinceSystem], 0);
  EXPECT_EQ(row.counts[kReceivedInPerson], 3);
  EXPECT_EQ(row.counts[kPendingInTime], 5);
}

TEST(SettleTest, InconsistentScenariosAreRefusedWithRowColumnAndIdentity) {
  const std::map<std::string, std::string> faults = {
      {"inconsistent_row", "counts.tsv line 2 (so_tu_phap), column pending_in_time: I3"},
      {"paid_beyond_fees", "counts.tsv line 2 (so_tu_phap), column paid_national_portal: I7"},
      {"full_beyond_any", "counts.tsv line 2 (so_tu_phap), column components_full: I7"},
      {"late_step_of_nobody", "counts.tsv line 2 (so_tu_phap), column late_at_department: I9"},
  };
  for (const auto& [folder, fault] : faults) {
    const absl::StatusOr<Scenario> scenario = ReadScenario("tests/data/hostile/" + folder);
    ASSERT_TRUE(scenario.ok()) << scenario.status();
    std::vector<Remark> remarks;
    Settle(*scenario, remarks);
    const absl::Status refusal = RefusalOf(remarks);
    EXPECT_TRUE(absl::IsInvalidArgument(refusal)) << folder;
    EXPECT_THAT(std::string(refusal.message()), HasSubstr(fault));
  }
}

}  // namespace
}  // namespace motcua::replay
