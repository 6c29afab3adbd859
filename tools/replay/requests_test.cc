#include "tools/replay/requests.h"

#include <set>

#include "gmock/gmock.h"
#include "tools/replay/batches.h"
#include "tools/replay/settle.h"

namespace motcua::replay {
namespace {

using processing::v1::CaseCommand;
using ::testing::ElementsAre;
using ::testing::SizeIs;

// Four working days before and in a period of one week.
WorkTime Week() { return WorkTime({}, *ParseDay("2022-03-07"), *ParseDay("2022-03-11")); }

PlannedDossier LateDossier(const WorkTime& time) {
  PlannedDossier dossier;
  dossier.code = "H50.07-220301-0001";
  dossier.agency = "so-xay-dung";
  dossier.procedure = "1.1";
  dossier.receive = time.Before(4);
  dossier.due = time.DayOf(time.Before(1));
  dossier.outcome = Outcome::kLate;
  dossier.end = time.first() + 20;
  dossier.apologised = true;
  PlannedLeg second;
  second.agency = "cuc-thue";
  second.receive = time.first() + 1;
  second.end = time.first() + 10;
  second.outcome = Outcome::kEarly;
  second.due = time.period_end();
  PlannedLeg first = second;
  first.agency = "so-tu-phap";
  first.receive = time.Before(3);
  first.extension = Extension{first.receive + 1, time.DayOf(time.first())};
  dossier.linked = {second, first};
  return dossier;
}

TEST(RequestsTest, WhatHappensToADossierStandsInOrderOfTimeWithLegsAsProcessingNumbersThem) {
  const WorkTime time = Week();
  const std::vector<CaseCommand> commands = Commands(LateDossier(time), time, "key");
  std::vector<int> kinds;
  for (const CaseCommand& command : commands) kinds.push_back(command.command_case());
  EXPECT_THAT(kinds, ElementsAre(CaseCommand::kApologiseCase, CaseCommand::kHandOverCase,
                                 CaseCommand::kExtendCase, CaseCommand::kHandOverCase,
                                 CaseCommand::kFinishLeg, CaseCommand::kFinishLeg,
                                 CaseCommand::kFinishCase));
  EXPECT_EQ(commands[1].hand_over_case().agency(), "agencies/so-tu-phap");
  EXPECT_EQ(commands[1].hand_over_case().due_date(), "2022-03-07");
  EXPECT_EQ(commands[2].extend_case().leg(), 1);
  EXPECT_EQ(commands[2].extend_case().due_date(), "2022-03-11");
  EXPECT_EQ(commands[6].finish_case().name(), "dossiers/H50.07-220301-0001");
  EXPECT_EQ(commands[6].finish_case().request_id(), "key/H50.07-220301-0001/7");
}

TEST(RequestsTest, ADossierIsReceivedWithTheFactsOfThePlan) {
  const WorkTime time = Week();
  const auto request = ReceiveRequest(LateDossier(time), time, "key");
  EXPECT_EQ(request.import().code(), "H50.07-220301-0001");
  EXPECT_EQ(request.import().due_date(), "2022-03-04");
  EXPECT_EQ(request.import().receive_time().seconds(),
            absl::ToUnixSeconds(absl::FromCivil(absl::CivilHour(2022, 3, 1, 7), LocalZone())));
  EXPECT_FALSE(request.dossier().applicant().full_name().empty());
}

TEST(RequestsTest, RequestIdsOfAWholeReplayAreUniqueAndShortEnough) {
  const absl::StatusOr<Scenario> scenario = ReadScenario("tests/data/ninh_binh_small");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  std::vector<Remark> remarks;
  const Plan plan = MakePlan(*scenario, Settle(*scenario, remarks), remarks);
  std::set<std::string> ids;
  for (const PlannedDossier& dossier : plan.dossiers) {
    const auto receipt = ReceiveRequest(dossier, plan.time, scenario->digest);
    EXPECT_TRUE(ids.insert(receipt.request_id()).second);
    for (const CaseCommand& command : Commands(dossier, plan.time, scenario->digest)) {
      if (!command.has_finish_case()) continue;
      EXPECT_TRUE(ids.insert(command.finish_case().request_id()).second);
    }
  }
  for (const std::string& id : ids) EXPECT_LE(id.size(), 64u);
}

TEST(BatchesTest, GroupsStayWholeAndBatchesAreNeverTooLong) {
  std::vector<Group<int>> groups(700, Group<int>(3, 0));
  const auto batches = Pack(groups);
  ASSERT_THAT(batches, SizeIs(3));
  EXPECT_THAT(batches[0], SizeIs(333));
  for (const auto& group : batches[2]) EXPECT_THAT(group, SizeIs(3));
}

TEST(BatchesTest, OnlyGroupsWithAnEntryPutOffAreSentAgainAndWhole) {
  std::vector<std::vector<Group<int>>> calls;
  std::size_t settled = 0;
  const absl::Status sent = SendBatch<int>(
      {{1, 2}, {3, 4}}, absl::Seconds(5),
      [&](const std::vector<Group<int>>& groups, std::vector<Fate>& fates) {
        calls.push_back(groups);
        if (calls.size() == 1) return absl::UnavailableError("down");
        fates = {Fate::kDone, Fate::kRefused, Fate::kDone, Fate::kAgain};
        if (calls.size() == 3) fates = {Fate::kDone, Fate::kDone};
        return absl::OkStatus();
      },
      [&](std::size_t entries) { settled += entries; });
  EXPECT_TRUE(sent.ok());
  ASSERT_THAT(calls, SizeIs(3));
  EXPECT_THAT(calls[1], ElementsAre(Group<int>{1, 2}, Group<int>{3, 4}));
  EXPECT_THAT(calls[2], ElementsAre(Group<int>{3, 4}));
  EXPECT_EQ(settled, 4u);
}

TEST(BatchesTest, AnErrorThatWillNotPassEndsTheWork) {
  int calls = 0;
  const absl::Status sent = SendBatch<int>(
      {{1}}, absl::Seconds(5),
      [&](const std::vector<Group<int>>&, std::vector<Fate>&) {
        ++calls;
        return absl::PermissionDeniedError("no");
      },
      [](std::size_t) {});
  EXPECT_TRUE(absl::IsPermissionDenied(sent));
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace motcua::replay
