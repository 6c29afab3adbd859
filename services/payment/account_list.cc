#include "services/payment/account_list.h"

#include <algorithm>
#include <set>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/payment/convert.h"
#include "services/payment/domain/refusals.h"
#include "services/payment/store.h"

namespace motcua::payment {
namespace {

constexpr std::size_t kLongestKey = 96;
constexpr std::string_view kConfirmations = "confirmations/";

absl::StatusOr<std::string> ParseKey(const std::string& name) {
  if (std::string_view(name).substr(0, kConfirmations.size()) != kConfirmations) {
    return rpc::ParseName("dossiers", name, "name");
  }
  const std::string_view id = std::string_view(name).substr(kConfirmations.size());
  const bool valid = std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '.' || c == '_';
  });
  if (valid && !id.empty() && name.size() <= kLongestKey) return name;
  return InvalidField("name", "NAME_INVALID", "must have the form confirmations/{id}",
                      "Tên phải có dạng confirmations/{id}.");
}

absl::Status NothingWaited() {
  return Refuse(absl::StatusCode::kNotFound, "CONFIRMATION_NOT_FOUND", "name",
                "no money waits or waited under this name",
                "Không có khoản tiền chờ xác định hồ sơ nào mang tên này.");
}

}  // namespace

absl::StatusOr<AccountQuery> ParseAccountQuery(const v1::ListAccountsRequest& request) {
  AccountQuery query;
  absl::StatusOr<std::string> agency =
      rpc::ParseOptionalName("agencies", request.agency(), "agency");
  if (!agency.ok()) return agency.status();
  query.agency = *std::move(agency);
  if (!v1::Account::State_IsValid(request.state())) {
    return InvalidField("state", "STATE_INVALID", "unknown state", "Trạng thái không hợp lệ.");
  }
  query.state = request.state();
  const absl::StatusOr<int> page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  query.page_size = *page_size;
  query.filter = absl::StrCat("accounts/", query.agency, "/", query.state);
  absl::StatusOr<std::string> after =
      rpc::ParsePageToken(request.page_token(), query.filter, "page_token");
  if (!after.ok()) return after.status();
  query.after = *std::move(after);
  return query;
}

v1::ListAccountsResponse ReadAccounts(sql::Connection& connection, const AccountQuery& query) {
  std::string text = "SELECT code FROM account WHERE opened = 1 AND code > ?";
  std::vector<sql::Value> parameters = {query.after};
  if (!query.agency.empty()) {
    text += " AND agency = ?";
    parameters.emplace_back(query.agency);
  }
  if (query.state != 0) {
    text += " AND state = ?";
    parameters.emplace_back(query.state);
  }
  text += " ORDER BY code LIMIT ?";
  parameters.emplace_back(query.page_size + 1);
  std::vector<std::string> codes;
  for (sql::Rows rows = connection.Query(text, parameters); rows.Next();) {
    codes.push_back(rows.Text(1));
  }

  v1::ListAccountsResponse response;
  if (std::ssize(codes) > query.page_size) {
    codes.pop_back();
    response.set_next_page_token(rpc::MakePageToken(query.filter, codes.back()));
  }
  for (const Account& account : LoadAccounts(connection, {codes.begin(), codes.end()})) {
    *response.add_accounts() = ToProto(account);
  }
  return response;
}

absl::StatusOr<TransactionQuery> ParseTransactionQuery(const v1::ListTransactionsRequest& request) {
  TransactionQuery query;
  absl::StatusOr<std::string> key = ParseKey(request.name());
  if (!key.ok()) return key.status();
  query.key = *std::move(key);
  const absl::StatusOr<int> page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  query.page_size = *page_size;
  query.filter = "transactions/" + query.key;
  const absl::StatusOr<std::string> after =
      rpc::ParsePageToken(request.page_token(), query.filter, "page_token");
  if (!after.ok()) return after.status();
  if (!after->empty()) (void)absl::SimpleAtoi(*after, &query.after);
  return query;
}

absl::StatusOr<v1::ListTransactionsResponse> ReadTransactionPage(sql::Connection& connection,
                                                                 const TransactionQuery& query) {
  if (query.after == 0 && !ReadAccount(connection, query.key)) {
    const bool waits = query.key.compare(0, kConfirmations.size(), kConfirmations) == 0;
    return waits ? NothingWaited() : AccountNotFound();
  }
  std::vector<Transaction> page =
      ReadTransactions(connection, query.key, query.after, query.page_size + 1);
  v1::ListTransactionsResponse response;
  if (std::ssize(page) > query.page_size) {
    page.pop_back();
    response.set_next_page_token(
        rpc::MakePageToken(query.filter, absl::StrCat(page.back().number)));
  }
  for (const Transaction& transaction : page) *response.add_transactions() = ToProto(transaction);
  return response;
}

}  // namespace motcua::payment
