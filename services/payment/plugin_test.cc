#include "services/payment/plugin.h"

#include <atomic>
#include <thread>

#include "gmock/gmock.h"
#include "motcua/payment/v1/payment.pb.h"
#include "services/payment/convert.h"
#include "services/payment/payment_fixture.h"

namespace motcua::payment {
namespace {

using ::testing::ElementsAre;

using PluginTest = PaymentTest;

TEST_F(PluginTest, TheReceiptNamesWhatWasMade) {
  const auto resource = [&](const std::string& code, Command command) {
    return Send(Change(code, std::move(command))).get().value().resource;
  };
  EXPECT_EQ(resource("d1", Open{"so-tu-phap", "khai-sinh"}), "dossiers/d1");
  EXPECT_EQ(resource("d1", RaiseObligation{ObligationKind::kFee, 100, "fee"}),
            "dossiers/d1/obligations/1");
  EXPECT_EQ(resource("d1", StartPayment{PaymentChannel::kQrTransfer, std::nullopt}),
            "dossiers/d1/payments/1");
  EXPECT_EQ(resource("d1", Money("FT1", 150)), "dossiers/d1/payments/1");
  EXPECT_EQ(resource("d1", OrderRefund{50, "too_much"}), "dossiers/d1/refunds/1");
  EXPECT_EQ(resource("d1", IssueReceipt{"01BL"}), "dossiers/d1/receipts/1");
  EXPECT_EQ(resource("", Money("FT2", 50)), "confirmations/qr_transfer-FT2");
  EXPECT_EQ(resource("d1", AssignConfirmation{PaymentChannel::kQrTransfer, "FT2", "typo"}),
            "dossiers/d1/payments/2");
  EXPECT_EQ(resource("", ImportStatement{PaymentChannel::kQrTransfer, April(1), "upload",
                                         std::string(32, 'a'), 0, 0}),
            "statements/qr_transfer-2022-04-01");
}

TEST_F(PluginTest, ManyCallersConfirmATransactionOnce) {
  OpenAccount("d1", 1'000'000);
  constexpr int kCallers = 3;
  constexpr int kTransactions = 100;
  std::vector<std::thread> callers;
  std::atomic<int> refused = 0;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([&] {
      std::vector<Answer> answers;
      for (int i = 0; i < kTransactions; ++i) {
        answers.push_back(Send(Change("d1", Money(absl::StrCat("FT", i), 10))));
      }
      for (Answer& answer : answers) refused += answer.get().ok() ? 0 : 1;
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(PaidDong(Read("d1")), 10 * kTransactions);
  EXPECT_EQ(Read("d1").payments.size(), kTransactions);
}

TEST_F(PluginTest, ARepeatedConfirmationLeavesNoEvent) {
  OpenAccount("d1");
  const Confirmation first = *Do("d1", Money("FT1", 60))->confirmation;
  const std::int64_t events = EventCount();
  const auto again = Do("d1", Money("FT1", 60));
  EXPECT_EQ(again->confirmation, first);
  EXPECT_EQ(EventCount(), events);
  Restart();
  EXPECT_EQ(Do("d1", Money("FT1", 60))->confirmation, first);
  EXPECT_EQ(EventCount(), events);
}

TEST_F(PluginTest, ARequestIdIsAnsweredAgainWithoutDeciding) {
  OpenAccount("d1");
  const auto first = Send(Change("d1", Money("FT1", 60)), "request-1").get();
  const auto again = Send(Change("d1", Money("FT1", 60)), "request-1").get();
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_FALSE(first->replayed);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->resource, first->resource);
}

TEST_F(PluginTest, SerialsHaveNoGapsOverAgenciesBatchesAndRestarts) {
  std::vector<std::string> codes;
  for (int i = 0; i < 40; ++i) {
    codes.push_back(absl::StrCat("d", i));
    OpenAccount(codes.back(), 100, i % 2 == 0 ? "so-tu-phap" : "so-xay-dung");
  }
  const auto collect_all = [&] {
    std::vector<Answer> answers;
    for (const std::string& code : codes) {
      answers.push_back(Send(Change(code, CollectPayment{PaymentChannel::kCounter, 10, "01BL"})));
      answers.push_back(Send(Change(code, ReplaceReceipt{1, "misprint"})));
    }
    for (Answer& answer : answers) answer.wait();
  };
  collect_all();
  Restart();
  collect_all();
  EXPECT_EQ(Count("SELECT COUNT(*) FROM receipt"), 3 * 40);  // each first one was replaced once
  EXPECT_EQ(Count("SELECT COUNT(DISTINCT serial) FROM receipt WHERE agency = 'so-tu-phap'"), 60);
  EXPECT_EQ(Count("SELECT MAX(serial) FROM receipt WHERE agency = 'so-tu-phap'"), 60);
}

TEST_F(PluginTest, AnAccountOpenedInTheSameBatchIsPaidAndReceiptedAtOnce) {
  std::vector<Answer> answers;
  answers.push_back(
      Send(Change("d1", Open{"so-tu-phap", "khai-sinh", statistics::Channel::kOnline, 100})));
  answers.push_back(Send(Change("d1", Money("FT1", 100))));
  answers.push_back(Send(Change("d1", Money("FT1", 100))));
  answers.push_back(Send(Change("d1", IssueReceipt{"01BL"})));
  for (Answer& answer : answers) EXPECT_TRUE(answer.get().ok());
  EXPECT_EQ(CollectedDong(Read("d1")), 100);
}

TEST_F(PluginTest, AnotherEtagIsRefused) {
  OpenAccount("d1");
  auto change = Change("d1", WaiveObligation{1, "poor"});
  change->etag = "7";
  EXPECT_EQ(RefusalOf(Send(change).get().status()).reason, "ETAG_MISMATCH");
  change->etag = EtagOf(Read("d1").version);
  EXPECT_TRUE(Send(change).get().ok());
}

TEST_F(PluginTest, EventsTellAmountsAndNoReference) {
  OpenAccount("d1");
  Do("", ConfirmPayment{PaymentChannel::kQrTransfer, std::string(63, 'X'), "NGUYEN VAN A", 0, 70});
  sql::Connection connection(database_);
  const auto events = journal::ReadEvents(connection, 0, journal_->durable().sequence, 1000);
  std::vector<std::string> subjects;
  for (const journal::StoredEvent& stored : events) {
    subjects.push_back(stored.event.subject);
    EXPECT_EQ(stored.event.payload.find("NGUYEN"), std::string::npos);
  }
  EXPECT_THAT(subjects, ElementsAre("d1", "d1", "confirmations/qr_transfer"));
  v1::AccountEvent event;
  ASSERT_TRUE(event.ParseFromString(events[1].event.payload));
  EXPECT_EQ(event.obligation().name(), "dossiers/d1/obligations/1");
  EXPECT_EQ(event.state(), v1::Account::STATE_UNPAID);
  ASSERT_TRUE(event.ParseFromString(events[2].event.payload));
  EXPECT_EQ(event.finding().kind(), v1::PaymentFinding::KIND_UNASSIGNED);
  EXPECT_EQ(event.finding().dossier(), "");
}

}  // namespace
}  // namespace motcua::payment
