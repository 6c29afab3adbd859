#include "services/payment/domain/contributions.h"

#include <map>

#include "gmock/gmock.h"
#include "services/payment/domain/random_history.h"
#include "services/payment/domain/testing.h"

namespace motcua::payment {
namespace {

using statistics::Counter;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// Values by counter and day of April; all at the first receiver on the dossier's channel.
using Counts = std::map<std::pair<Counter, int>, std::int64_t>;
Counts CountsOf(const Story& story) {
  Counts counts;
  const statistics::Deltas cells = Contributions(story.account());
  for (const auto& [key, value] : cells.values()) {
    EXPECT_EQ(key.agency, story.account().facts.agency);
    EXPECT_EQ(key.procedure, story.account().facts.procedure);
    EXPECT_EQ(key.channel, story.account().facts.channel);
    EXPECT_EQ(key.responsible_agency, "");
    counts[{key.counter, key.day - April(1) + 1}] = value;
  }
  return counts;
}
auto On(int day, Counter counter, std::int64_t value) {
  return Pair(std::pair(counter, day), value);
}

// The class of the eight that the dossier stands in.
Counter ClassOf(const Story& story) {
  std::vector<Counter> classes;
  for (const auto& [key, value] : CountsOf(story)) {
    if (key.first >= Counter::kPaidNoneUnrecorded && key.first <= Counter::kPaidBothRecorded) {
      EXPECT_EQ(value, 1);
      classes.push_back(key.first);
    }
  }
  EXPECT_EQ(classes.size(), 1);
  return classes.empty() ? Counter::kFiled : classes.front();
}

constexpr PaymentChannel kQr = PaymentChannel::kQrTransfer;
constexpr PaymentChannel kPortal = PaymentChannel::kNationalPortal;

TEST(ContributionsTest, AFreeDossierCountsNothing) { EXPECT_THAT(CountsOf(Story(0)), IsEmpty()); }

TEST(ContributionsTest, AnUnpaidFeeIsBornAndOwedOnTheReceiptDay) {
  EXPECT_THAT(CountsOf(Story(100, 50)),
              ElementsAre(On(1, Counter::kFeeBearingFee, 1), On(1, Counter::kPaidNoneUnrecorded, 1),
                          On(1, Counter::kAmountOwed, 150)));
}

TEST(ContributionsTest, AFinancialObligationIsBornByItself) {
  Story story(0);
  story.At(5, 8).Then(RaiseObligation{ObligationKind::kFinancialObligation, 900, "land"});
  EXPECT_THAT(CountsOf(story), ElementsAre(On(1, Counter::kFeeBearingObligation, 1),
                                           On(1, Counter::kPaidNoneUnrecorded, 1),
                                           On(1, Counter::kAmountOwed, 900)));
}

TEST(ContributionsTest, PaymentsStandOnTheirDayAndStayWhenRefunded) {
  Story story(100);
  story.At(2, 9).Confirm(100, "FT1", 0, kPortal).At(3, 9).Confirm(100, "FT2", 0, kQr);
  story.At(4, 9).Then(OrderRefund{std::nullopt, "twice"});
  EXPECT_EQ(ClassOf(story), Counter::kPaidBothUnrecorded);  // it has not left yet
  story.At(5, 9).Then(ConfirmRefund{1});
  EXPECT_THAT(
      CountsOf(story),
      ElementsAre(On(1, Counter::kFeeBearingFee, 1), On(1, Counter::kPaidNationalUnrecorded, 1),
                  On(1, Counter::kAmountOwed, 100), On(2, Counter::kPaymentsNationalPortal, 1),
                  On(3, Counter::kPaymentsQrTransfer, 1),
                  On(2, Counter::kAmountNationalPortal, 100),
                  On(3, Counter::kAmountQrTransfer, 100), On(5, Counter::kRefunds, 1),
                  On(5, Counter::kAmountRefunded, 100)));
}

TEST(ContributionsTest, TheEightClassesFollowChannelsAndReceipts) {
  const auto paid = [](std::vector<PaymentChannel> channels, bool receipt) {
    Story story(100);
    story.At(2, 9);
    for (const PaymentChannel channel : channels) {
      if (channel == PaymentChannel::kCounter || channel == PaymentChannel::kPost) {
        story.Then(CollectPayment{channel, 10, ""});
      } else {
        story.Confirm(10, absl::StrCat("FT", static_cast<int>(channel)), 0, channel);
      }
    }
    if (receipt) story.Then(IssueReceipt{"01BL"});
    return ClassOf(story);
  };
  const PaymentChannel province = PaymentChannel::kProvinceGateway;
  EXPECT_EQ(paid({PaymentChannel::kCounter}, false), Counter::kPaidNoneUnrecorded);
  EXPECT_EQ(paid({PaymentChannel::kPost}, true), Counter::kPaidNoneRecorded);
  EXPECT_EQ(paid({kPortal, PaymentChannel::kPost}, false), Counter::kPaidNationalUnrecorded);
  EXPECT_EQ(paid({kPortal}, true), Counter::kPaidNationalRecorded);
  EXPECT_EQ(paid({kQr}, false), Counter::kPaidOtherUnrecorded);
  EXPECT_EQ(paid({province}, true), Counter::kPaidOtherRecorded);
  EXPECT_EQ(paid({province, kPortal}, false), Counter::kPaidBothUnrecorded);
  EXPECT_EQ(paid({kQr, kPortal}, true), Counter::kPaidBothRecorded);
}

TEST(ContributionsTest, ACancelledReceiptIsNotRecorded) {
  Story story(100);
  story.At(2, 9).Confirm(100).Then(IssueReceipt{"01BL"}).Then(ReplaceReceipt{1, "misprint"});
  EXPECT_EQ(ClassOf(story), Counter::kPaidOtherRecorded);
  story.Then(CancelReceipt{2, "error"});
  EXPECT_EQ(ClassOf(story), Counter::kPaidOtherUnrecorded);
}

TEST(ContributionsTest, AWaivedFeeIsBornACancelledOneIsNot) {
  Story story(100);
  story.At(2, 9).Then(WaiveObligation{1, "poor"});
  EXPECT_THAT(CountsOf(story), ElementsAre(On(1, Counter::kFeeBearingFee, 1),
                                           On(1, Counter::kPaidNoneUnrecorded, 1)));
  story.Then(CancelObligation{1, "error"});
  EXPECT_THAT(CountsOf(story), IsEmpty());
}

TEST(ContributionsTest, OfAVoidDossierOnlyTheMoneyCounts) {
  Story story(100);
  story.At(2, 9).Confirm(100).At(3, 9).Then(Void{});
  EXPECT_THAT(CountsOf(story), ElementsAre(On(2, Counter::kPaymentsQrTransfer, 1),
                                           On(2, Counter::kAmountQrTransfer, 100)));
  story.At(4, 9).Then(OrderRefund{std::nullopt, "void"}).At(5, 9).Then(ConfirmRefund{1});
  EXPECT_THAT(
      CountsOf(story),
      ElementsAre(On(2, Counter::kPaymentsQrTransfer, 1), On(2, Counter::kAmountQrTransfer, 100),
                  On(5, Counter::kRefunds, 1), On(5, Counter::kAmountRefunded, 100)));
}

TEST(ContributionsTest, CorrectionsMoveEverything) {
  Story story(100);
  story.At(2, 9).Confirm(100).At(3, 9);
  story.Then(Correct{"so-y-te", "cap-phep", statistics::Channel::kPost, AprilAt(2, 8)});
  EXPECT_THAT(
      CountsOf(story),
      ElementsAre(On(2, Counter::kFeeBearingFee, 1), On(2, Counter::kPaidOtherUnrecorded, 1),
                  On(2, Counter::kAmountOwed, 100), On(2, Counter::kPaymentsQrTransfer, 1),
                  On(2, Counter::kAmountQrTransfer, 100)));
}

// Over random accounts: each that bears anything stands in one class, and so B ≤ A, C ≤ A.
TEST(ContributionsTest, TheClassesDivideWhatBearsAnything) {
  int bearing = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    RandomHistory history(seed);
    ASSERT_EQ(history.Run(500), "");
    for (const auto& [key, account] : history.accounts()) {
      std::int64_t born = 0;
      std::int64_t classes = 0;
      const statistics::Deltas cells = Contributions(*account);
      for (const auto& [cell, value] : cells.values()) {
        EXPECT_GT(value, 0);
        const bool fee = cell.counter == Counter::kFeeBearingFee ||
                         cell.counter == Counter::kFeeBearingObligation;
        if (fee) born = 1;
        if (cell.counter >= Counter::kPaidNoneUnrecorded &&
            cell.counter <= Counter::kPaidBothRecorded) {
          classes += value;
        }
      }
      EXPECT_EQ(classes, born) << key;
      bearing += static_cast<int>(born);
    }
  }
  EXPECT_GT(bearing, 100);
}

}  // namespace
}  // namespace motcua::payment
