#include "services/payment/expiry.h"

#include "services/payment/payment_fixture.h"

namespace motcua::payment {
namespace {

class ExpiryTest : public PaymentTest {
 protected:
  // Before the pending times go.
  ~ExpiryTest() override { journal_.reset(); }

  void OpenAndStart(const std::string& code) {
    OpenAccount(code);
    Do(code, StartPayment{PaymentChannel::kQrTransfer, std::nullopt});
  }
  std::int64_t Pending() {
    return Count("SELECT COUNT(*) FROM account WHERE expire_time IS NOT NULL");
  }
  void WaitForPending(std::int64_t wanted) {
    for (int i = 0; i < 12000 && Pending() != wanted; ++i) absl::SleepFor(absl::Milliseconds(10));
    EXPECT_EQ(Pending(), wanted);
  }

  service::PendingTimes pending_{clock_.clock()};
};

TEST_F(ExpiryTest, EndsWhatIsDueInBoundedBatches) {
  for (const char* code : {"d1", "d2", "d3", "d4", "d5"}) OpenAndStart(code);
  clock_.Advance(absl::Minutes(10));
  OpenAndStart("d6");
  clock_.Advance(absl::Minutes(5));
  sql::ReadPool reads(database_, 1);
  const Expiry expiry(*journal_, reads, pending_, /*most=*/2);
  WaitForPending(1);
  EXPECT_EQ(Read("d1").payments[0].state, PaymentState::kExpired);
  EXPECT_EQ(Read("d6").payments[0].state, PaymentState::kPending);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM ledger_transaction WHERE kind = 'payment_expired'"), 5);
}

TEST_F(ExpiryTest, GoesOnAfterwards) {
  sql::ReadPool reads(database_, 1);
  const Expiry expiry(*journal_, reads, pending_);
  OpenAndStart("d1");
  EXPECT_EQ(Pending(), 1);
  clock_.Advance(absl::Minutes(15));
  WaitForPending(0);
  OpenAndStart("d2");
  clock_.Advance(absl::Minutes(15));
  WaitForPending(0);
}

TEST_F(ExpiryTest, MayEndWhileItIsAtWork) {
  for (int i = 0; i < 50; ++i) OpenAndStart(absl::StrCat("d", i));
  clock_.Advance(absl::Minutes(15));
  sql::ReadPool reads(database_, 1);
  { const Expiry expiry(*journal_, reads, pending_); }
  journal_->Stop();
}

}  // namespace
}  // namespace motcua::payment
