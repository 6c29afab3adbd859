#include "gmock/gmock.h"
#include "services/payment/domain/amount.h"
#include "services/payment/domain/testing.h"

namespace motcua::payment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr PaymentChannel kQr = PaymentChannel::kQrTransfer;
constexpr PaymentChannel kPortal = PaymentChannel::kNationalPortal;

TEST(ConfirmationTest, TheExactAmountIsPosted) {
  Story story(100);
  story.At(1, 9).Start(kQr);
  EXPECT_EQ(story.state(), AccountState::kWaiting);
  EXPECT_EQ(story.balance(LedgerName::kPendingIn, kQr), 100);
  story.At(1, 9, 5).Confirm(100, "FT1", 1);
  EXPECT_EQ(story.outcome(), Outcome::kPosted);
  EXPECT_EQ(story.last().confirmation->payment, 1);
  EXPECT_EQ(story.last().confirmation->dossier, kCode);
  EXPECT_THAT(story.findings(), IsEmpty());
  EXPECT_EQ(story.state(), AccountState::kPaid);
  EXPECT_EQ(story.balance(LedgerName::kClearing, kQr), 100);
  EXPECT_EQ(story.balance(LedgerName::kPendingIn, kQr), 0);
  EXPECT_EQ(story.account().payments[0].pay_time, AprilAt(1, 9, 5));
}

TEST(ConfirmationTest, ADossierWithoutNumberMeansThePendingPayment) {
  Story story(100);
  story.At(1, 9).Start(kQr).At(1, 9, 5).Confirm(100);
  EXPECT_EQ(story.outcome(), Outcome::kPosted);
  EXPECT_EQ(story.last().confirmation->payment, 1);
}

TEST(ConfirmationTest, LessLeavesTheRestOwed) {
  Story story(100);
  story.At(1, 9).Start(kQr).At(1, 9, 5).Confirm(60, "FT1", 1);
  EXPECT_EQ(story.outcome(), Outcome::kPostedWithFinding);
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kUnderpaid));
  EXPECT_EQ(story.last().confirmation->finding->amount_dong, 40);
  EXPECT_EQ(OwedDong(story.account()), 40);
  EXPECT_EQ(story.state(), AccountState::kUnpaid);
}

TEST(ConfirmationTest, LessThanBegunButAllThatIsOwedIsNotTooLittle) {
  Story story(100);
  story.At(1, 9).Start(kQr).Then(ChangeObligation{1, 60, "tariff"}).At(1, 9, 5).Confirm(60);
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kPaidLate));
  EXPECT_EQ(story.state(), AccountState::kPaid);
}

TEST(ConfirmationTest, MoreBecomesAnOverpayment) {
  Story story(100);
  story.At(1, 9).Start(kQr).At(1, 9, 5).Confirm(130, "FT1", 1);
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kOverpaid));
  EXPECT_EQ(story.last().confirmation->finding->amount_dong, 30);
  EXPECT_EQ(OverpaidDong(story.account()), 30);
  EXPECT_EQ(PaidDong(story.account()), 130);
}

TEST(ConfirmationTest, MoneyAfterTheExpiryIsLateWhetherOrNotTheSweepCameBy) {
  for (const bool swept : {false, true}) {
    Story story(100);
    story.At(1, 9).Start(kQr).At(1, 9, 16);
    if (swept) story.Then(ExpirePayments{});
    story.Confirm(100, "FT1", 1);
    EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kPaidLate)) << swept;
    EXPECT_EQ(story.last().confirmation->finding->amount_dong, 100);
    EXPECT_EQ(story.last().confirmation->payment, 1);
    EXPECT_EQ(story.state(), AccountState::kPaid);
    EXPECT_EQ(OwedDong(story.account()), 0);
  }
}

