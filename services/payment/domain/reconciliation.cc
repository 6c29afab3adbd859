#include "services/payment/domain/reconciliation.h"

#include <algorithm>
#include <utility>

namespace motcua::payment {
namespace {

bool HasStatements(PaymentChannel channel) {
  return channel != PaymentChannel::kCounter && channel != PaymentChannel::kPost;
}

// The gravest first.
ReconciliationOutcome OutcomeOf(PaymentChannel gateway, const std::optional<LedgerSide>& ledger,
                                const std::optional<StatementSide>& statement) {
  if (!ledger) return ReconciliationOutcome::kMissingInLedger;
  if ((statement && statement->lines > 1) || ledger->paid_twice) {
    return ReconciliationOutcome::kDuplicate;
  }
  if (!statement && HasStatements(gateway)) return ReconciliationOutcome::kMissingInStatement;
  if (statement && statement->amount_dong != ledger->amount_dong) {
    return ReconciliationOutcome::kAmountDiffers;
  }
  if (ledger->dossier.empty()) return ReconciliationOutcome::kUnassigned;
  if (ledger->uncollected_dong > 0) return ReconciliationOutcome::kWithoutReceipt;
  return ReconciliationOutcome::kMatched;
}

}  // namespace

ReconciledPayment Reconcile(PaymentChannel gateway, std::string transaction,
                            const std::optional<LedgerSide>& ledger,
                            const std::optional<StatementSide>& statement) {
  ReconciledPayment payment;
  payment.gateway = gateway;
  payment.transaction = std::move(transaction);
  payment.outcome = OutcomeOf(gateway, ledger, statement);
  if (statement) {
    payment.dossier = statement->dossier;
    payment.statement_dong = statement->amount_dong;
  }
  bool told_before = false;
  if (ledger) {
    payment.dossier = ledger->dossier;
    payment.ledger_dong = ledger->amount_dong;
    if (ledger->tells) payment.leakage_dong = ledger->uncollected_dong;
    told_before = !ledger->tells && ledger->uncollected_dong > 0;
  }
  if (statement) {
    payment.leakage_dong += std::max<std::int64_t>(0, payment.statement_dong - payment.ledger_dong);
  }
  payment.leaks = payment.leakage_dong > 0 && !told_before;
  return payment;
}

}  // namespace motcua::payment
