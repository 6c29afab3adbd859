#include "tools/replay/payment_requests.h"

#include "common/worktime/calendars_for_test.h"
#include "gmock/gmock.h"

namespace motcua::replay {
namespace {

using payment::v1::AccountCommand;
using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr char kCode[] = "H50.07-220301-0001";

// Four working days before and in a period of one week.
WorkTime Week() {
  return WorkTime(worktime::PlainCalendar(), *ParseDay("2022-03-07"), *ParseDay("2022-03-11"));
}

std::vector<AccountCommand> Payments(PlannedFee fee) {
  const WorkTime time = Week();
  PlannedDossier dossier;
  dossier.code = kCode;
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
  PlannedDossier dossier;
  dossier.code = kCode;
  dossier.fee = PlannedFee{.dong = 70'000, .national_portal = true, .begin = time.first()};
  const std::vector<GatewayStatement> statements =
      StatementsOf({Catalog(Scenario()), time, {dossier, PlannedDossier()}});
  ASSERT_THAT(statements, SizeIs(1));
  EXPECT_EQ(FormatDay(statements[0].day), "2022-03-07");
  EXPECT_EQ(statements[0].file,
            "gateway_transaction\treference\tamount\tcurrency\ttime\n"
            "H50.07-220301-0001.1\tdossiers/H50.07-220301-0001/payments/1\t70000\tVND\t"
            "2022-03-07T07:01:00+07:00\n");
}

}  // namespace
}  // namespace motcua::replay
