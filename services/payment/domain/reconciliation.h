// How one payment stands between gateway, ledger and receipts. Pure.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_RECONCILIATION_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_RECONCILIATION_H_

#include <cstdint>
#include <optional>
#include <string>

#include "services/payment/domain/ledger.h"

namespace motcua::payment {

// Numbers as in payment.proto.
enum class ReconciliationOutcome : int {
  kMatched = 1,
  kMissingInStatement = 2,
  kMissingInLedger = 3,
  kAmountDiffers = 4,
  kDuplicate = 5,
  kWithoutReceipt = 6,
  kUnassigned = 7,
};

// What a statement says of a transaction, all its lines together.
struct StatementSide {
  int lines = 0;
  std::int64_t amount_dong = 0;
  std::string dossier;  // code the reference names; empty: none
};

// What the ledger says of a payment.
struct LedgerSide {
  std::int64_t amount_dong = 0;
  std::string dossier;                // code; empty: not assigned
  bool paid_twice = false;            // nothing was owed any more
  std::int64_t uncollected_dong = 0;  // of its account, under no receipt and not owed back
  bool tells = true;                  // of the account's payments that day, it tells what leaks
};

struct ReconciledPayment {
  PaymentChannel gateway = PaymentChannel::kNone;
  std::string transaction;  // of the gateway; at counter and post the payment's name
  ReconciliationOutcome outcome = ReconciliationOutcome::kMatched;
  std::string dossier;  // code; empty: unknown
  std::int64_t ledger_dong = 0;
  std::int64_t statement_dong = 0;
  std::int64_t leakage_dong = 0;  // under no receipt, or in no ledger
  bool leaks = false;             // and is to be counted for it

  bool operator==(const ReconciledPayment&) const = default;
};

// At least one side is there. Counter and post have no statements.
ReconciledPayment Reconcile(PaymentChannel gateway, std::string transaction,
                            const std::optional<LedgerSide>& ledger,
                            const std::optional<StatementSide>& statement);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_RECONCILIATION_H_