TEST(ConfirmationTest, MoneyPaidInTimeIsNotLateWhenItIsToldLate) {
  Story story(100);
  story.At(1, 9).Start(kQr).At(1, 9, 20).Then(ExpirePayments{});
  EXPECT_EQ(story.account().payments[0].state, PaymentState::kExpired);
  story.At(1, 9, 15).Confirm(100, "FT1", 1);  // the very instant it expired
  EXPECT_EQ(story.outcome(), Outcome::kPosted);
  EXPECT_EQ(story.account().payments[0].state, PaymentState::kPosted);
}

TEST(ConfirmationTest, MoneyForACancelledPaymentIsLate) {
  Story story(100);
  story.At(1, 9).Start(kQr).Then(CancelPayment{1}).At(1, 9, 5).Confirm(100);
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kPaidLate));
  EXPECT_EQ(story.last().confirmation->payment, 1);
}

TEST(ConfirmationTest, ASecondPaymentIsPaidTwice) {
  Story story(100);
  story.At(1, 9).Start(kQr).Confirm(100, "FT1", 1).Confirm(100, "FT2", 1);
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kPaidTwice, FindingKind::kUnannounced));
  EXPECT_EQ(story.last().confirmation->finding->kind, FindingKind::kPaidTwice);
  EXPECT_EQ(story.last().confirmation->payment, 2);
  EXPECT_EQ(OverpaidDong(story.account()), 100);
}

TEST(ConfirmationTest, MoneyForAWaivedFeeIsOverpaid) {
  Story story(100);
  story.At(1, 9).Start(kQr).Then(WaiveObligation{1, "poor"}).Confirm(100, "FT1", 1);
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kOverpaid, FindingKind::kPaidLate));
  EXPECT_EQ(OverpaidDong(story.account()), 100);
}

TEST(ConfirmationTest, MoneyNobodyBeganIsUnannounced) {
  Story story(100);
  story.At(1, 9).Confirm(70);
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kUnannounced));
  EXPECT_EQ(story.account().payments[0].amount_dong, 100);
  EXPECT_EQ(story.account().payments[0].received_dong, 70);
  EXPECT_EQ(story.account().payments[0].expire_time, std::nullopt);
  EXPECT_EQ(OwedDong(story.account()), 30);
}

TEST(ConfirmationTest, AnotherGatewayThanBegunEndsThePaymentOnceNothingIsOwed) {
  Story story(100);
  story.At(1, 9).Start(kPortal).Confirm(100, "FT1", 1);
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kUnannounced));
  EXPECT_EQ(story.last().confirmation->payment, 2);
  EXPECT_EQ(story.account().payments[0].state, PaymentState::kCancelled);
  EXPECT_EQ(story.balance(LedgerName::kClearing, kQr), 100);
  EXPECT_EQ(story.state(), AccountState::kPaid);
}

TEST(ConfirmationTest, TheSameAgainIsAnsweredAsTheFirstAndChangesNothing) {
  Story story(100);
  story.At(1, 9).Start(kQr).Confirm(60, "FT1", 1);
  const Confirmation first = *story.last().confirmation;
  const Account before = story.account();
  story.At(2, 9).Confirm(60, "FT1", 1);
  EXPECT_EQ(story.last().confirmation, first);
  EXPECT_THAT(story.last().events, IsEmpty());
  EXPECT_EQ(story.account(), before);
}

TEST(ConfirmationTest, TwoGatewaysMayGiveTheSameTransactionId) {
  Story story(100);
  story.At(1, 9).Confirm(60, "FT1", 0, kQr).Confirm(40, "FT1", 0, kPortal);
  EXPECT_EQ(PaidDong(story.account()), 100);
}

