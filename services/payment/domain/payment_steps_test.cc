#include "gmock/gmock.h"
#include "services/payment/domain/testing.h"

namespace motcua::payment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr PaymentChannel kQr = PaymentChannel::kQrTransfer;

TEST(PaymentTest, IsOverWhatIsOwedNow) {
  Story story(100, 50);
  story.At(1, 9).Start(kQr);
  const Payment& payment = story.account().payments[0];
  EXPECT_EQ(payment.amount_dong, 150);
  EXPECT_EQ(payment.start_time, AprilAt(1, 9));
  EXPECT_EQ(payment.expire_time, AprilAt(1, 9, 15));
  EXPECT_EQ(payment.state, PaymentState::kPending);
  EXPECT_EQ(story.last().number, 1);
}

TEST(PaymentTest, OnlyOneIsPending) {
  Story story(100);
  story.At(1, 9).Start(kQr).At(1, 9, 14);
  EXPECT_EQ(story.Try(StartPayment{kQr, std::nullopt}), "PAYMENT_PENDING");
}

TEST(PaymentTest, AnExpiredOneIsInNobodysWay) {
  Story story(100);
  story.At(1, 9).Start(kQr).At(1, 9, 15).Start(kQr);
  EXPECT_THAT(story.kinds(),
              ElementsAre(TransactionKind::kPaymentExpired, TransactionKind::kPaymentStarted));
  EXPECT_EQ(story.account().payments[0].state, PaymentState::kExpired);
  EXPECT_EQ(story.account().payments[1].state, PaymentState::kPending);
  EXPECT_EQ(story.last().number, 2);
}

TEST(PaymentTest, TheSweepEndsWhatIsDueAndNothingElse) {
  Story story(100);
  story.At(1, 9).Start(kQr).At(1, 9, 14).Then(ExpirePayments{});
  EXPECT_THAT(story.last().events, IsEmpty());
  EXPECT_EQ(story.state(), AccountState::kWaiting);
  story.At(1, 12).Then(ExpirePayments{});
  EXPECT_EQ(story.last().transactions[0].event_time, AprilAt(1, 12));
  EXPECT_EQ(story.state(), AccountState::kUnpaid);
  EXPECT_EQ(story.balance(LedgerName::kPendingFor, 1), 0);
}

TEST(PaymentTest, OnlyAPendingOneIsCancelled) {
  Story story(100);
  EXPECT_EQ(story.Try(CancelPayment{1}), "PAYMENT_NOT_FOUND");
  story.At(1, 9).Start(kQr).Then(CancelPayment{1});
  EXPECT_EQ(story.account().payments[0].state, PaymentState::kCancelled);
  EXPECT_EQ(story.Try(CancelPayment{1}), "PAYMENT_NOT_PENDING");
  EXPECT_EQ(story.Try(CancelPayment{0}), "PAYMENT_NOT_FOUND");
  story.Start(kQr).At(1, 9, 15);
  EXPECT_EQ(story.Try(CancelPayment{2}), "PAYMENT_NOT_PENDING");  // expired
}

TEST(PaymentTest, CashIsPostedAtOnceWithItsReceipt) {
  Story story(100);
  story.At(1, 9).Then(CollectPayment{PaymentChannel::kCounter, 60, "01BL"});
  EXPECT_THAT(story.kinds(),
              ElementsAre(TransactionKind::kPaymentPosted, TransactionKind::kReceiptIssued));
  EXPECT_EQ(story.last().number, 1);
  EXPECT_EQ(story.account().receipts[0].amount_dong, 60);
  EXPECT_EQ(story.balance(LedgerName::kCollected, PaymentChannel::kCounter), 60);
  EXPECT_EQ(OwedDong(story.account()), 40);
  story.Then(CollectPayment{PaymentChannel::kPost, std::nullopt, ""});
  EXPECT_EQ(story.balance(LedgerName::kClearing, PaymentChannel::kPost), 40);
  EXPECT_EQ(story.Try(CollectPayment{PaymentChannel::kPost, 1, ""}), "NOTHING_OWED");
}

