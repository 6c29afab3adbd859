#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/payment/reconcile_rows.h"
#include "services/payment/service_fixture.h"

namespace motcua::payment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kDay[] = "2022-04-04";
constexpr v1::PaymentChannel kQr = v1::PAYMENT_CHANNEL_QR_TRANSFER;

std::string CodeOf(int number) { return absl::StrCat("H50.01-220401-000", number); }

class ReconcileTest : public ServiceTest {
 protected:
  void SetUp() override {
    for (int number = 1; number <= 6; ++number) ASSERT_TRUE(OpenAccount(CodeOf(number)).ok());
  }

  void Confirm(const std::string& transaction, const std::string& reference, std::int64_t dong,
               const char* day = kDay) {
    auto request = Confirmed(transaction, reference, dong);
    *request.mutable_pay_time() = rpc::ToTimestamp(At(day, 10));
    Do(&Stub::ConfirmPayment, request);
  }
  void Issue(int number) {
    auto request = For<v1::IssueReceiptRequest>(CodeOf(number));
    request.set_book("BL");
    Do(&Stub::IssueReceipt, request);
  }
  // Confirmed with its receipt.
  void Pay(const std::string& transaction, int number) {
    Confirm(transaction, "dossiers/" + CodeOf(number), 100'000);
    Issue(number);
  }
  void Collect(int number, const std::string& book) {
    auto request = For<v1::CollectPaymentRequest>(CodeOf(number));
    request.set_channel(v1::PAYMENT_CHANNEL_COUNTER);
    request.set_book(book);
    *request.mutable_event_time() = rpc::ToTimestamp(At(kDay, 11));
    Do(&Stub::CollectPayment, request);
  }
  void State(const std::vector<std::pair<std::string, std::int64_t>>& lines) {
    std::string text = kStatementHeader;
    for (const auto& [transaction, dong] : lines) {
      absl::StrAppend(&text, transaction, "\tdossiers/H50-9\t", dong,
                      "\tVND\t2022-04-04T10:00:00+07:00\n");
    }
    v1::Statement statement;
    ASSERT_TRUE(Import(kQr, kDay, text, &statement).ok());
  }

  v1::Reconciliation Reconciled(v1::PaymentChannel gateway = v1::PAYMENT_CHANNEL_UNSPECIFIED) {
    v1::ReconcileDayRequest request;
    request.set_day(kDay);
    request.set_gateway(gateway);
    return Do(&Stub::ReconcileDay, request);
  }
  // `gateway outcome count ledger statement` of each sum.
  static std::vector<std::string> Sums(const v1::Reconciliation& day) {
    std::vector<std::string> sums;
    for (const v1::ReconciliationSum& sum : day.sums()) {
      sums.push_back(absl::StrCat(static_cast<int>(sum.gateway()), " ",
                                  v1::ReconciliationOutcome_Name(sum.outcome()).substr(23), " ",
                                  sum.count(), " ", sum.ledger_dong(), " ", sum.statement_dong()));
    }
    return sums;
  }
  // All pages of one item: `transaction outcome dossier`.
  std::vector<std::string> Items(
      v1::ReconciliationOutcome outcome = v1::RECONCILIATION_OUTCOME_UNSPECIFIED) {
    v1::ListReconciliationRequest request;
    request.set_day(kDay);
    request.set_outcome(outcome);
    request.set_page_size(1);
    std::vector<std::string> items;
    for (int page = 0; page < 100; ++page) {
      const auto response = Do(&Stub::ListReconciliation, request);
      for (const v1::ReconciliationItem& item : response.items()) {
        items.push_back(absl::StrCat(item.gateway_transaction(), " ",
                                     v1::ReconciliationOutcome_Name(item.outcome()).substr(23), " ",
                                     item.dossier()));
      }
      if (response.next_page_token().empty()) break;
      request.set_page_token(response.next_page_token());
    }
    return items;
  }
};

TEST_F(ReconcileTest, EveryOutcome) {
  Pay("FT1", 1);
  Pay("FT2", 2);
  Pay("FT3", 3);
  Confirm("FT3-again", "dossiers/" + CodeOf(3), 100'000);
  Confirm("FT4", "dossiers/" + CodeOf(4), 100'000);
  Confirm("FT5", "Nguyễn Văn A", 30'000);
  Pay("FT6", 6);
  Collect(5, "BL");
  State({{"FT9", 7'000},
         {"FT1", 100'000},
         {"FT2", 90'000},
         {"FT3", 100'000},
         {"FT3-again", 100'000},
         {"FT4", 100'000},
         {"FT5", 30'000}});

  const v1::Reconciliation day = Reconciled();
  EXPECT_THAT(Sums(day),
              ElementsAre("3 MATCHED 2 200000 200000", "3 MISSING_IN_STATEMENT 1 100000 0",
                          "3 MISSING_IN_LEDGER 1 0 7000", "3 AMOUNT_DIFFERS 1 100000 90000",
                          "3 DUPLICATE 1 100000 100000", "3 WITHOUT_RECEIPT 1 100000 100000",
                          "3 UNASSIGNED 1 30000 30000", "4 MATCHED 1 100000 0"));
  // The payment of dossier 4 is under no receipt; the second of dossier 3 is owed back.
  EXPECT_EQ(day.leakage_dong(), 7'000 + 30'000 + 100'000);
  EXPECT_EQ(day.leakage_count(), 3);
  EXPECT_THAT(day.missing_statements(), ElementsAre(v1::PAYMENT_CHANNEL_NATIONAL_PORTAL,
                                                    v1::PAYMENT_CHANNEL_PROVINCE_GATEWAY));
  EXPECT_EQ(day.raised_dong(), 0);

  EXPECT_THAT(Items(), ElementsAre("FT2 AMOUNT_DIFFERS dossiers/" + CodeOf(2),
                                   "FT3-again DUPLICATE dossiers/" + CodeOf(3),
                                   "FT4 WITHOUT_RECEIPT dossiers/" + CodeOf(4), "FT5 UNASSIGNED ",
                                   "FT6 MISSING_IN_STATEMENT dossiers/" + CodeOf(6),
                                   "FT9 MISSING_IN_LEDGER dossiers/H50-9"));
  EXPECT_THAT(Items(v1::RECONCILIATION_OUTCOME_MATCHED),
              ElementsAre("FT1 MATCHED dossiers/" + CodeOf(1), "FT3 MATCHED dossiers/" + CodeOf(3),
                          absl::StrCat("dossiers/", CodeOf(5), "/payments/1 MATCHED dossiers/",
                                       CodeOf(5))));
}

TEST_F(ReconcileTest, RunningItAgainChangesNothing) {
  Pay("FT1", 1);
  Confirm("FT2", "", 5);
  State({{"FT1", 100'000}, {"FT3", 1}});
  const std::int64_t before = instance_->journal.durable().sequence;
  const std::string first = Reconciled().SerializeAsString();
  EXPECT_EQ(Reconciled().SerializeAsString(), first);
  EXPECT_EQ(Items(), Items());
  EXPECT_EQ(instance_->journal.durable().sequence, before);
}

TEST_F(ReconcileTest, LinesThatComeTwiceAreDuplicates) {
  Pay("FT1", 1);
  State({{"FT1", 100'000}, {"FT1", 100'000}});
  const v1::Reconciliation day = Reconciled(kQr);
  EXPECT_THAT(Sums(day), ElementsAre("3 DUPLICATE 1 100000 200000"));
  EXPECT_EQ(day.leakage_dong(), 100'000);
}

TEST_F(ReconcileTest, OnlyTheNewestStatementCounts) {
  Pay("FT1", 1);
  State({{"FT1", 90'000}});
  State({{"FT1", 100'000}});
  EXPECT_THAT(Sums(Reconciled()), ElementsAre("3 MATCHED 1 100000 100000"));
}

TEST_F(ReconcileTest, MoneyAssignedSinceIsThereOnce) {
  Confirm("FT1", "", 100'000);
  auto assign = For<v1::AssignConfirmationRequest>(CodeOf(1));
  assign.set_gateway(kQr);
  assign.set_gateway_transaction("FT1");
  assign.set_reason_code("payer_called");
  Do(&Stub::AssignConfirmation, assign);
  State({{"FT1", 100'000}});
  EXPECT_THAT(Items(), ElementsAre("FT1 WITHOUT_RECEIPT dossiers/" + CodeOf(1)));
  Issue(1);
  EXPECT_THAT(Items(), IsEmpty());
}

TEST_F(ReconcileTest, ASettlementOnAnotherDayIsInTheLedger) {
  Confirm("FT1", "dossiers/" + CodeOf(1), 100'000, "2022-04-03");
  State({{"FT1", 100'000}});
  const v1::Reconciliation day = Reconciled();
  EXPECT_THAT(Sums(day), ElementsAre("3 WITHOUT_RECEIPT 1 100000 100000"));
  EXPECT_EQ(day.leakage_dong(), 0);  // it leaks on the day it was paid
}

TEST_F(ReconcileTest, ADossierPaidTwiceADayLeaksOnce) {
  Confirm("FT1", "dossiers/" + CodeOf(1), 40'000);
  Confirm("FT2", "dossiers/" + CodeOf(1), 60'000);
  State({{"FT1", 40'000}, {"FT2", 60'000}});
  const v1::Reconciliation day = Reconciled();
  EXPECT_THAT(Sums(day), ElementsAre("3 WITHOUT_RECEIPT 2 100000 100000"));
  EXPECT_EQ(day.leakage_dong(), 100'000);
  EXPECT_EQ(day.leakage_count(), 1);
}

TEST_F(ReconcileTest, TheCounterIsComparedWithReceiptsOnly) {
  Collect(1, "");
  Collect(2, "BL");
  const v1::Reconciliation day = Reconciled(v1::PAYMENT_CHANNEL_COUNTER);
  EXPECT_THAT(Sums(day), ElementsAre("4 MATCHED 1 100000 0", "4 WITHOUT_RECEIPT 1 100000 0"));
  EXPECT_EQ(day.leakage_dong(), 100'000);
  EXPECT_THAT(day.missing_statements(), IsEmpty());
}

TEST_F(ReconcileTest, WhatWasRaisedAndIsPaidIsTold) {
  const auto raise = [this](int number, std::int64_t dong) {
    auto request = For<v1::RaiseObligationRequest>(CodeOf(number));
    request.set_kind(v1::Obligation::KIND_FINANCIAL_OBLIGATION);
    request.mutable_amount()->set_currency("VND");
    request.mutable_amount()->set_dong(dong);
    request.set_reason_code("land");
    *request.mutable_event_time() = rpc::ToTimestamp(At(kDay, 9));
    Do(&Stub::RaiseObligation, request);
  };
  raise(1, 30'000);
  raise(2, 20'000);
  Confirm("FT1", "dossiers/" + CodeOf(1), 110'000);  // the fee, and 10,000 of it
  auto waive = For<v1::WaiveObligationRequest>("dossiers/" + CodeOf(2) + "/obligations/2");
  waive.set_reason_code("poor_household");
  Do(&Stub::WaiveObligation, waive);
  const v1::Reconciliation day = Reconciled();
  EXPECT_EQ(day.raised_dong(), 30'000);  // the other stands at nothing
  EXPECT_EQ(day.raised_paid_dong(), 10'000);
}

// More than a page on both sides, and pages that end in the middle of a transaction's lines.
TEST_F(ReconcileTest, PagesOfBothSidesAreMergedWhole) {
  constexpr int kPayments = kReconcilePage + 500;
  v1::BatchUpdateAccountsRequest batch;
  const auto send = [&] {
    const v1::BatchUpdateAccountsResponse answer = Do(&Stub::BatchUpdateAccounts, batch);
    for (const auto& result : answer.results()) {
      ASSERT_FALSE(result.has_refusal()) << result.refusal().reason();
    }
    batch.Clear();
  };
  std::vector<std::pair<std::string, std::int64_t>> lines;
  for (int i = 0; i < kPayments; ++i) {
    const std::string transaction = absl::StrCat("FT", i);
    auto* confirm = batch.add_commands()->mutable_confirm_payment();
    *confirm = Confirmed(transaction, "", 1'000);
    *confirm->mutable_pay_time() = rpc::ToTimestamp(At(kDay, 10));
    if (batch.commands_size() == 1000) send();
    lines.emplace_back(transaction, 1'000);
    lines.emplace_back(transaction, 1'000);
  }
  send();
  State(lines);
  EXPECT_THAT(Sums(Reconciled()),
              ElementsAre(absl::StrCat("3 DUPLICATE ", kPayments, " ", kPayments * 1'000, " ",
                                       kPayments * 2'000)));
}

TEST_F(ReconcileTest, BadQueriesAreRefused) {
  v1::ReconcileDayRequest request;
  EXPECT_EQ(Refusal(&Stub::ReconcileDay, request), "FIELD_REQUIRED day");
  request.set_day("2022-02-30");
  EXPECT_EQ(Refusal(&Stub::ReconcileDay, request), "DATE_INVALID day");
  request.set_day(kDay);
  request.set_gateway(static_cast<v1::PaymentChannel>(99));
  EXPECT_EQ(Refusal(&Stub::ReconcileDay, request), "GATEWAY_INVALID gateway");
  v1::ListReconciliationRequest list;
  list.set_day(kDay);
  list.set_outcome(static_cast<v1::ReconciliationOutcome>(99));
  EXPECT_EQ(Refusal(&Stub::ListReconciliation, list), "OUTCOME_INVALID outcome");
  list.set_outcome(v1::RECONCILIATION_OUTCOME_MATCHED);
  list.set_page_token("xyz");
  EXPECT_EQ(Refusal(&Stub::ListReconciliation, list), "PAGE_TOKEN_INVALID page_token");
  list.clear_page_token();
  list.set_page_size(-1);
  EXPECT_EQ(Refusal(&Stub::ListReconciliation, list), "PAGE_SIZE_NEGATIVE page_size");
}

TEST_F(ReconcileTest, ManyUnknownLinesAreLookedUpByPages) {
  Confirm("U7", "dossiers/" + CodeOf(1), 1, "2022-04-03");
  Confirm("U4999", "dossiers/" + CodeOf(2), 1, "2022-04-03");
  std::vector<std::pair<std::string, std::int64_t>> lines;
  for (int i = 0; i < 5000; ++i) lines.emplace_back(absl::StrCat("U", i), 1);
  State(lines);
  std::int64_t unknown = 0;
  std::int64_t known = 0;
  const v1::Reconciliation day = Reconciled(kQr);
  for (const v1::ReconciliationSum& sum : day.sums()) {
    (sum.outcome() == v1::RECONCILIATION_OUTCOME_MISSING_IN_LEDGER ? unknown : known) +=
        sum.count();
  }
  EXPECT_EQ(unknown, 4998);
  EXPECT_EQ(known, 2);
}

TEST_F(ReconcileTest, StopsWhenNobodyWaitsAnyMore) {
  State({{"U1", 1}, {"U2", 1}, {"U3", 1}, {"U4", 1}});
  sql::Connection connection(database_);
  int asked = 0;
  const auto answer = ReconcileAll(connection, {D(kDay), PaymentChannel::kQrTransfer},
                                   [&asked] { return ++asked >= 3; });
  EXPECT_TRUE(absl::IsCancelled(answer.status()));
  EXPECT_EQ(asked, 4);  // at three payments, and at the end
}

}  // namespace
}  // namespace motcua::payment