TEST(ConfirmationTest, AContradictionIsFoundOnceAndMovesNothing) {
  Story story(100);
  story.At(1, 9).Start(kQr).Confirm(100, "FT1", 1).Confirm(90, "FT1", 1);
  EXPECT_EQ(story.outcome(), Outcome::kContradicted);
  EXPECT_EQ(story.last().confirmation->finding->amount_dong, 10);
  EXPECT_EQ(story.last().confirmation->payment, 0);
  EXPECT_THAT(story.kinds(), ElementsAre(TransactionKind::kPaymentContradicted));
  EXPECT_EQ(PaidDong(story.account()), 100);
  const Confirmation first = *story.last().confirmation;
  story.At(1, 10).Confirm(90, "FT1", 1);
  EXPECT_EQ(story.last().confirmation, first);
  EXPECT_THAT(story.kinds(), IsEmpty());
  story.Confirm(80, "FT1", 1);  // another contradiction
  EXPECT_EQ(story.last().confirmation->finding->amount_dong, 20);
  story.Then(ConfirmPayment{kQr, "FT1", "dossiers/other", 0, 100});
  EXPECT_EQ(story.outcome(), Outcome::kContradicted);
  EXPECT_EQ(story.last().confirmation->finding->amount_dong, 100);
  story.Confirm(100, "FT1", 1);
  EXPECT_EQ(story.outcome(), Outcome::kPosted);
}

TEST(ConfirmationTest, TenContradictionsAreKept) {
  Story story(100);
  story.At(1, 9).Confirm(100, "FT1");
  for (int amount = 1; amount <= 10; ++amount) story.Confirm(amount, "FT1");
  story.Confirm(11, "FT1");
  EXPECT_EQ(story.outcome(), Outcome::kContradicted);
  EXPECT_EQ(story.last().confirmation->finding, std::nullopt);
  EXPECT_EQ(story.account().contradictions.size(), 10);
  story.Confirm(10, "FT1");
  EXPECT_EQ(story.last().confirmation->finding->amount_dong, 90);
}

TEST(ConfirmationTest, WhatNamesNoDossierWaitsInSuspense) {
  Story story(100);
  story.At(1, 9).Then("", ConfirmPayment{kQr, "FT1", "tien nha", 0, 70});
  EXPECT_EQ(story.outcome(), Outcome::kUnassigned);
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kUnassigned));
  EXPECT_EQ(story.suspense("FT1").balances.Of(LedgerName::kSuspense), -70);
  EXPECT_EQ(story.suspense("FT1").balances.Of(LedgerName::kClearing, kQr), 70);
  EXPECT_EQ(story.last().events[0].account, "confirmations/qr_transfer-FT1");
  story.Then("", ConfirmPayment{kQr, "FT1", "tien nha", 0, 70});
  EXPECT_EQ(story.outcome(), Outcome::kUnassigned);
  EXPECT_THAT(story.last().events, IsEmpty());
  story.Then("", ConfirmPayment{kQr, "FT1", "tien nha", 0, 71});
  EXPECT_EQ(story.outcome(), Outcome::kContradicted);
}

TEST(ConfirmationTest, UnknownAndVoidDossiersGetNoMoney) {
  Story story(100);
  story.At(1, 9).Then("unknown", ConfirmPayment{kQr, "FT1", "dossiers/unknown", 0, 70});
  EXPECT_EQ(story.outcome(), Outcome::kUnassigned);
  story.Then(Void{}).Confirm(100, "FT2");
  EXPECT_EQ(story.outcome(), Outcome::kUnassigned);
}

TEST(ConfirmationTest, AssignedMoneyMovesToTheDossierOnTheDayItWasPaid) {
  Story story(100);
  story.At(1, 9).Then("", ConfirmPayment{kQr, "FT1", "typo", 0, 130});
  story.At(3, 9).Then(AssignConfirmation{kQr, "FT1", "typo"});
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kOverpaid));
  EXPECT_EQ(story.account().payments[0].pay_time, AprilAt(1, 9));
  EXPECT_EQ(story.account().payments[0].gateway_transaction, "FT1");
  EXPECT_EQ(PaidDong(story.account()), 130);
  EXPECT_EQ(story.last().number, 1);
  EXPECT_TRUE(story.suspense("FT1").balances.values().empty());
  EXPECT_EQ(story.Try(AssignConfirmation{kQr, "FT1", "typo"}), "CONFIRMATION_ASSIGNED");
  story.Then("", ConfirmPayment{kQr, "FT1", "typo", 0, 130});  // the gateway says it again
  EXPECT_EQ(story.outcome(), Outcome::kUnassigned);
  EXPECT_THAT(story.last().events, IsEmpty());
}

