#include "services/payment/requests.h"

#include <string>
#include <vector>

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace motcua::payment {
namespace {

using testing::IsOk;
using testing::RefusedAt;

const absl::Time kNow = absl::FromUnixSeconds(1'650'000'000);
const rpc::Caller kImporter{"quang-tri", type::v1::ROLE_IMPORTER};
const rpc::Caller kOfficer{"quang-tri", type::v1::ROLE_OFFICER};
const std::string kPart = "name: 'dossiers/H50-1/obligations/2' ";
const std::string kName = "name: 'dossiers/H50-1' ";
const std::string kAmount = "amount { currency: 'VND' dong: 5 } ";
const std::string kReason = "reason_code: 'error' ";

template <typename Request>
absl::StatusOr<AskedChange> Parse(const std::string& text, const rpc::Caller& caller = kImporter) {
  Request request;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request)) << text;
  return ParseChange(request, caller, kNow);
}

TEST(RequestsTest, APartIsNamedWithItsAccount) {
  const auto asked = Parse<v1::ChangeObligationRequest>(kPart + kAmount + kReason + "etag: '7'");
  ASSERT_THAT(asked, IsOk());
  EXPECT_EQ(asked->target.code, "H50-1");
  EXPECT_EQ(asked->target.etag, "7");
  const auto& change = std::get<ChangeObligation>(asked->command);
  EXPECT_EQ(change.obligation, 2);
  EXPECT_EQ(change.amount_dong, 5);
  EXPECT_EQ(change.reason_code, "error");
}

TEST(RequestsTest, NamesHaveTheirForm) {
  for (const std::string name :
       {"dossiers/H50-1", "dossiers/H50-1/payments/2", "dossiers/H50-1/obligations/0",
        "dossiers/H50-1/obligations/", "dossiers/H50-1/obligations/01",
        "dossiers/H50-1/obligations/99999999999", "dossiers//obligations/1", "obligations/1",
        "/obligations/1", "dossiers/a/b/obligations/1", "dossiers/a b/obligations/1", "/", "//"}) {
    EXPECT_THAT(Parse<v1::CancelObligationRequest>("name: '" + name + "' " + kReason),
                RefusedAt("NAME_INVALID", "name"))
        << name;
  }
  EXPECT_THAT(Parse<v1::CancelObligationRequest>(kReason), RefusedAt("FIELD_REQUIRED", "name"));
  EXPECT_THAT(Parse<v1::OrderRefundRequest>(kReason), RefusedAt("FIELD_REQUIRED", "name"));
  EXPECT_THAT(Parse<v1::OrderRefundRequest>("name: 'dossiers/H50-1/refunds/1' " + kReason),
              RefusedAt("NAME_INVALID", "name"));
}

TEST(RequestsTest, EachPartHasItsCollection) {
  EXPECT_THAT(Parse<v1::CancelPaymentRequest>("name: 'dossiers/H50-1/payments/1'"), IsOk());
  EXPECT_THAT(Parse<v1::ConfirmRefundRequest>("name: 'dossiers/H50-1/refunds/1'"), IsOk());
  EXPECT_THAT(Parse<v1::RejectRefundRequest>("name: 'dossiers/H50-1/refunds/1' " + kReason),
              IsOk());
  EXPECT_THAT(Parse<v1::ReplaceReceiptRequest>("name: 'dossiers/H50-1/receipts/1' " + kReason),
              IsOk());
  EXPECT_THAT(Parse<v1::CancelReceiptRequest>("name: 'dossiers/H50-1/receipts/1' " + kReason),
              IsOk());
  EXPECT_THAT(Parse<v1::WaiveObligationRequest>(kPart + kReason), IsOk());
}

TEST(RequestsTest, AmountsAreWholeDongWithinBounds) {
  const auto raise = [](const std::string& amount) {
    return Parse<v1::RaiseObligationRequest>(kName + kReason + "kind: KIND_FEE " + amount);
  };
  EXPECT_THAT(raise("amount { currency: 'VND' dong: 1000000000000000 }"), IsOk());
  EXPECT_THAT(raise("amount { currency: 'VND' dong: 1000000000000001 }"),
              RefusedAt("AMOUNT_TOO_LARGE", "amount.dong"));
  EXPECT_THAT(raise("amount { currency: 'VND' dong: 9223372036854775807 }"),
              RefusedAt("AMOUNT_TOO_LARGE", "amount.dong"));
  EXPECT_THAT(raise("amount { currency: 'VND' dong: 0 }"),
              RefusedAt("AMOUNT_NOT_POSITIVE", "amount.dong"));
  EXPECT_THAT(raise("amount { currency: 'VND' dong: -5 }"),
              RefusedAt("AMOUNT_NOT_POSITIVE", "amount.dong"));
  EXPECT_THAT(raise("amount { currency: 'USD' dong: 5 }"),
              RefusedAt("CURRENCY_UNSUPPORTED", "amount.currency"));
  EXPECT_THAT(raise("amount { dong: 5 }"), RefusedAt("CURRENCY_UNSUPPORTED", "amount.currency"));
  EXPECT_THAT(raise(""), RefusedAt("CURRENCY_UNSUPPORTED", "amount.currency"));
}

TEST(RequestsTest, EnumsAreKnown) {
  EXPECT_THAT(Parse<v1::RaiseObligationRequest>(kName + kReason + kAmount),
              RefusedAt("OBLIGATION_KIND_INVALID", "kind"));
  EXPECT_THAT(Parse<v1::RaiseObligationRequest>(kName + kReason + kAmount + "kind: 99"),
              RefusedAt("OBLIGATION_KIND_INVALID", "kind"));
  EXPECT_THAT(Parse<v1::StartPaymentRequest>(kName), RefusedAt("GATEWAY_INVALID", "channel"));
  EXPECT_THAT(Parse<v1::StartPaymentRequest>(kName + "channel: PAYMENT_CHANNEL_COUNTER"),
              RefusedAt("GATEWAY_INVALID", "channel"));
  EXPECT_THAT(Parse<v1::CollectPaymentRequest>(kName + "channel: PAYMENT_CHANNEL_QR_TRANSFER"),
              RefusedAt("CHANNEL_INVALID", "channel"));
  EXPECT_THAT(Parse<v1::CollectPaymentRequest>(kName + "channel: PAYMENT_CHANNEL_POST"), IsOk());
}

TEST(RequestsTest, OptionalAmountsAreCheckedWhenPresent) {
  const std::string counter = kName + "channel: PAYMENT_CHANNEL_COUNTER ";
  const auto all = Parse<v1::CollectPaymentRequest>(counter);
  ASSERT_THAT(all, IsOk());
  EXPECT_EQ(std::get<CollectPayment>(all->command).amount_dong, std::nullopt);
  EXPECT_THAT(Parse<v1::CollectPaymentRequest>(counter + "amount { }"),
              RefusedAt("CURRENCY_UNSUPPORTED", "amount.currency"));
  const auto part = Parse<v1::OrderRefundRequest>(kName + kReason + kAmount);
  ASSERT_THAT(part, IsOk());
  EXPECT_EQ(std::get<OrderRefund>(part->command).amount_dong, 5);
}

TEST(RequestsTest, AReferenceThatIsNoDossierIsNoError) {
  const std::string good =
      "gateway: PAYMENT_CHANNEL_QR_TRANSFER gateway_transaction: 'FT1' " + kAmount + "reference: ";
  const auto named = Parse<v1::ConfirmPaymentRequest>(good + "'dossiers/H50-1/payments/3'");
  ASSERT_THAT(named, IsOk());
  EXPECT_EQ(named->target.code, "H50-1");
  EXPECT_EQ(std::get<ConfirmPayment>(named->command).payment, 3);
  const auto other = Parse<v1::ConfirmPaymentRequest>(good + "'Nguyễn Văn A nộp lệ phí'");
  ASSERT_THAT(other, IsOk());
  EXPECT_EQ(other->target.code, "");
  EXPECT_THAT(Parse<v1::ConfirmPaymentRequest>(good + "'a\\001b'"),
              RefusedAt("REFERENCE_INVALID", "reference"));
  EXPECT_THAT(Parse<v1::ConfirmPaymentRequest>(good + "'" + std::string(256, 'a') + "'"),
              RefusedAt("REFERENCE_INVALID", "reference"));
}

TEST(RequestsTest, ConfirmationsNameGatewayAndTransaction) {
  EXPECT_THAT(Parse<v1::ConfirmPaymentRequest>("gateway_transaction: 'FT1' " + kAmount),
              RefusedAt("GATEWAY_INVALID", "gateway"));
  const std::string gateway = "gateway: PAYMENT_CHANNEL_QR_TRANSFER " + kAmount;
  EXPECT_THAT(Parse<v1::ConfirmPaymentRequest>(gateway),
              RefusedAt("GATEWAY_TRANSACTION_INVALID", "gateway_transaction"));
  EXPECT_THAT(Parse<v1::ConfirmPaymentRequest>(gateway + "gateway_transaction: 'F T'"),
              RefusedAt("GATEWAY_TRANSACTION_INVALID", "gateway_transaction"));
  EXPECT_THAT(Parse<v1::ConfirmPaymentRequest>(
                  gateway + "gateway_transaction: 'FT' pay_time { seconds: 1650000001 }"),
              RefusedAt("TIME_IN_FUTURE", "pay_time"));
  EXPECT_THAT(Parse<v1::AssignConfirmationRequest>(kName + kReason + gateway.substr(0, 37) +
                                                   "gateway_transaction: ''"),
              RefusedAt("GATEWAY_TRANSACTION_INVALID", "gateway_transaction"));
}

// A service may say when the payer paid, though not when anything else happened.
TEST(RequestsTest, OnlyImportersStateEventTimes) {
  const std::string time = "event_time { seconds: 1649999999 }";
  EXPECT_THAT(Parse<v1::OrderRefundRequest>(kName + kReason + time, kOfficer),
              RefusedAt("IMPORT_ROLE_REQUIRED", "event_time"));
  const auto stated = Parse<v1::OrderRefundRequest>(kName + kReason + time);
  ASSERT_THAT(stated, IsOk());
  EXPECT_EQ(stated->target.stated_time, kNow - absl::Seconds(1));
  EXPECT_THAT(Parse<v1::OrderRefundRequest>(kName + kReason + "event_time { seconds: 1650000001 }"),
              RefusedAt("TIME_IN_FUTURE", "event_time"));
  EXPECT_THAT(
      Parse<v1::CancelPaymentRequest>("name: 'dossiers/H50-1/payments/1' " + time, kOfficer),
      RefusedAt("IMPORT_ROLE_REQUIRED", "event_time"));
  const auto paid = Parse<v1::ConfirmPaymentRequest>(
      "gateway: PAYMENT_CHANNEL_QR_TRANSFER gateway_transaction: 'FT1' " + kAmount +
          "pay_time { seconds: 1649999999 }",
      kOfficer);
  ASSERT_THAT(paid, IsOk());
  EXPECT_EQ(paid->target.stated_time, kNow - absl::Seconds(1));
}

TEST(RequestsTest, BooksHaveTheirForm) {
  EXPECT_THAT(Parse<v1::IssueReceiptRequest>(kName + "book: 'BL-22/TP'"), IsOk());
  for (const std::string book : {"", "bl", "BL 22", "ABCDEFGHIJKLMNOPQRSTU"}) {
    EXPECT_THAT(Parse<v1::IssueReceiptRequest>(kName + "book: '" + book + "'"),
                RefusedAt("BOOK_INVALID", "book"))
        << book;
  }
  EXPECT_THAT(
      Parse<v1::CollectPaymentRequest>(kName + "channel: PAYMENT_CHANNEL_COUNTER book: 'bl'"),
      RefusedAt("BOOK_INVALID", "book"));
}

TEST(RequestsTest, ReasonsAreRequired) {
  EXPECT_THAT(Parse<v1::WaiveObligationRequest>(kPart), RefusedAt("FIELD_REQUIRED", "reason_code"));
  EXPECT_THAT(Parse<v1::OrderRefundRequest>(kName + "reason_code: 'A b'"),
              RefusedAt("REASON_CODE_INVALID", "reason_code"));
}

}  // namespace
}  // namespace motcua::payment
