// Accounts of an agency by code, and the ledger of one.
#ifndef MOTCUA_SERVICES_PAYMENT_ACCOUNT_LIST_H_
#define MOTCUA_SERVICES_PAYMENT_ACCOUNT_LIST_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/sql/connection.h"
#include "motcua/payment/v1/payment.pb.h"

namespace motcua::payment {

// A parsed ListAccountsRequest.
struct AccountQuery {
  std::string agency;  // empty: all
  int state = 0;       // 0: all
  int page_size = 100;
  std::string filter;  // what a page token is bound to
  std::string after;   // code
};

absl::StatusOr<AccountQuery> ParseAccountQuery(const v1::ListAccountsRequest& request);
v1::ListAccountsResponse ReadAccounts(sql::Connection& connection, const AccountQuery& query);

// A parsed ListTransactionsRequest.
struct TransactionQuery {
  std::string key;  // of the account
  int page_size = 100;
  std::string filter;
  int after = 0;  // number
};

absl::StatusOr<TransactionQuery> ParseTransactionQuery(const v1::ListTransactionsRequest& request);
// NOT_FOUND when there is no such account.
absl::StatusOr<v1::ListTransactionsResponse> ReadTransactionPage(sql::Connection& connection,
                                                                 const TransactionQuery& query);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_ACCOUNT_LIST_H_
