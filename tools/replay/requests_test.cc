#include "tools/replay/requests.h"

#include <set>

#include "common/worktime/calendars_for_test.h"
#include "gmock/gmock.h"
#include "tools/replay/command.h"
#include "tools/replay/paper_requests.h"
#include "tools/replay/payment_requests.h"
#include "tools/replay/settle.h"

namespace motcua::replay {
namespace {

using processing::v1::CaseCommand;
using ::testing::ElementsAre;

// Four working days before and in a period of one week.
WorkTime Week() {
  return WorkTime(worktime::PlainCalendar(), *ParseDay("2022-03-07"), *ParseDay("2022-03-11"));
}

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

template <typename Command>
void AddIds(std::vector<Command> commands, std::set<std::string>& ids) {
  for (Command& command : commands) {
    const google::protobuf::Message* request = RequestOf(command);
    const std::string id = request->GetReflection()->GetString(
        *request, request->GetDescriptor()->FindFieldByName("request_id"));
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
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
    AddIds(Commands(dossier, plan.time, scenario->digest), ids);
    AddIds(PaymentCommands(dossier, plan.time, scenario->digest), ids);
    AddIds(ComponentCommands(dossier, plan.time, scenario->digest), ids);
    AddIds(ResultCommands(dossier, plan.time, scenario->digest), ids);
  }
  for (const std::string& id : ids) EXPECT_LE(id.size(), 64u);
}

}  // namespace
}  // namespace motcua::replay