TEST(PaymentTest, NoMoreCashThanOwedIsTaken) {
  Story story(100);
  EXPECT_EQ(story.Try(CollectPayment{PaymentChannel::kCounter, 101, ""}), "AMOUNT_EXCEEDS_OWED");
  EXPECT_EQ(story.Try(CollectPayment{PaymentChannel::kCounter, 100, ""}), "OK");
}

TEST(RefundTest, IsAtMostTheOverpaymentWithoutThoseUnderWay) {
  Story story(100);
  EXPECT_EQ(story.Try(OrderRefund{std::nullopt, "x"}), "REFUND_EXCEEDS_OVERPAYMENT");
  story.At(1, 9).Confirm(150).Then(OrderRefund{30, "too_much"});
  EXPECT_EQ(OverpaidDong(story.account()), 50);
  EXPECT_EQ(story.Try(OrderRefund{21, "x"}), "REFUND_EXCEEDS_OVERPAYMENT");
  story.Then(OrderRefund{std::nullopt, "too_much"});
  EXPECT_EQ(story.account().refunds[1].amount_dong, 20);
  story.Then(ConfirmRefund{1});
  EXPECT_EQ(PaidDong(story.account()), 120);
  EXPECT_EQ(OverpaidDong(story.account()), 20);
  story.Then(RejectRefund{2, "no_such_bank"});
  EXPECT_EQ(OverpaidDong(story.account()), 20);
  EXPECT_EQ(story.balance(LedgerName::kClearing, kQr), 120);
}

TEST(RefundTest, EndsOnce) {
  Story story(100);
  story.At(1, 9).Confirm(150).Then(OrderRefund{30, "x"}).Then(ConfirmRefund{1});
  EXPECT_EQ(story.Try(ConfirmRefund{1}), "REFUND_NOT_PENDING");
  EXPECT_EQ(story.Try(RejectRefund{1, "x"}), "REFUND_NOT_PENDING");
  EXPECT_EQ(story.Try(ConfirmRefund{2}), "REFUND_NOT_FOUND");
  EXPECT_EQ(story.Try(RejectRefund{0, "x"}), "REFUND_NOT_FOUND");
}

TEST(RefundTest, TakesWhatCameLastFirst) {
  Story story(100);
  story.At(1, 9).Confirm(100, "FT1", 0, PaymentChannel::kNationalPortal).Confirm(100, "FT2");
  story.Then(OrderRefund{100, "twice"});
  EXPECT_EQ(story.account().refunds[0].parts, (Parts{{kQr, 100}}));
}

TEST(RefundTest, MoneyUnderAReceiptStaysUntilTheReceiptIsCancelled) {
  Story story(100);
  story.At(1, 9).Confirm(100).Then(IssueReceipt{"01BL"}).Then(ChangeObligation{1, 50, "tariff"});
  EXPECT_EQ(story.Try(OrderRefund{50, "x"}), "MONEY_UNDER_RECEIPT");
  story.Then(CancelReceipt{1, "refund"}).Then(OrderRefund{50, "x"}).Then(IssueReceipt{"01BL"});
  EXPECT_EQ(story.account().receipts[1].amount_dong, 50);
  story.Then(ConfirmRefund{1});
  EXPECT_EQ(CollectedDong(story.account()), PaidDong(story.account()));
}

TEST(RefundTest, AllOfItLeavesTheAccountRefunded) {
  Story story(100);
  story.At(1, 9).Confirm(100).Then(CancelObligation{1, "error"});
  EXPECT_EQ(story.state(), AccountState::kPaid);
  story.Then(OrderRefund{std::nullopt, "error"}).Then(ConfirmRefund{1});
  EXPECT_EQ(story.state(), AccountState::kRefunded);
}

