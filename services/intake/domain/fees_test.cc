// What a receipt fixes of fees: what the procedure asks, less the discount for filing online.
#include "gtest/gtest.h"
#include "services/intake/domain/decide.h"
#include "services/intake/domain/sample_catalog.h"

namespace motcua::intake {
namespace {

// One procedure with a fee of 50,001 đồng and a charge of 333.
UpdateCatalog WithCharge() {
  UpdateCatalog update = SampleUpdate();
  update.procedures[0].fee_dong = 50'001;
  update.procedures[0].charge_dong = 333;
  return update;
}

Received ReceivedUnder(const UpdateCatalog& update, Channel channel,
                       const char* receipt = "2022-03-15") {
  const auto catalog = *Decide(nullptr, update);
  Receive receive;
  receive.filing.agency = "so-tu-phap";
  receive.filing.procedure = "khai-sinh";
  receive.filing.channel = channel;
  receive.filing.file_time = MorningOf("2022-03-14");
  receive.receive_time = MorningOf(receipt);
  Context context;
  context.catalog = catalog.get();
  const auto decision = Decide(nullptr, receive, context);
  EXPECT_TRUE(decision.ok()) << decision.status();
  return std::get<Received>(decision->events.at(0).change);
}

TEST(FeesTest, ReceiptFixesFeeAndChargeOfTheProcedure) {
  const Received received = ReceivedUnder(WithCharge(), Channel::kOnline);
  EXPECT_EQ(received.fee_dong, 50'001);
  EXPECT_EQ(received.charge_dong, 333);
  EXPECT_EQ(received.discount_percent, 0);
}

TEST(FeesTest, DiscountIsRoundedDownForTheApplicant) {
  UpdateCatalog update = WithCharge();
  update.discounts = {SampleDiscount("truc-tuyen", 50)};
  const Received received = ReceivedUnder(update, Channel::kOnline);
  EXPECT_EQ(received.fee_dong, 25'000);
  EXPECT_EQ(received.charge_dong, 166);
  EXPECT_EQ(received.discount_percent, 50);
}

TEST(FeesTest, OnlyOnlineFilingIsDiscounted) {
  UpdateCatalog update = WithCharge();
  update.discounts = {SampleDiscount("truc-tuyen", 100)};
  for (const Channel channel : {Channel::kInPerson, Channel::kPost}) {
    const Received received = ReceivedUnder(update, channel);
    EXPECT_EQ(received.fee_dong, 50'001);
    EXPECT_EQ(received.discount_percent, 0);
  }
  EXPECT_EQ(ReceivedUnder(update, Channel::kOnline).fee_dong, 0);
}

TEST(FeesTest, DiscountOfTheReceiptDayCounts) {
  UpdateCatalog update = WithCharge();
  update.discounts = {SampleDiscount("truc-tuyen", 20)};
  update.discounts[0].valid_from = DayAt("2022-03-16");
  EXPECT_EQ(ReceivedUnder(update, Channel::kOnline, "2022-03-15").discount_percent, 0);
  EXPECT_EQ(ReceivedUnder(update, Channel::kOnline, "2022-03-16").discount_percent, 20);
}

TEST(FeesTest, HighestFeeIsDiscountedExactly) {
  UpdateCatalog update = WithCharge();
  update.procedures[0].fee_dong = 1'000'000'000'000;
  update.discounts = {SampleDiscount("truc-tuyen", 1)};
  EXPECT_EQ(ReceivedUnder(update, Channel::kOnline).fee_dong, 990'000'000'000);
}

TEST(FeesTest, ProcedureWithoutFeeAsksNothing) {
  UpdateCatalog update = WithCharge();
  update.procedures[0].has_fee = false;
  update.discounts = {SampleDiscount("truc-tuyen", 50)};
  const Received received = ReceivedUnder(update, Channel::kOnline);
  EXPECT_EQ(received.fee_dong, 0);
  EXPECT_EQ(received.charge_dong, 0);
  EXPECT_EQ(received.discount_percent, 0);
}

}  // namespace
}  // namespace motcua::intake