TEST(ConfirmationTest, AssignedMoneyPaysThePendingPayment) {
  Story story(100);
  story.At(1, 9).Start(kQr).Then("", ConfirmPayment{kQr, "FT1", "typo", 0, 100});
  story.Then(AssignConfirmation{kQr, "FT1", "typo"});
  EXPECT_THAT(story.findings(), IsEmpty());
  EXPECT_EQ(story.account().payments.size(), 1);
  EXPECT_EQ(story.state(), AccountState::kPaid);
}

TEST(ConfirmationTest, OnlyWaitingMoneyIsAssigned) {
  Story story(100);
  EXPECT_EQ(story.Try(AssignConfirmation{kQr, "FT1", "x"}), "CONFIRMATION_NOT_FOUND");
  story.At(1, 9).Confirm(100, "FT1");
  EXPECT_EQ(story.Try(AssignConfirmation{kQr, "FT1", "x"}), "CONFIRMATION_ASSIGNED");
  EXPECT_EQ(Story().Try(AssignConfirmation{kQr, "FT2", "x"}), "ACCOUNT_NOT_FOUND");
}

TEST(ConfirmationTest, MoneyAssignedToAVoidDossierIsOwedBackAndRefunded) {
  Story story(100);
  story.At(1, 9).Then(Void{}).Confirm(100, "FT1");
  EXPECT_EQ(story.outcome(), Outcome::kUnassigned);
  story.At(2, 9).Then(AssignConfirmation{kQr, "FT1", "void"});
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kPaidForVoid));
  EXPECT_EQ(OverpaidDong(story.account()), 100);
  EXPECT_EQ(story.Try(IssueReceipt{"01BL"}), "NOTHING_TO_RECEIPT");
  story.At(3, 9).Then(OrderRefund{std::nullopt, "void"}).Then(ConfirmRefund{1});
  EXPECT_EQ(PaidDong(story.account()), 0);
}

TEST(ConfirmationTest, MoneyOfLongBeforeTheReceiptWaitsInSuspense) {
  Story story(100);
  story.At(-29, 8).Confirm(10, "FT1").At(-30, 8).Confirm(10, "FT2");
  EXPECT_EQ(story.outcome(), Outcome::kUnassigned);
  EXPECT_EQ(PaidDong(story.account()), 10);
}

TEST(ConfirmationTest, MoneyWhoseSumIsTooLargeWaitsInSuspense) {
  Story story(100);
  story.At(1, 9).Confirm(kLargestAmount, "FT1").Confirm(1, "FT2");
  EXPECT_EQ(story.outcome(), Outcome::kUnassigned);
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kUnassigned));
  EXPECT_EQ(PaidDong(story.account()), kLargestAmount);
  EXPECT_EQ(story.suspense("FT2").balances.Of(LedgerName::kSuspense), -1);
}

TEST(ConfirmationTest, TheReferenceItselfIsKeptNowhere) {
  Story story(100);
  story.At(1, 9).Then("", ConfirmPayment{kQr, "FT1", "NGUYEN VAN A nop", 0, 70});
  for (const Transaction& transaction : story.set().transactions()) {
    EXPECT_EQ(transaction.reference_hash.find("NGUYEN"), std::string::npos);
    EXPECT_EQ(transaction.reason_code, "");
  }
  EXPECT_EQ(story.suspense("FT1").unassigned->reference_hash.size(), 12);
}

}  // namespace
}  // namespace motcua::payment
