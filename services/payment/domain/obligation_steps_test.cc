#include "gmock/gmock.h"
#include "services/payment/domain/amount.h"
#include "services/payment/domain/testing.h"

namespace motcua::payment {
namespace {

using ::testing::ElementsAre;

RaiseObligation Land(std::int64_t amount_dong) {
  return {ObligationKind::kFinancialObligation, amount_dong, "land"};
}

TEST(ObligationTest, TheReceiptRaisesFeeAndChargeOfTheProcedure) {
  Story story;
  story.At(1, 8).Then(
      Open{"so-tu-phap", "khai-sinh", statistics::Channel::kPost, 20'000, 5'000, 50});
  const Account& account = story.account();
  EXPECT_EQ(account.facts.agency, "so-tu-phap");
  EXPECT_EQ(account.facts.procedure, "khai-sinh");
  EXPECT_EQ(account.facts.channel, statistics::Channel::kPost);
  EXPECT_EQ(account.facts.receive_time, AprilAt(1, 8));
  ASSERT_EQ(account.obligations.size(), 2);
  EXPECT_EQ(account.obligations[0].kind, ObligationKind::kFee);
  EXPECT_EQ(account.obligations[0].raised_dong, 20'000);
  EXPECT_EQ(account.obligations[0].discount_percent, 50);
  EXPECT_EQ(account.obligations[1].kind, ObligationKind::kCharge);
  EXPECT_EQ(OwedDong(account), 25'000);
  EXPECT_EQ(story.state(), AccountState::kUnpaid);
}

TEST(ObligationTest, WithoutFeeNothingIsOwed) {
  Story story(0);
  EXPECT_EQ(story.state(), AccountState::kFree);
  EXPECT_EQ(story.Try(StartPayment{PaymentChannel::kQrTransfer, std::nullopt}), "NOTHING_OWED");
  ASSERT_EQ(story.last().events.size(), 1);
  EXPECT_TRUE(std::holds_alternative<AccountOpened>(story.last().events[0].change));
}

TEST(ObligationTest, ARaisedObligationIsOwedAndPaidWithTheOthersInOrder) {
  Story story(100);
  story.At(2, 8).Then(Land(1000)).Confirm(300);
  EXPECT_EQ(PaidOf(story.account(), 1), 100);
  EXPECT_EQ(PaidOf(story.account(), 2), 200);
  EXPECT_EQ(OwedOf(story.account(), 2), 800);
}

TEST(ObligationTest, ALowerAmountMakesWhatWasPaidBeyondItAnOverpayment) {
  Story story(100);
  story.At(2, 8).Confirm(80).Then(ChangeObligation{1, 50, "wrong_tariff"});
  EXPECT_EQ(AmountOf(story.account(), 1), 50);
  EXPECT_EQ(OwedDong(story.account()), 0);
  EXPECT_EQ(OverpaidDong(story.account()), 30);
  EXPECT_EQ(story.account().obligations[0].raised_dong, 100);
  EXPECT_EQ(story.account().obligations[0].reason_code, "wrong_tariff");
  EXPECT_EQ(story.state(), AccountState::kPaid);
}

TEST(ObligationTest, AHigherAmountIsPaidFromTheOverpaymentFirst) {
  Story story(100);
  story.At(2, 8).Confirm(130).Then(ChangeObligation{1, 150, "wrong_tariff"});
  EXPECT_EQ(OwedDong(story.account()), 20);
  EXPECT_EQ(OverpaidDong(story.account()), 0);
  EXPECT_THAT(story.kinds(), ElementsAre(TransactionKind::kObligationChanged,
                                         TransactionKind::kOverpaymentApplied));
}

TEST(ObligationTest, AWaiverTakesWhatIsStillOwed) {
  Story story(100);
  story.At(2, 8).Confirm(30).Then(WaiveObligation{1, "poor_household"});
  EXPECT_EQ(AmountOf(story.account(), 1), 30);
  EXPECT_EQ(story.balance(LedgerName::kWaived, 1), 70);
  EXPECT_EQ(story.balance(LedgerName::kRevenue, 1), -100);
  EXPECT_EQ(story.state(), AccountState::kPaid);
  EXPECT_EQ(story.Try(WaiveObligation{1, "again"}), "NOTHING_OWED");
}

TEST(ObligationTest, AWaiverWithoutAnyPaymentIsPaidToo) {
  Story story(100);
  story.At(2, 8).Then(WaiveObligation{1, "poor_household"});
  EXPECT_EQ(story.state(), AccountState::kPaid);
}

TEST(ObligationTest, ACancelledObligationGivesBackWhatWasPaid) {
  Story story(100);
  story.At(2, 8).Confirm(30).Then(CancelObligation{1, "raised_in_error"});
  EXPECT_EQ(OverpaidDong(story.account()), 30);
  EXPECT_EQ(OwedDong(story.account()), 0);
  EXPECT_TRUE(story.account().obligations[0].cancelled);
  EXPECT_EQ(story.Try(CancelObligation{1, "again"}), "OBLIGATION_CLOSED");
  EXPECT_EQ(story.Try(ChangeObligation{1, 5, "again"}), "OBLIGATION_CLOSED");
  EXPECT_EQ(story.Try(WaiveObligation{1, "again"}), "OBLIGATION_CLOSED");
}

TEST(ObligationTest, AllCancelledAndNothingPaidIsCancelled) {
  Story story(100);
  story.At(2, 8).Then(WaiveObligation{1, "poor"}).Then(CancelObligation{1, "raised_in_error"});
  EXPECT_EQ(story.state(), AccountState::kCancelled);
  EXPECT_TRUE(story.account().balances.values().empty());
}

TEST(ObligationTest, UnknownNumbersAreNotFound) {
  Story story(100);
  for (const int number : {-1, 0, 2}) {
    EXPECT_EQ(story.Try(ChangeObligation{number, 5, "x"}), "OBLIGATION_NOT_FOUND");
    EXPECT_EQ(story.Try(WaiveObligation{number, "x"}), "OBLIGATION_NOT_FOUND");
    EXPECT_EQ(story.Try(CancelObligation{number, "x"}), "OBLIGATION_NOT_FOUND");
  }
}

TEST(ObligationTest, ASumBeyondTheLargestAmountIsRefused) {
  Story story(100);
  EXPECT_EQ(story.Try(Land(kLargestAmount - 99)), "AMOUNT_TOO_LARGE");
  EXPECT_EQ(story.Try(Land(kLargestAmount - 100)), "OK");
  EXPECT_EQ(story.Try(ChangeObligation{1, kLargestAmount, "x"}), "OK");
  story.Then(Land(kLargestAmount - 100));
  EXPECT_EQ(story.Try(ChangeObligation{1, 101, "x"}), "AMOUNT_TOO_LARGE");
}

TEST(ObligationTest, NothingIsAskedOfADossierThatWasNotReceived) {
  Story story;
  EXPECT_EQ(story.Try(Land(5)), "ACCOUNT_NOT_FOUND");
  story.At(1, 8).Then(End{});  // processing spoke first
  EXPECT_EQ(story.Try(Land(5)), "ACCOUNT_NOT_FOUND");
}

TEST(ObligationTest, AnImportBeforeTheReceiptIsRefused) {
  Story story(100);
  story.At(1, 7);
  EXPECT_EQ(story.Try(Land(5), /*imported=*/true), "EVENT_BEFORE_RECEIPT");
  story.At(1, 8);
  EXPECT_EQ(story.Try(Land(5), /*imported=*/true), "OK");
}

TEST(ObligationTest, ATimeBeforeTheLastChangeCountsAsThat) {
  Story story(100);
  story.At(3, 8).Then(Land(5)).At(2, 8).Then(Land(5));
  EXPECT_EQ(story.last().transactions.front().event_time, AprilAt(3, 8));
}

TEST(ObligationTest, IsOnlyLoweredOnceTheDossierEnded) {
  Story story(100);
  story.At(1, 9).Confirm(100).Then(End{});
  EXPECT_EQ(story.Try(ChangeObligation{1, 101, "tariff"}), "DOSSIER_ENDED");
  EXPECT_EQ(story.Try(ChangeObligation{1, 99, "tariff"}), "OK");
}

}  // namespace
}  // namespace motcua::payment
