#include "tools/replay/requests.h"

#include <set>

#include "gmock/gmock.h"
#include "tools/replay/batches.h"
#include "tools/replay/command.h"
#include "tools/replay/paper.h"
#include "tools/replay/paper_requests.h"
#include "tools/replay/payment_requests.h"
#include "tools/replay/settle.h"

namespace motcua::replay {
namespace {

using payment::v1::AccountCommand;
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

template <typename Command>
void AddIds(std::vector<Command> commands, std::set<std::string>& ids) {
  for (Command& command : commands) {
    const google::protobuf::Message* request = RequestOf(command);
    const std::string id = request->GetReflection()->GetString(
        *request, request->GetDescriptor()->FindFieldByName("request_id"));
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
}

// Of the dossier above: paid on both ways, its money recorded.
std::vector<AccountCommand> Payments(PlannedFee fee) {
  const WorkTime time = Week();
  PlannedDossier dossier = LateDossier(time);
  fee.begin = time.first() + 2;
  dossier.fee = fee;
  return PaymentCommands(dossier, time, "key");
}

TEST(PaymentRequestsTest, MoneyComesInTheOrderOfItsSteps) {
  const std::vector<AccountCommand> commands = Payments({.obligation = true,
                                                         .dong = 70'000,
                                                         .national_portal = true,
                                                         .province_gateway = true,
                                                         .recorded = true});
  std::vector<int> kinds;
  for (const AccountCommand& command : commands) kinds.push_back(command.command_case());
  EXPECT_THAT(kinds, ElementsAre(AccountCommand::kRaiseObligation, AccountCommand::kStartPayment,
                                 AccountCommand::kConfirmPayment, AccountCommand::kRaiseObligation,
                                 AccountCommand::kStartPayment, AccountCommand::kConfirmPayment,
                                 AccountCommand::kIssueReceipt));
  EXPECT_EQ(commands[0].raise_obligation().amount().dong(), 70'000);
  EXPECT_EQ(commands[2].confirm_payment().amount().dong(), 70'000);
  EXPECT_EQ(commands[2].confirm_payment().reference(), "dossiers/H50.07-220301-0001/payments/1");
  EXPECT_EQ(commands[5].confirm_payment().reference(), "dossiers/H50.07-220301-0001/payments/2");
  EXPECT_EQ(commands[5].confirm_payment().amount().dong(),
            commands[3].raise_obligation().amount().dong());
  EXPECT_EQ(commands[6].issue_receipt().book(), "BL-2022");
  EXPECT_EQ(commands[6].issue_receipt().request_id(), "key/H50.07-220301-0001/p7");
  EXPECT_EQ(commands[6].issue_receipt().event_time().seconds() -
                commands[0].raise_obligation().event_time().seconds(),
            6 * 60);
}

TEST(PaymentRequestsTest, CashIsCollectedWithItsReceiptAndUnpaidMoneyNeedsNoStep) {
  const std::vector<AccountCommand> commands = Payments({.dong = 70'000, .recorded = true});
  ASSERT_THAT(commands, SizeIs(1));
  EXPECT_EQ(commands[0].collect_payment().book(), "BL-2022");
  EXPECT_FALSE(commands[0].collect_payment().has_amount());
  EXPECT_THAT(Payments({.dong = 70'000}), SizeIs(0));
}

TEST(PaymentRequestsTest, AStatementSaysWhatWasPaidThroughItsGatewayThatDay) {
  const WorkTime time = Week();
  PlannedDossier dossier = LateDossier(time);
  dossier.fee = PlannedFee{.dong = 70'000, .national_portal = true, .begin = time.first()};
  const std::vector<GatewayStatement> statements =
      StatementsOf({Catalog(Scenario()), time, {dossier, LateDossier(time)}});
  ASSERT_THAT(statements, SizeIs(1));
  EXPECT_EQ(FormatDay(statements[0].day), "2022-03-07");
  EXPECT_EQ(statements[0].file,
            "gateway_transaction\treference\tamount\tcurrency\ttime\n"
            "H50.07-220301-0001.1\tdossiers/H50.07-220301-0001/payments/1\t70000\tVND\t"
            "2022-03-07T07:01:00+07:00\n");
}

TEST(PaperRequestsTest, EveryPaperIsAFileOfItsOwnThatItsCommandsName) {
  const WorkTime time = Week();
  PlannedDossier dossier = LateDossier(time);
  dossier.citizen = 3;
  dossier.papers = {.scanned = {kForm, kPaper},
                    .scan = time.first() + 1,
                    .result = time.first() + 30,
                    .stored = time.first() + 31};
  std::set<std::string> names;
  for (const std::string& paper : Uploads(dossier)) names.insert(FileName(paper));
  EXPECT_THAT(names, SizeIs(3));
  const auto components = ComponentCommands(dossier, time, "key");
  const auto results = ResultCommands(dossier, time, "key");
  ASSERT_THAT(components, SizeIs(2));
  ASSERT_THAT(results, SizeIs(2));
  EXPECT_EQ(names, (std::set<std::string>{components[0].attach_component().file(),
                                          components[1].attach_component().file(),
                                          results[0].attach_result().file()}));
  EXPECT_THAT(components[0].attach_component().steps(),
              ElementsAre("extract", "assign_code", "store"));
  EXPECT_EQ(results[1].store_document().owner_identity(), "000000000003");
  EXPECT_EQ(ReceiveRequest(dossier, time, "key").dossier().applicant().identity_number(),
            "000000000003");
  dossier.papers.reuse = time.first() + 40;
  const auto reuse = ReuseCommand(dossier, "documents/d", time, "key").reuse_document();
  EXPECT_EQ(reuse.owner_identity(), "000000000003");
  EXPECT_EQ(reuse.component(), kPaper);
}

TEST(PaperTest, APaperPointsAtItsOwnTable) {
  const std::string paper = MakePaper("H50.07-220301-0001", kForm);
  EXPECT_EQ(paper, MakePaper("H50.07-220301-0001", kForm));
  EXPECT_NE(paper, MakePaper("H50.07-220301-0002", kForm));
  const std::size_t start = paper.find("startxref\n") + sizeof("startxref\n") - 1;
  EXPECT_EQ(paper.substr(std::stoul(paper.substr(start)), 5), "xref\n");
  EXPECT_EQ(paper.substr(paper.size() - 6), "%%EOF\n");
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
