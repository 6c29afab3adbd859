// The tables of payment: the ledger, which only grows, and the heads of its accounts.
#ifndef MOTCUA_SERVICES_PAYMENT_STORE_H_
#define MOTCUA_SERVICES_PAYMENT_STORE_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/sql/connection.h"
#include "common/sql/migrate.h"
#include "common/statistics/cells.h"
#include "common/statistics/server.h"
#include "services/payment/domain/account.h"
#include "services/payment/domain/decide.h"
#include "services/payment/domain/working_set.h"

namespace motcua::payment {

extern const sql::Schema kSchema;

// The accounts that exist, by key order, folded from their ledgers: a query per table.
std::vector<Account> LoadAccounts(sql::Connection& connection, const std::set<std::string>& keys);

// An account by dossier code or `confirmations/…`. nullopt if unknown, or the dossier was
// not received yet.
std::optional<Account> ReadAccount(sql::Connection& connection, const std::string& key);
// Transactions of an account after a number, in order, at most `limit`.
std::vector<Transaction> ReadTransactions(sql::Connection& connection, const std::string& key,
                                          int after, int limit);
// What ConfirmPayment was answered, or would be now, for a transaction that is known; nullopt if
// it is not.
std::optional<Confirmation> ReadConfirmation(sql::Connection& connection,
                                             const ConfirmPayment& command);
// The newest statement of a gateway and day; nullopt if none.
std::optional<Statement> ReadStatement(sql::Connection& connection, PaymentChannel gateway,
                                       Day day);

// Writes what the decisions of a batch left: new transactions, and the heads that changed.
void SaveWorkingSet(sql::Connection& connection, const WorkingSet& set);

// Contributions of every stored account: the recount.
statistics::Deltas CountAll(sql::Connection& connection);
// Up to `limit` accounts after a code with their Contributions, for drill-down; only those of
// the leaf's agencies and procedures.
std::vector<statistics::DossierCells> CountAfter(sql::Connection& connection,
                                                 const std::string& after, int limit,
                                                 const statistics::v1::Leaf& leaf);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_STORE_H_
