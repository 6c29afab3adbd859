#include "gmock/gmock.h"
#include "services/payment/domain/contributions.h"
#include "services/payment/domain/testing.h"

namespace motcua::payment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Open kReceived{"so-tu-phap", "khai-sinh", statistics::Channel::kOnline, 100, 50, 0};
const Correct kCorrected{"so-xay-dung", "cap-phep", statistics::Channel::kPost, AprilAt(2, 7)};

TEST(FollowedTest, ASecondReceiptIsAConflict) {
  Story story(100);
  EXPECT_EQ(story.Try(kReceived), "CONFLICT_ACCOUNT_EXISTS");
}

TEST(FollowedTest, AnEndTakesWhatIsStillOwed) {
  Story story(100, 50);
  story.At(1, 9).Confirm(120).At(2, 9).Start().Then(End{});
  EXPECT_EQ(AmountOf(story.account(), 1), 100);  // paid: it stays
  EXPECT_EQ(AmountOf(story.account(), 2), 20);   // paid in part: that stays
  EXPECT_FALSE(story.account().obligations[1].cancelled);
  EXPECT_EQ(OwedDong(story.account()), 0);
  EXPECT_EQ(OverpaidDong(story.account()), 0);
  EXPECT_EQ(story.account().payments[1].state, PaymentState::kCancelled);
  EXPECT_EQ(story.Try(RaiseObligation{ObligationKind::kFee, 5, "x"}), "DOSSIER_ENDED");
}

TEST(FollowedTest, AnEndOfAnUnpaidDossierCancels) {
  Story story(100);
  story.At(1, 9).Then(End{});
  EXPECT_TRUE(story.account().obligations[0].cancelled);
  EXPECT_EQ(story.state(), AccountState::kCancelled);
}

TEST(FollowedTest, AReopeningMakesItOwedAgain) {
  Story story(100, 50);
  const Account before = story.At(1, 9).Confirm(120).account();
  story.At(2, 9).Then(End{}).At(2, 10).Then(Reopen{});
  EXPECT_EQ(story.account().balances, before.balances);
  EXPECT_EQ(story.account().obligations, before.obligations);
  EXPECT_EQ(story.Try(RaiseObligation{ObligationKind::kFee, 5, "x"}), "OK");
}

TEST(FollowedTest, MoneyThatCameAfterTheEndPaysTheReopenedDossier) {
  Story story(100);
  story.At(1, 9).Then(End{}).Confirm(70).Then(Reopen{});
  EXPECT_EQ(OwedDong(story.account()), 30);
  EXPECT_EQ(OverpaidDong(story.account()), 0);
}

TEST(FollowedTest, AReopeningWithoutSuchAnEndChangesNothing) {
  Story story(100);
  story.At(1, 9).Then(Reopen{});
  EXPECT_THAT(story.last().events, IsEmpty());
  EXPECT_THAT(story.last().accounts, IsEmpty());
}

TEST(FollowedTest, AVoidDossierOwesNothingAndIsOwedAllItPaid) {
  Story story(100, 50);
  story.At(1, 9).Confirm(120).Start().Then(Void{});
  EXPECT_EQ(OwedDong(story.account()), 0);
  EXPECT_EQ(OverpaidDong(story.account()), 120);
  EXPECT_THAT(story.findings(), ElementsAre(FindingKind::kPaidForVoid));
  EXPECT_EQ(story.account().findings.back().amount_dong, 120);
  EXPECT_EQ(story.Try(RaiseObligation{ObligationKind::kFee, 5, "x"}), "DOSSIER_VOID");
  EXPECT_EQ(story.Try(StartPayment{PaymentChannel::kQrTransfer, std::nullopt}), "NOTHING_OWED");
  story.Then(OrderRefund{std::nullopt, "void"}).Then(ConfirmRefund{1});
  EXPECT_EQ(PaidDong(story.account()), 0);
}

TEST(FollowedTest, AVoidDossierThatPaidNothingIsNoFinding) {
  Story story(100);
  story.At(1, 9).Then(Void{});
  EXPECT_THAT(story.findings(), IsEmpty());
  story.Then(Void{});
  EXPECT_THAT(story.last().events, IsEmpty());
}

TEST(FollowedTest, ACorrectionMovesTheFacts) {
  Story story(100);
  story.At(3, 9).Then(kCorrected);
  EXPECT_EQ(story.account().facts.agency, "so-xay-dung");
  EXPECT_EQ(story.account().facts.receive_time, AprilAt(2, 7));
  ASSERT_EQ(story.last().events.size(), 1);
  EXPECT_TRUE(std::holds_alternative<FactsChanged>(story.last().events[0].change));
  story.Then(kCorrected);
  EXPECT_THAT(story.last().events, IsEmpty());
}

// The feeds of intake and processing are independent: whichever comes first.
TEST(FollowedTest, WhatComesBeforeTheReceiptEndsInTheSameState) {
  const std::vector<std::vector<Command>> words = {
      {kCorrected},
      {End{}},
      {End{}, Reopen{}},
      {Void{}},
      {End{}, Void{}},
      {kCorrected, End{}},
      {kCorrected, kCorrected, Void{}},
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    Story in_order;
    in_order.At(1, 8).Then(kReceived).At(3, 9);
    for (const Command& word : words[i]) in_order.Then(word);
    Story reversed;
    reversed.At(3, 9);
    for (const Command& word : words[i]) {
      reversed.Then(word);
      EXPECT_THAT(reversed.last().events, IsEmpty());
      EXPECT_TRUE(Contributions(reversed.account()).values().empty());
    }
    reversed.At(1, 8).Then(kReceived);
    EXPECT_EQ(reversed.account().facts, in_order.account().facts) << i;
    EXPECT_EQ(reversed.account().obligations, in_order.account().obligations) << i;
    EXPECT_EQ(reversed.account().balances, in_order.account().balances) << i;
    EXPECT_EQ(reversed.state(), in_order.state()) << i;
    EXPECT_EQ(Contributions(reversed.account()), Contributions(in_order.account())) << i;
    EXPECT_FALSE(reversed.last().events.empty());
  }
}

}  // namespace
}  // namespace motcua::payment
