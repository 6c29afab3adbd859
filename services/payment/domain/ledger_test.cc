#include "services/payment/domain/ledger.h"

#include "gmock/gmock.h"
#include "services/payment/domain/account.h"
#include "services/payment/domain/testing.h"

namespace motcua::payment {
namespace {

using ::testing::ElementsAre;

TEST(LedgerTest, EveryLedgerAccountIsReadAsItIsWritten) {
  std::vector<LedgerAccount> accounts = {
      {LedgerName::kOverpayment}, {LedgerName::kRefundPending}, {LedgerName::kSuspense}};
  for (const LedgerName name : {LedgerName::kReceivable, LedgerName::kRevenue, LedgerName::kWaived,
                                LedgerName::kPendingFor}) {
    for (const int number : {1, 9, 17, 100'000}) accounts.push_back({name, number});
  }
  for (const LedgerName name : {LedgerName::kClearing, LedgerName::kCollected,
                                LedgerName::kReturning, LedgerName::kPendingIn}) {
    for (const PaymentChannel channel : kPaymentChannels) {
      accounts.push_back({name, static_cast<int>(channel)});
    }
  }
  for (const LedgerAccount& account : accounts) {
    EXPECT_EQ(LedgerAccountFrom(TextOf(account)), account) << TextOf(account);
    EXPECT_LE(TextOf(account).size(), 40);  // as wide as its column
  }
}

TEST(LedgerTest, NamesAreThoseOfTheContract) {
  EXPECT_EQ(TextOf({LedgerName::kReceivable, 1}), "receivable/1");
  EXPECT_EQ(TextOf({LedgerName::kClearing, 3}), "clearing/qr_transfer");
  EXPECT_EQ(TextOf({LedgerName::kOverpayment}), "overpayment");
  EXPECT_EQ(NameOf(TransactionKind::kPaymentPosted), "payment_posted");
}

TEST(LedgerTest, OtherTextsAreNoLedgerAccount) {
  for (const char* text : {"", "receivable", "receivable/", "receivable/0", "receivable/x",
                           "receivable/1x", "receivable/-1", "clearing/", "clearing/cash",
                           "overpayment/1", "overpayment/", "Receivable/1"}) {
    EXPECT_EQ(LedgerAccountFrom(text), std::nullopt) << text;
  }
}

TEST(LedgerTest, EveryKindIsReadAsItIsWritten) {
  for (int i = 0; i <= static_cast<int>(TransactionKind::kPaymentContradicted); ++i) {
    const auto kind = static_cast<TransactionKind>(i);
    EXPECT_EQ(TransactionKindFrom(NameOf(kind)), kind);
    EXPECT_LE(NameOf(kind).size(), 24);  // as wide as its column
  }
  EXPECT_EQ(TransactionKindFrom(""), std::nullopt);
  EXPECT_EQ(TransactionKindFrom("payment_lost"), std::nullopt);
}

TEST(LedgerTest, BalancesKeepNoZeroAndAddUp) {
  Balances balances;
  balances.Add({LedgerName::kReceivable, 2}, 20);
  balances.Add({LedgerName::kReceivable, 1}, 10);
  balances.Add({LedgerName::kRevenue, 1}, -30);
  balances.Add({LedgerName::kWaived, 1}, 0);
  EXPECT_EQ(balances.Total(LedgerName::kReceivable), 30);
  EXPECT_EQ(balances.Of(LedgerName::kReceivable, 2), 20);
  EXPECT_EQ(balances.Of(LedgerName::kWaived, 1), 0);
  balances.Add({LedgerName::kReceivable, 2}, -20);
  EXPECT_THAT(balances.values(), ElementsAre(Entry{{LedgerName::kReceivable, 1}, 10},
                                             Entry{{LedgerName::kRevenue, 1}, -30}));
}

TEST(AccountTest, FoldsToWhatTheDecisionsLeft) {
  Story story(20'000, 5'000);
  story.At(1, 9).Start().At(1, 9, 5).Confirm(30'000, "FT1", 1);
  story.At(1, 10).Then(OrderRefund{2'000, "too_much"}).Then(ConfirmRefund{1});
  story.At(1, 11).Then(IssueReceipt{"01BL"}).Then(ReplaceReceipt{1, "misprint"});
  story.At(1, 12).Then(CancelReceipt{2, "refund"}).Then(OrderRefund{std::nullopt, "too_much"});
  story.At(2, 8).Then(RejectRefund{2, "no_such_bank"});
  story.Then(RaiseObligation{ObligationKind::kFinancialObligation, 9'000, "land"});
  story.Then(WaiveObligation{3, "poor"}).Then(End{}).Then(Reopen{});
  Account head;
  head.key = kCode;
  head.facts = story.account().facts;
  head.version = story.account().version;
  EXPECT_EQ(Fold(head, story.set().transactions()), story.account());
}

}  // namespace
}  // namespace motcua::payment