TEST(RefundTest, ARejectedOnePaysWhatIsOwedInstead) {
  Story story(100);
  story.At(1, 9).Confirm(150).Then(OrderRefund{50, "x"}).Then(ChangeObligation{1, 120, "tariff"});
  EXPECT_EQ(OwedDong(story.account()), 20);
  story.Then(RejectRefund{1, "no_such_bank"});
  EXPECT_EQ(OwedDong(story.account()), 0);
  EXPECT_EQ(OverpaidDong(story.account()), 30);
}

TEST(ReceiptTest, SerialsOfABookHaveNoGaps) {
  Story story(100);
  story.At(1, 9).Confirm(40, "FT1").Then(IssueReceipt{"01BL"}).Confirm(60, "FT2");
  story.Then(IssueReceipt{"02BL"}).Then(ReplaceReceipt{1, "misprint"});
  const std::vector<Receipt>& receipts = story.account().receipts;
  EXPECT_EQ(receipts[0].serial, (Serial{"so-tu-phap", "01BL", 1}));
  EXPECT_EQ(receipts[1].serial, (Serial{"so-tu-phap", "02BL", 1}));
  EXPECT_EQ(receipts[2].serial, (Serial{"so-tu-phap", "01BL", 2}));
  EXPECT_EQ(receipts[0].state, ReceiptState::kReplaced);
  EXPECT_EQ(receipts[2].replaces, 1);
  EXPECT_EQ(receipts[2].amount_dong, 40);
  EXPECT_EQ(CollectedDong(story.account()), 100);
}

TEST(ReceiptTest, CoversAllPaidMoneyWithoutOne) {
  Story story(100);
  EXPECT_EQ(story.Try(IssueReceipt{"01BL"}), "NOTHING_TO_RECEIPT");
  story.At(1, 9).Confirm(30, "FT1").Confirm(40, "FT2", 0, PaymentChannel::kProvinceGateway);
  story.Then(IssueReceipt{"01BL"});
  EXPECT_EQ(story.account().receipts[0].amount_dong, 70);
  EXPECT_EQ(story.Try(IssueReceipt{"01BL"}), "NOTHING_TO_RECEIPT");
}

TEST(ReceiptTest, CoversNoOverpayment) {
  Story story(100);
  story.At(1, 9).Confirm(60, "FT1", 0, PaymentChannel::kNationalPortal).Confirm(90, "FT2");
  story.Then(IssueReceipt{"01BL"});
  EXPECT_EQ(story.account().receipts[0].amount_dong, 100);
  EXPECT_EQ(story.account().receipts[0].parts,
            (Parts{{PaymentChannel::kNationalPortal, 60}, {kQr, 40}}));
  EXPECT_EQ(story.Try(IssueReceipt{"01BL"}), "NOTHING_TO_RECEIPT");
  story.Then(OrderRefund{std::nullopt, "too_much"});
  EXPECT_EQ(story.account().refunds[0].parts, (Parts{{kQr, 50}}));
}

TEST(ReceiptTest, ACancelledOneCollectsNothing) {
  Story story(100);
  story.At(1, 9).Confirm(30).Then(IssueReceipt{"01BL"}).Then(ReplaceReceipt{1, "misprint"});
  EXPECT_EQ(story.Try(CancelReceipt{1, "x"}), "RECEIPT_NOT_IN_FORCE");
  story.Then(CancelReceipt{2, "error"});
  EXPECT_EQ(CollectedDong(story.account()), 0);
  EXPECT_EQ(story.balance(LedgerName::kClearing, kQr), 30);
  EXPECT_EQ(story.Try(ReplaceReceipt{2, "x"}), "RECEIPT_NOT_IN_FORCE");
  EXPECT_EQ(story.Try(ReplaceReceipt{3, "x"}), "RECEIPT_NOT_FOUND");
  story.Then(IssueReceipt{"01BL"});
  EXPECT_EQ(story.account().receipts[2].serial.serial, 3);
}

