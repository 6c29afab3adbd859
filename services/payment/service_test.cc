#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/payment/domain/qr_text.h"
#include "services/payment/service_fixture.h"

namespace motcua::payment {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kCode[] = "H50.01-220401-0001";

class PaymentServiceTest : public ServiceTest {
 protected:
  v1::Payment Start(const std::string& code = kCode) {
    auto request = For<v1::StartPaymentRequest>(code);
    request.set_channel(v1::PAYMENT_CHANNEL_QR_TRANSFER);
    return Do(&Stub::StartPayment, request);
  }
  v1::Receipt Issue(const std::string& code = kCode) {
    auto request = For<v1::IssueReceiptRequest>(code);
    request.set_book("BL-22/TP");
    return Do(&Stub::IssueReceipt, request);
  }
};

TEST_F(PaymentServiceTest, AReceiptAtIntakeOpensTheAccount) {
  ASSERT_TRUE(OpenAccount(kCode).ok());
  const v1::Account account = Get(kCode);
  EXPECT_EQ(account.name(), absl::StrCat("dossiers/", kCode));
  EXPECT_EQ(account.agency(), "agencies/so-tu-phap");
  EXPECT_EQ(account.state(), v1::Account::STATE_UNPAID);
  ASSERT_EQ(account.obligations_size(), 1);
  EXPECT_EQ(account.obligations(0).name(), absl::StrCat("dossiers/", kCode, "/obligations/1"));
  EXPECT_EQ(account.owed_dong(), 100'000);
}

TEST_F(PaymentServiceTest, PaidByQrCodeAndReceipted) {
  ASSERT_TRUE(OpenAccount(kCode).ok());
  const v1::Payment payment = Start();
  EXPECT_EQ(payment.state(), v1::Payment::STATE_PENDING);
  EXPECT_EQ(Get(kCode).state(), v1::Account::STATE_WAITING);

  const v1::QrCode code = Do(&Stub::GetQrCode, For<v1::GetQrCodeRequest>(payment.name()));
  const QrTransfer transfer = ParseQrText(code.text()).value();
  EXPECT_EQ(transfer.amount_dong, 100'000);
  EXPECT_EQ(ReferenceOf(transfer), payment.name());
  EXPECT_THAT(code.picture(), IsEmpty());
  EXPECT_THAT(code.text(), HasSubstr(absl::StrCat(kCode, "/1")));  // what a gateway then reports

  const v1::Confirmation confirmation =
      Do(&Stub::ConfirmPayment, Confirmed("FT1", absl::StrCat(kCode, "/1"), 100'000));
  EXPECT_EQ(confirmation.outcome(), v1::Confirmation::OUTCOME_POSTED);
  EXPECT_EQ(confirmation.payment(), payment.name());

  const v1::Receipt receipt = Issue();
  EXPECT_EQ(receipt.name(), absl::StrCat("dossiers/", kCode, "/receipts/1"));
  EXPECT_EQ(receipt.serial(), 1);
  EXPECT_EQ(receipt.amount_dong(), 100'000);
  const v1::Account account = Get(kCode);
  EXPECT_EQ(account.state(), v1::Account::STATE_PAID);
  EXPECT_EQ(account.collected_dong(), 100'000);
}

TEST_F(PaymentServiceTest, PicturesAreDrawnOnRequest) {
  ASSERT_TRUE(OpenAccount(kCode).ok());
  auto request = For<v1::GetQrCodeRequest>(Start().name());
  request.set_format(v1::GetQrCodeRequest::FORMAT_PNG);
  const v1::QrCode png = Do(&Stub::GetQrCode, request);
  EXPECT_EQ(png.media_type(), "image/png");
  EXPECT_EQ(png.picture().substr(1, 3), "PNG");
  request.set_format(v1::GetQrCodeRequest::FORMAT_SVG);
  const v1::QrCode svg = Do(&Stub::GetQrCode, request);
  EXPECT_EQ(svg.media_type(), "image/svg+xml");
  EXPECT_EQ(svg.picture().substr(0, 4), "<svg");
}

TEST_F(PaymentServiceTest, AQrCodeAsksForNoMoreThanIsOwed) {
  ASSERT_TRUE(OpenAccount(kCode).ok());
  const v1::Payment payment = Start();
  auto waive = For<v1::WaiveObligationRequest>(absl::StrCat("dossiers/", kCode, "/obligations/1"));
  waive.set_reason_code("poor_household");
  Do(&Stub::WaiveObligation, waive);
  EXPECT_EQ(Get(kCode).payments(0).state(), v1::Payment::STATE_CANCELLED);
  EXPECT_EQ(Refusal(&Stub::GetQrCode, For<v1::GetQrCodeRequest>(payment.name())),
            "PAYMENT_NOT_PENDING");
}

TEST_F(PaymentServiceTest, QrCodesNeedAPendingPaymentAndABankAccount) {
  ASSERT_TRUE(OpenAccount(kCode).ok());
  const std::string name = absl::StrCat("dossiers/", kCode, "/payments/1");
  EXPECT_EQ(Refusal(&Stub::GetQrCode, For<v1::GetQrCodeRequest>(name)), "PAYMENT_NOT_FOUND name");
  EXPECT_EQ(Refusal(&Stub::GetQrCode, For<v1::GetQrCodeRequest>("dossiers/H50-1/payments/1")),
            "ACCOUNT_NOT_FOUND name");
  Start();
  clock_.Advance(absl::Minutes(15));
  EXPECT_EQ(Refusal(&Stub::GetQrCode, For<v1::GetQrCodeRequest>(name)), "PAYMENT_NOT_PENDING");
  clock_.Advance(-absl::Minutes(15));
  Restart({});
  EXPECT_EQ(Refusal(&Stub::GetQrCode, For<v1::GetQrCodeRequest>(name)), "QR_NOT_CONFIGURED");
}

TEST_F(PaymentServiceTest, TheSameRequestIdIsAnsweredTheSame) {
  ASSERT_TRUE(OpenAccount(kCode).ok());
  auto start = For<v1::StartPaymentRequest>(kCode);
  start.set_request_id("start");
  start.set_channel(v1::PAYMENT_CHANNEL_QR_TRANSFER);
  const v1::Payment payment = Do(&Stub::StartPayment, start);
  EXPECT_EQ(Do(&Stub::StartPayment, start).SerializeAsString(), payment.SerializeAsString());

  auto confirm = Confirmed("FT1", payment.name(), 100'000);
  confirm.set_request_id("confirm");
  const v1::Confirmation confirmation = Do(&Stub::ConfirmPayment, confirm);
  EXPECT_EQ(Do(&Stub::ConfirmPayment, confirm).SerializeAsString(),
            confirmation.SerializeAsString());

  auto issue = For<v1::IssueReceiptRequest>(kCode);
  issue.set_request_id("issue");
  issue.set_book("BL");
  const v1::Receipt receipt = Do(&Stub::IssueReceipt, issue);
  EXPECT_EQ(Do(&Stub::IssueReceipt, issue).SerializeAsString(), receipt.SerializeAsString());

  auto raise = For<v1::RaiseObligationRequest>(kCode);
  raise.set_request_id("raise");
  raise.set_kind(v1::Obligation::KIND_FINANCIAL_OBLIGATION);
  raise.mutable_amount()->set_currency("VND");
  raise.mutable_amount()->set_dong(5);
  raise.set_reason_code("land");
  const v1::Account account = Do(&Stub::RaiseObligation, raise);
  EXPECT_EQ(account.obligations_size(), 2);
  EXPECT_EQ(Do(&Stub::RaiseObligation, raise).SerializeAsString(), account.SerializeAsString());
  raise.set_reason_code("other");
  EXPECT_EQ(Refusal(&Stub::RaiseObligation, raise), "REQUEST_ID_REUSED request_id");
}

TEST_F(PaymentServiceTest, AGatewayMayTellTwiceUnderOtherRequestIds) {
  ASSERT_TRUE(OpenAccount(kCode).ok());
  const auto confirm = Confirmed("FT1", absl::StrCat("dossiers/", kCode), 100'000);
  const v1::Confirmation first = Do(&Stub::ConfirmPayment, confirm);
  EXPECT_EQ(first.outcome(), v1::Confirmation::OUTCOME_POSTED_WITH_FINDING);
  EXPECT_EQ(first.finding().kind(), v1::PaymentFinding::KIND_UNANNOUNCED);
  EXPECT_EQ(Do(&Stub::ConfirmPayment, confirm).SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(Do(&Stub::ConfirmPayment, Confirmed("FT1", "", 90'000)).outcome(),
            v1::Confirmation::OUTCOME_CONTRADICTED);
  EXPECT_EQ(Get(kCode).paid_dong(), 100'000);
}

TEST_F(PaymentServiceTest, UnassignedMoneyIsAssignedLater) {
  const v1::Confirmation kept = Do(&Stub::ConfirmPayment, Confirmed("FT9", "Nộp lệ phí", 70'000));
  EXPECT_EQ(kept.outcome(), v1::Confirmation::OUTCOME_UNASSIGNED);
  EXPECT_EQ(kept.payment(), "");
  const v1::ListTransactionsResponse ledger = Do(
      &Stub::ListTransactions, For<v1::ListTransactionsRequest>("confirmations/qr_transfer-FT9"));
  ASSERT_EQ(ledger.transactions_size(), 1);
  EXPECT_EQ(ledger.transactions(0).kind(), "payment_unassigned");

  ASSERT_TRUE(OpenAccount(kCode).ok());
  auto assign = For<v1::AssignConfirmationRequest>(kCode);
  assign.set_gateway(v1::PAYMENT_CHANNEL_QR_TRANSFER);
  assign.set_gateway_transaction("FT9");
  assign.set_reason_code("payer_called");
  EXPECT_EQ(Do(&Stub::AssignConfirmation, assign).paid_dong(), 70'000);
  EXPECT_EQ(Refusal(&Stub::AssignConfirmation, assign), "CONFIRMATION_ASSIGNED");
}

TEST_F(PaymentServiceTest, CounterMoneyIsPostedAndReceiptedAtOnce) {
  ASSERT_TRUE(OpenAccount(kCode).ok());
  auto collect = For<v1::CollectPaymentRequest>(kCode);
  collect.set_channel(v1::PAYMENT_CHANNEL_COUNTER);
  collect.set_book("BL");
  const v1::Account account = Do(&Stub::CollectPayment, collect);
  EXPECT_EQ(account.state(), v1::Account::STATE_PAID);
  EXPECT_EQ(account.collected_dong(), 100'000);
  ASSERT_EQ(account.receipts_size(), 1);

  auto replace = For<v1::ReplaceReceiptRequest>(account.receipts(0).name());
  replace.set_reason_code("misprint");
  const v1::Receipt replaced = Do(&Stub::ReplaceReceipt, replace);
  EXPECT_EQ(replaced.serial(), 2);
  EXPECT_EQ(replaced.replaces(), account.receipts(0).name());
  auto cancel = For<v1::CancelReceiptRequest>(replaced.name());
  cancel.set_reason_code("misprint");
  EXPECT_EQ(Do(&Stub::CancelReceipt, cancel).state(), v1::Receipt::STATE_CANCELLED);
  EXPECT_EQ(Get(kCode).collected_dong(), 0);
}

TEST_F(PaymentServiceTest, OverpaidMoneyGoesBack) {
  ASSERT_TRUE(OpenAccount(kCode).ok());
  Do(&Stub::ConfirmPayment, Confirmed("FT1", absl::StrCat("dossiers/", kCode), 150'000));
  auto order = For<v1::OrderRefundRequest>(kCode);
  order.set_reason_code("overpaid");
  const v1::Account ordered = Do(&Stub::OrderRefund, order);
  ASSERT_EQ(ordered.refunds_size(), 1);
  EXPECT_EQ(ordered.refunds(0).amount_dong(), 50'000);
  auto reject = For<v1::RejectRefundRequest>(ordered.refunds(0).name());
  reject.set_reason_code("account_closed");
  EXPECT_EQ(Do(&Stub::RejectRefund, reject).overpaid_dong(), 50'000);
  EXPECT_EQ(Refusal(&Stub::ConfirmRefund, For<v1::ConfirmRefundRequest>(ordered.refunds(0).name())),
            "REFUND_NOT_PENDING");
  order.mutable_amount()->set_currency("VND");
  order.mutable_amount()->set_dong(20'000);
  const std::string second = Do(&Stub::OrderRefund, order).refunds(1).name();
  const v1::Account sent = Do(&Stub::ConfirmRefund, For<v1::ConfirmRefundRequest>(second));
  EXPECT_EQ(sent.refunds(1).state(), v1::Refund::STATE_POSTED);
  EXPECT_EQ(sent.overpaid_dong(), 30'000);
}

TEST_F(PaymentServiceTest, ObligationsAreChangedWaivedAndCancelled) {
  ASSERT_TRUE(OpenAccount(kCode).ok());
  const std::string name = absl::StrCat("dossiers/", kCode, "/obligations/1");
  auto change = For<v1::ChangeObligationRequest>(name);
  change.mutable_amount()->set_currency("VND");
  change.mutable_amount()->set_dong(80'000);
  change.set_reason_code("recalculated");
  EXPECT_EQ(Do(&Stub::ChangeObligation, change).owed_dong(), 80'000);
  auto waive = For<v1::WaiveObligationRequest>(name);
  waive.set_reason_code("poor_household");
  EXPECT_EQ(Do(&Stub::WaiveObligation, waive).owed_dong(), 0);
  auto cancel = For<v1::CancelObligationRequest>(name);
  cancel.set_reason_code("error");
  EXPECT_TRUE(Do(&Stub::CancelObligation, cancel).obligations(0).cancelled());
  EXPECT_EQ(Refusal(&Stub::CancelObligation, cancel), "OBLIGATION_CLOSED");
}

TEST_F(PaymentServiceTest, AnAlteredEtagIsRefused) {
  ASSERT_TRUE(OpenAccount(kCode).ok());
  auto start = For<v1::StartPaymentRequest>(kCode);
  start.set_channel(v1::PAYMENT_CHANNEL_NATIONAL_PORTAL);
  start.set_etag("altered");
  EXPECT_EQ(Refusal(&Stub::StartPayment, start), "ETAG_MISMATCH etag");
  start.set_etag(Get(kCode).etag());
  const v1::Payment payment = Do(&Stub::StartPayment, start);
  EXPECT_EQ(Do(&Stub::CancelPayment, For<v1::CancelPaymentRequest>(payment.name())).state(),
            v1::Payment::STATE_CANCELLED);
}

// An account is read from several tables, one after the other.
TEST_F(PaymentServiceTest, AnAccountIsReadWholeWhileItChanges) {
  ASSERT_TRUE(OpenAccount(kCode, 0).ok());
  std::thread officer([this] {
    auto raise = For<v1::RaiseObligationRequest>(kCode);
    raise.set_kind(v1::Obligation::KIND_FEE);
    raise.mutable_amount()->set_currency("VND");
    raise.mutable_amount()->set_dong(1);
    raise.set_reason_code("test");
    for (int i = 0; i < 200; ++i) Do(&Stub::RaiseObligation, raise);
  });
  v1::Account account;
  while (account.obligations_size() < 200) {
    account = Get(kCode);
    ASSERT_EQ(account.owed_dong(), account.obligations_size());
  }
  officer.join();
}

TEST_F(PaymentServiceTest, BatchCommandsStandAlone) {
  ASSERT_TRUE(OpenAccount(kCode).ok());
  v1::BatchUpdateAccountsRequest request;
  *request.add_commands()->mutable_confirm_payment() =
      Confirmed("FT1", absl::StrCat("dossiers/", kCode), 100'000);
  *request.add_commands()->mutable_confirm_payment() = Confirmed("FT2", "", 0);
  request.add_commands();
  auto* issue = request.add_commands()->mutable_issue_receipt();
  issue->set_name(absl::StrCat("dossiers/", kCode));
  issue->set_book("BL");
  const v1::BatchUpdateAccountsResponse response = Do(&Stub::BatchUpdateAccounts, request);
  ASSERT_EQ(response.results_size(), 4);
  EXPECT_EQ(response.results(0).name(), absl::StrCat("dossiers/", kCode, "/payments/1"));
  EXPECT_EQ(response.results(1).refusal().reason(), "AMOUNT_NOT_POSITIVE");
  EXPECT_EQ(response.results(2).refusal().reason(), "COMMAND_REQUIRED");
  EXPECT_EQ(response.results(3).name(), absl::StrCat("dossiers/", kCode, "/receipts/1"));
  EXPECT_EQ(Refusal(&Stub::BatchUpdateAccounts, v1::BatchUpdateAccountsRequest()),
            "BATCH_SIZE_INVALID commands");
}

}  // namespace
}  // namespace motcua::payment
