#include "services/payment/domain/reconciliation.h"

#include "gtest/gtest.h"

namespace motcua::payment {
namespace {

constexpr PaymentChannel kGateway = PaymentChannel::kQrTransfer;

LedgerSide Posted(std::int64_t dong) { return {dong, "H50-1", false, 0, true}; }
StatementSide Line(std::int64_t dong) { return {1, dong, "H50-1"}; }

TEST(ReconciliationTest, BothSidesAndAReceiptMatch) {
  const ReconciledPayment payment = Reconcile(kGateway, "FT1", Posted(5), Line(5));
  EXPECT_EQ(payment, (ReconciledPayment{kGateway, "FT1", ReconciliationOutcome::kMatched, "H50-1",
                                        5, 5, 0, false}));
}

TEST(ReconciliationTest, OneSideIsMissing) {
  EXPECT_EQ(Reconcile(kGateway, "FT1", Posted(5), std::nullopt).outcome,
            ReconciliationOutcome::kMissingInStatement);
  const ReconciledPayment line = Reconcile(kGateway, "FT1", std::nullopt, Line(5));
  EXPECT_EQ(line.outcome, ReconciliationOutcome::kMissingInLedger);
  EXPECT_EQ(line.dossier, "H50-1");
  EXPECT_EQ(line.leakage_dong, 5);
  EXPECT_TRUE(line.leaks);
}

TEST(ReconciliationTest, CounterAndPostHaveNoStatements) {
  EXPECT_EQ(Reconcile(PaymentChannel::kCounter, "", Posted(5), std::nullopt).outcome,
            ReconciliationOutcome::kMatched);
  EXPECT_EQ(Reconcile(PaymentChannel::kPost, "", Posted(5), std::nullopt).outcome,
            ReconciliationOutcome::kMatched);
}

TEST(ReconciliationTest, OnlyMoneyBeyondTheLedgerLeaks) {
  const ReconciledPayment more = Reconcile(kGateway, "FT1", Posted(5), Line(8));
  EXPECT_EQ(more.outcome, ReconciliationOutcome::kAmountDiffers);
  EXPECT_EQ(more.leakage_dong, 3);
  const ReconciledPayment less = Reconcile(kGateway, "FT1", Posted(8), Line(5));
  EXPECT_EQ(less.outcome, ReconciliationOutcome::kAmountDiffers);
  EXPECT_EQ(less.leakage_dong, 0);
  EXPECT_FALSE(less.leaks);
}

TEST(ReconciliationTest, TwoLinesOrASecondPaymentAreDuplicates) {
  const ReconciledPayment lines = Reconcile(kGateway, "FT1", Posted(5), StatementSide{2, 10, ""});
  EXPECT_EQ(lines.outcome, ReconciliationOutcome::kDuplicate);
  EXPECT_EQ(lines.leakage_dong, 5);
  LedgerSide twice = Posted(5);
  twice.paid_twice = true;
  EXPECT_EQ(Reconcile(kGateway, "FT1", twice, Line(5)).outcome, ReconciliationOutcome::kDuplicate);
}

TEST(ReconciliationTest, TwoLinesOfAnUnknownTransactionAreMissingInTheLedger) {
  EXPECT_EQ(Reconcile(kGateway, "FT1", std::nullopt, StatementSide{2, 10, ""}).outcome,
            ReconciliationOutcome::kMissingInLedger);
}

TEST(ReconciliationTest, UnassignedMoneyLeaksWhole) {
  const LedgerSide waiting{5, "", false, 5, true};
  const ReconciledPayment payment = Reconcile(kGateway, "FT1", waiting, Line(5));
  EXPECT_EQ(payment.outcome, ReconciliationOutcome::kUnassigned);
  EXPECT_EQ(payment.leakage_dong, 5);
  EXPECT_TRUE(payment.leaks);
}

TEST(ReconciliationTest, AnAccountLeaksOnceADay) {
  LedgerSide first = Posted(5);
  first.uncollected_dong = 12;
  LedgerSide second = Posted(7);
  second.uncollected_dong = 12;
  second.tells = false;
  const ReconciledPayment told = Reconcile(kGateway, "FT1", first, Line(5));
  const ReconciledPayment silent = Reconcile(kGateway, "FT2", second, Line(7));
  EXPECT_EQ(told.outcome, ReconciliationOutcome::kWithoutReceipt);
  EXPECT_EQ(silent.outcome, ReconciliationOutcome::kWithoutReceipt);
  EXPECT_EQ(told.leakage_dong, 12);
  EXPECT_TRUE(told.leaks);
  EXPECT_EQ(silent.leakage_dong, 0);
  EXPECT_FALSE(silent.leaks);
}

}  // namespace
}  // namespace motcua::payment
