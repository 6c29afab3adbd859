#include "services/payment/follow.h"

#include "common/feed/follower.h"
#include "common/rpc/request.h"
#include "common/testing/sources.h"
#include "motcua/intake/v1/intake.pb.h"
#include "motcua/processing/v1/processing.pb.h"
#include "services/payment/payment_fixture.h"

namespace motcua::payment {
namespace {

constexpr char kDossier[] = "H50.01-220401-0001";

intake::v1::DossierEvent Received(std::int64_t fee_dong = 100) {
  intake::v1::DossierEvent event;
  intake::v1::Received& received = *event.mutable_received();
  received.set_agency("so-tu-phap");
  received.set_procedure("khai-sinh");
  received.set_channel(type::v1::CHANNEL_ONLINE);
  received.set_fee_dong(fee_dong);
  received.set_charge_dong(50);
  received.set_discount_percent(20);
  return event;
}

processing::v1::CaseEvent Corrected() {
  processing::v1::CaseEvent event;
  processing::v1::Corrected& corrected = *event.mutable_corrected();
  corrected.set_agency("so-xay-dung");
  corrected.set_procedure("cap-phep");
  corrected.set_channel(type::v1::CHANNEL_POST);
  *corrected.mutable_receive_time() = rpc::ToTimestamp(AprilAt(2, 8));
  return event;
}

processing::v1::CaseEvent Ended(processing::v1::LegEnd how, int leg = 0) {
  processing::v1::CaseEvent event;
  event.set_leg(leg);
  event.mutable_fact()->set_ended(how);
  return event;
}

feed::v1::Event Fed(const google::protobuf::Message& message) {
  feed::v1::Event event;
  event.set_subject(kDossier);
  *event.mutable_event_time() = rpc::ToTimestamp(AprilAt(1, 8));
  event.mutable_payload()->PackFrom(message);
  return event;
}

TEST(FollowTest, AReceiptOpensTheAccount) {
  const auto change = FromIntake({Fed(intake::v1::DossierEvent()), Fed(Received())});
  ASSERT_NE(change, nullptr);
  EXPECT_EQ(change->code, kDossier);
  EXPECT_EQ(change->event_time, AprilAt(1, 8));
  const Open& open = std::get<Open>(change->command);
  EXPECT_EQ(open.agency, "so-tu-phap");
  EXPECT_EQ(open.fee_dong, 100);
  EXPECT_EQ(open.charge_dong, 50);
  EXPECT_EQ(open.discount_percent, 20);
}

TEST(FollowTest, WhatDoesNotMatterIsPassedOver) {
  EXPECT_EQ(FromIntake({Fed(intake::v1::DossierEvent())}), nullptr);
  EXPECT_EQ(FromProcessing({Fed(processing::v1::CaseEvent())}), nullptr);
  EXPECT_EQ(FromProcessing({Fed(processing::v1::Recalculation())}), nullptr);
  EXPECT_EQ(FromProcessing({Fed(Ended(processing::v1::LEG_END_FINISHED))}), nullptr);
  EXPECT_EQ(FromProcessing({Fed(Ended(processing::v1::LEG_END_STOPPED, 1))}), nullptr);
}

TEST(FollowTest, EndsWithoutResultEnd) {
  for (const auto how : {processing::v1::LEG_END_WITHDRAWN, processing::v1::LEG_END_STOPPED,
                         processing::v1::LEG_END_REFUSED}) {
    // As processing tells it: linked legs first.
    const auto change = FromProcessing({Fed(Ended(how, 1)), Fed(Ended(how))});
    ASSERT_NE(change, nullptr);
    EXPECT_TRUE(std::holds_alternative<End>(change->command));
  }
  processing::v1::CaseEvent reopened;
  reopened.mutable_fact()->set_reopened(true);
  EXPECT_TRUE(std::holds_alternative<Reopen>(FromProcessing({Fed(reopened)})->command));
}

TEST(FollowTest, WhatCannotBeReadIsAFault) {
  EXPECT_FALSE(FromIntake({Fed(Corrected())})->fault.ok());
  EXPECT_FALSE(FromProcessing({Fed(Received())})->fault.ok());
  EXPECT_FALSE(FromIntake({Fed(Received(-1))})->fault.ok());
  intake::v1::DossierEvent linked = Received();
  linked.mutable_received()->set_channel(type::v1::CHANNEL_LINKED);
  EXPECT_FALSE(FromIntake({Fed(linked)})->fault.ok());
  processing::v1::CaseEvent nobody = Corrected();
  nobody.mutable_corrected()->clear_agency();
  EXPECT_FALSE(FromProcessing({Fed(nobody)})->fault.ok());
}

class FollowingTest : public PaymentTest {
 protected:
  std::unique_ptr<feed::Follower> Follow(
      const std::string& name, testing::FakeSource& source,
      std::shared_ptr<AccountChange> (*change)(const std::vector<feed::v1::Event>&)) {
    return std::make_unique<feed::Follower>(
        feed::Follower::Options{name, source.Channel(), journal_.get(), change});
  }
  static void WaitFor(const feed::Follower& follower, std::int64_t sequence) {
    for (int i = 0; i < 12000 && follower.state().applied_sequence < sequence; ++i) {
      absl::SleepFor(absl::Milliseconds(10));
    }
    ASSERT_EQ(follower.state().applied_sequence, sequence);
  }

  testing::FakeSource intake_{AprilAt(30, 0)};
  testing::FakeSource processing_{AprilAt(30, 0)};
};

TEST_F(FollowingTest, EitherFeedMayComeFirst) {
  const std::int64_t received = intake_.Publish(kDossier, Received(), AprilAt(1, 8));
  processing_.Publish(kDossier, Corrected(), AprilAt(3, 8));
  const std::int64_t stopped =
      processing_.Publish(kDossier, Ended(processing::v1::LEG_END_STOPPED), AprilAt(4, 8));

  const auto processing = Follow("processing", processing_, FromProcessing);
  WaitFor(*processing, stopped);
  EXPECT_EQ(Read(kDossier).facts.opened, false);
  EXPECT_EQ(EventCount(), 0);
  const auto intake = Follow("intake", intake_, FromIntake);
  WaitFor(*intake, received);

  const Account account = Read(kDossier);
  EXPECT_EQ(account.facts.agency, "so-xay-dung");
  EXPECT_EQ(account.facts.receive_time, AprilAt(2, 8));
  EXPECT_EQ(account.facts.end_time, AprilAt(4, 8));
  EXPECT_EQ(StateOf(account), AccountState::kCancelled);
  EXPECT_EQ(account.obligations.size(), 2);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM conflict"), 0);
}

TEST_F(FollowingTest, WhatCannotBeAppliedIsAConflict) {
  intake_.Publish(kDossier, Received(), AprilAt(1, 8));
  intake_.Publish(kDossier, Received(), AprilAt(1, 9));
  const std::int64_t last = intake_.Publish(kDossier, Received(-5), AprilAt(1, 10));
  const auto intake = Follow("intake", intake_, FromIntake);
  WaitFor(*intake, last);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM conflict WHERE reason = 'CONFLICT_ACCOUNT_EXISTS'"), 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM conflict WHERE reason = 'CONFLICT_EVENT_UNREADABLE'"), 1);
  EXPECT_EQ(Read(kDossier).obligations.size(), 2);
  EXPECT_EQ(intake->state().complete_until, AprilAt(30, 0));
}

}  // namespace
}  // namespace motcua::payment
