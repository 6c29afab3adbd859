#include "common/statistics/cells.h"

#include "common/base/hash.h"
#include "gtest/gtest.h"
#include "motcua/statistics/v1/statistics.pb.h"

namespace motcua::statistics {
namespace {

const CellKey kOne = {"so-tu-phap", "1.001122", Channel::kOnline, 19093, Counter::kReceived, ""};
const CellKey kTwo = {"so-tu-phap", "", Channel::kLinked, 19094, Counter::kLateStep, "cuc-thue"};

TEST(CellsTest, CountersAreThoseOfTheContract) {
  const auto* contract = v1::Counter_descriptor();
  const auto is = [&](Counter counter, const char* name) {
    const auto* value = contract->FindValueByName(name);
    ASSERT_NE(value, nullptr) << name;
    EXPECT_EQ(value->number(), static_cast<int>(counter)) << name;
  };
  is(Counter::kFiled, "COUNTER_FILED");
  is(Counter::kRefused, "COUNTER_REFUSED");
  is(Counter::kSupplementFirst, "COUNTER_SUPPLEMENT_FIRST");
  is(Counter::kSupplementRepeated, "COUNTER_SUPPLEMENT_REPEATED");
  is(Counter::kPostalIn, "COUNTER_POSTAL_IN");
  is(Counter::kPostalOut, "COUNTER_POSTAL_OUT");
  is(Counter::kReceived, "COUNTER_RECEIVED");
  is(Counter::kMovedIn, "COUNTER_MOVED_IN");
  is(Counter::kMovedOut, "COUNTER_MOVED_OUT");
  is(Counter::kReopened, "COUNTER_REOPENED");
  is(Counter::kFinishedEarly, "COUNTER_FINISHED_EARLY");
  is(Counter::kFinishedOnTime, "COUNTER_FINISHED_ON_TIME");
  is(Counter::kFinishedLate, "COUNTER_FINISHED_LATE");
  is(Counter::kFinishedUndated, "COUNTER_FINISHED_UNDATED");
  is(Counter::kWithdrawn, "COUNTER_WITHDRAWN");
  is(Counter::kStopped, "COUNTER_STOPPED");
  is(Counter::kRefusedAfterReceipt, "COUNTER_REFUSED_AFTER_RECEIPT");
  is(Counter::kOverdue, "COUNTER_OVERDUE");
  is(Counter::kWaitingSupplement, "COUNTER_WAITING_SUPPLEMENT");
  is(Counter::kWaitingObligation, "COUNTER_WAITING_OBLIGATION");
  is(Counter::kWaitingOtherBody, "COUNTER_WAITING_OTHER_BODY");
  is(Counter::kUndated, "COUNTER_UNDATED");
  is(Counter::kLateByOwn, "COUNTER_LATE_BY_OWN");
  is(Counter::kLateByLinked, "COUNTER_LATE_BY_LINKED");
  is(Counter::kLateApologisedOwn, "COUNTER_LATE_APOLOGISED_OWN");
  is(Counter::kLateApologisedLinked, "COUNTER_LATE_APOLOGISED_LINKED");
  is(Counter::kLateExtendedOwn, "COUNTER_LATE_EXTENDED_OWN");
  is(Counter::kLateExtendedLinked, "COUNTER_LATE_EXTENDED_LINKED");
  is(Counter::kLateStep, "COUNTER_LATE_STEP");
  is(Counter::kFeeBearingFee, "COUNTER_FEE_BEARING_FEE");
  is(Counter::kFeeBearingObligation, "COUNTER_FEE_BEARING_OBLIGATION");
  is(Counter::kPaidNoneUnrecorded, "COUNTER_PAID_NONE_UNRECORDED");
  is(Counter::kPaidNoneRecorded, "COUNTER_PAID_NONE_RECORDED");
  is(Counter::kPaidNationalUnrecorded, "COUNTER_PAID_NATIONAL_UNRECORDED");
  is(Counter::kPaidNationalRecorded, "COUNTER_PAID_NATIONAL_RECORDED");
  is(Counter::kPaidOtherUnrecorded, "COUNTER_PAID_OTHER_UNRECORDED");
  is(Counter::kPaidOtherRecorded, "COUNTER_PAID_OTHER_RECORDED");
  is(Counter::kPaidBothUnrecorded, "COUNTER_PAID_BOTH_UNRECORDED");
  is(Counter::kPaidBothRecorded, "COUNTER_PAID_BOTH_RECORDED");
  is(Counter::kAmountOwed, "COUNTER_AMOUNT_OWED");
  is(Counter::kPaymentsNationalPortal, "COUNTER_PAYMENTS_NATIONAL_PORTAL");
  is(Counter::kPaymentsProvinceGateway, "COUNTER_PAYMENTS_PROVINCE_GATEWAY");
  is(Counter::kPaymentsQrTransfer, "COUNTER_PAYMENTS_QR_TRANSFER");
  is(Counter::kPaymentsCounter, "COUNTER_PAYMENTS_COUNTER");
  is(Counter::kPaymentsPost, "COUNTER_PAYMENTS_POST");
  is(Counter::kAmountNationalPortal, "COUNTER_AMOUNT_NATIONAL_PORTAL");
  is(Counter::kAmountProvinceGateway, "COUNTER_AMOUNT_PROVINCE_GATEWAY");
  is(Counter::kAmountQrTransfer, "COUNTER_AMOUNT_QR_TRANSFER");
  is(Counter::kAmountCounter, "COUNTER_AMOUNT_COUNTER");
  is(Counter::kAmountPost, "COUNTER_AMOUNT_POST");
  is(Counter::kRefunds, "COUNTER_REFUNDS");
  is(Counter::kAmountRefunded, "COUNTER_AMOUNT_REFUNDED");
  is(Counter::kComponentsReceived, "COUNTER_COMPONENTS_RECEIVED");
  is(Counter::kComponentsAny, "COUNTER_COMPONENTS_ANY");
  is(Counter::kComponentsFull, "COUNTER_COMPONENTS_FULL");
  is(Counter::kComponentsReused, "COUNTER_COMPONENTS_REUSED");
  is(Counter::kResultsFinished, "COUNTER_RESULTS_FINISHED");
  is(Counter::kResultsDigitized, "COUNTER_RESULTS_DIGITIZED");
  is(Counter::kResultsDoubtful, "COUNTER_RESULTS_DOUBTFUL");
  is(Counter::kResultsInForce, "COUNTER_RESULTS_IN_FORCE");
  is(Counter::kResultsInForceDigitized, "COUNTER_RESULTS_IN_FORCE_DIGITIZED");
  is(Counter::kSyncedResults, "COUNTER_SYNCED_RESULTS");
  is(Counter::kSiteVisits, "COUNTER_SITE_VISITS");
  EXPECT_EQ(contract->value_count(), 63 + 1) << "a counter is missing here";
}

TEST(CellsTest, ChannelsAreThoseOfTheContract) {
  EXPECT_EQ(static_cast<int>(Channel::kOnline), type::v1::CHANNEL_ONLINE);
  EXPECT_EQ(static_cast<int>(Channel::kInPerson), type::v1::CHANNEL_IN_PERSON);
  EXPECT_EQ(static_cast<int>(Channel::kPost), type::v1::CHANNEL_POST);
  EXPECT_EQ(static_cast<int>(Channel::kLinked), type::v1::CHANNEL_LINKED);
}

TEST(CellsTest, OpenStockAddsWhatComesAndSubtractsWhatGoes) {
  int in = 0;
  int out = 0;
  for (int number = 0; number <= static_cast<int>(kLastCounter); ++number) {
    const int sign = OpenSign(static_cast<Counter>(number));
    in += sign > 0 ? 1 : 0;
    out += sign < 0 ? 1 : 0;
  }
  EXPECT_EQ(in, 3);
  EXPECT_EQ(out, 8);
  EXPECT_EQ(OpenSign(Counter::kReopened), 1);
  EXPECT_EQ(OpenSign(Counter::kRefusedAfterReceipt), -1);
  EXPECT_EQ(OpenSign(Counter::kRefused), 0);
  EXPECT_EQ(OpenSign(Counter::kOverdue), 0);
}

TEST(DeltasTest, DropsWhatReturnsToZero) {
  Deltas deltas;
  deltas.Add(kOne, 2);
  deltas.Add(kTwo, 0);
  EXPECT_EQ(deltas.values().size(), 1u);
  deltas.Add(kOne, -2);
  EXPECT_TRUE(deltas.values().empty());
}

TEST(DeltasTest, AfterMinusBeforeIsTheDifference) {
  Deltas before;
  before.Add(kOne, 2);
  Deltas after;
  after.Add(kOne, 2);
  after.Add(kTwo, 1);
  Deltas difference = after;
  difference.Add(before, -1);
  Deltas expected;
  expected.Add(kTwo, 1);
  EXPECT_EQ(difference, expected);
}

TEST(DigestTest, IsTheDocumentedSum) {
  // The canonical form written out by hand.
  const std::string canonical(
      "\0\0\0\x0Aso-tu-phap\0\0\0\x08"
      "1.001122\0\0\0\0"
      "\0\0\0\x01\0\0\x4A\x95\0\0\0\x14"
      "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFE",
      4 + 10 + 4 + 8 + 4 + 12 + 8);
  Digest digest;
  digest.Add(kOne, -2);
  EXPECT_EQ(HexEncode(digest.ToBytes()), HexEncode(Sha256(canonical).substr(0, 16)));
}

TEST(DigestTest, OrderDoesNotMatterAndRemoveUndoesAdd) {
  Digest forwards;
  forwards.Add(kOne, 1);
  forwards.Add(kTwo, 2);
  Digest backwards;
  backwards.Add(kTwo, 2);
  backwards.Add(kTwo, 0);
  backwards.Add(kOne, 1);
  EXPECT_EQ(forwards, backwards);
  forwards.Remove(kOne, 1);
  forwards.Remove(kTwo, 2);
  EXPECT_EQ(forwards, Digest());
}

TEST(DigestTest, DiffersByOneValueOrOneKey) {
  Digest one;
  one.Add(kOne, 1);
  Digest other_value;
  other_value.Add(kOne, 2);
  Digest other_key;
  other_key.Add(kTwo, 1);
  EXPECT_FALSE(one == other_value);
  EXPECT_FALSE(one == other_key);
}

TEST(DigestTest, BytesAndBackIsTheSame) {
  Digest digest;
  digest.Add(kOne, 1);
  digest.Add(kTwo, 7);
  EXPECT_EQ(Digest::FromBytes(digest.ToBytes()), digest);
  EXPECT_EQ(digest.ToBytes().size(), 16u);
}

}  // namespace
}  // namespace motcua::statistics