TEST(ReceiptTest, IsNotReplacedBeforeItsIssue) {
  Story story(100);
  story.At(2, 9).Confirm(30).Then(IssueReceipt{"01BL"}).At(2, 8);
  EXPECT_EQ(story.Try(ReplaceReceipt{1, "x"}, /*imported=*/true), "EVENT_OUT_OF_ORDER");
  EXPECT_EQ(story.Try(CancelReceipt{1, "x"}, /*imported=*/true), "EVENT_OUT_OF_ORDER");
}

TEST(ReceiptTest, IsNotIssuedBeforeTheMoneyItCovers) {
  Story story(100);
  story.At(2, 9).Confirm(30).At(2, 8);
  EXPECT_EQ(story.Try(IssueReceipt{"01BL"}, /*imported=*/true), "EVENT_OUT_OF_ORDER");
  story.At(2, 9);
  EXPECT_EQ(story.Try(IssueReceipt{"01BL"}, /*imported=*/true), "OK");
}

TEST(RefundTest, IsNotConfirmedBeforeItsOrder) {
  Story story(100);
  story.At(1, 9).Confirm(150).At(2, 9).Then(OrderRefund{50, "x"}).At(2, 8);
  EXPECT_EQ(story.Try(ConfirmRefund{1}, /*imported=*/true), "EVENT_OUT_OF_ORDER");
  story.At(2, 9);
  EXPECT_EQ(story.Try(ConfirmRefund{1}, /*imported=*/true), "OK");
}

TEST(StatementTest, OtherLinesAreANewVersion) {
  Story story;
  const ImportStatement first{kQr, April(1), "upload1", std::string(32, 'a'), 10, 1000};
  story.At(2, 8).Then("", first);
  EXPECT_EQ(story.last().statement->version, 1);
  EXPECT_EQ(story.last().events.size(), 1);
  ImportStatement again = first;
  again.upload = "upload2";
  story.Then("", again);
  EXPECT_EQ(story.last().statement->upload, "upload1");
  EXPECT_THAT(story.last().events, IsEmpty());
  again.digest = std::string(32, 'b');
  story.Then("", again);
  EXPECT_EQ(story.last().statement->version, 2);
  EXPECT_EQ(story.set().statements().size(), 2);
}

TEST(PaymentTest, ExpiresWithinThirtyDays) {
  Story story(100);
  story.At(1, 9);
  const auto start = [&](absl::Time expire_time) {
    return story.Try(StartPayment{PaymentChannel::kQrTransfer, expire_time});
  };
  EXPECT_EQ(start(AprilAt(1, 9)), "OK");
  EXPECT_EQ(start(AprilAt(31, 9)), "OK");
  EXPECT_EQ(start(AprilAt(31, 9) + absl::Microseconds(1)), "EXPIRE_TIME_INVALID");
  EXPECT_EQ(start(AprilAt(1, 9) - absl::Microseconds(1)), "EXPIRE_TIME_INVALID");
}

TEST(PaymentTest, ABegunPaymentDoesNotOutliveItsDebt) {
  const Command reductions[] = {
      CollectPayment{PaymentChannel::kCounter, 1, ""}, ChangeObligation{1, 99, "tariff"},
      WaiveObligation{1, "poor"}, CancelObligation{1, "error"},
      ConfirmPayment{PaymentChannel::kNationalPortal, "FT9", "dossiers/x", 0, 1}};
  for (const Command& command : reductions) {
    Story story(100);
    story.At(1, 9).Start(PaymentChannel::kQrTransfer).At(1, 9, 1).Then(command);
    EXPECT_EQ(story.account().payments[0].state, PaymentState::kCancelled) << command.index();
    EXPECT_EQ(story.balance(LedgerName::kPendingIn, PaymentChannel::kQrTransfer), 0);
  }
  Story more(100);
  more.At(1, 9).Start().Then(ChangeObligation{1, 101, "tariff"});
  EXPECT_EQ(more.account().payments[0].state, PaymentState::kPending);
}

}  // namespace
}  // namespace motcua::payment
