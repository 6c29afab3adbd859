// Between the domain's values and the rows of the ledger.
#ifndef MOTCUA_SERVICES_PAYMENT_ROWS_H_
#define MOTCUA_SERVICES_PAYMENT_ROWS_H_

#include <map>
#include <string>
#include <vector>

#include "common/sql/connection.h"
#include "services/payment/domain/account.h"
#include "services/payment/domain/ledger.h"
#include "services/payment/domain/working_set.h"

namespace motcua::payment {

// The transactions of accounts, by key, each in order.
using Ledgers = std::map<std::string, std::vector<Transaction>>;

// A query per table.
Ledgers ReadLedgers(sql::Connection& connection, const std::vector<sql::Value>& keys);
// Heads: key, facts and version.
std::vector<Account> ReadHeads(sql::Connection& connection, const std::vector<sql::Value>& keys);

// Each in key order. Confirmations only for transactions that are new to the accounts they are in.
void WriteLedgers(sql::Connection& connection, const WorkingSet& set);
void WriteHeads(sql::Connection& connection, const WorkingSet& set);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_ROWS_H_
