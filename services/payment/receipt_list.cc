#include "services/payment/receipt_list.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/request.h"
#include "services/payment/convert.h"
#include "services/payment/request_fields.h"
#include "services/payment/store.h"

namespace motcua::payment {
namespace {

// Where a serial was given.
struct Given {
  std::int64_t serial = 0;
  std::string account;
  int receipt = 0;
};

std::vector<Given> ReadBook(sql::Connection& connection, const ReceiptQuery& query) {
  std::vector<Given> given;
  sql::Rows rows = connection.Query(
      "SELECT serial, account, receipt FROM receipt WHERE agency = ? AND book = ? AND serial > ?"
      " ORDER BY serial LIMIT ?",
      {query.agency, query.book, query.after, query.page_size + 1});
  while (rows.Next()) {
    given.push_back({rows.Int(1), rows.Text(2), static_cast<int>(rows.Int(3))});
  }
  return given;
}

}  // namespace

absl::StatusOr<ReceiptQuery> ParseReceiptQuery(const v1::ListReceiptsRequest& request) {
  ReceiptQuery query;
  absl::StatusOr<std::string> agency = rpc::ParseName("agencies", request.agency(), "agency");
  if (!agency.ok()) return agency.status();
  query.agency = *std::move(agency);
  absl::StatusOr<std::string> book = ParseBook(request.book(), "book");
  if (!book.ok()) return book.status();
  query.book = *std::move(book);
  const absl::StatusOr<int> page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  query.page_size = *page_size;
  query.filter = absl::StrCat("receipts/", query.agency, "/", query.book);
  const absl::StatusOr<std::string> after =
      rpc::ParsePageToken(request.page_token(), query.filter, "page_token");
  if (!after.ok()) return after.status();
  if (!after->empty()) (void)absl::SimpleAtoi(*after, &query.after);
  return query;
}

v1::ListReceiptsResponse ReadReceipts(sql::Connection& connection, const ReceiptQuery& query) {
  std::vector<Given> page = ReadBook(connection, query);
  v1::ListReceiptsResponse response;
  if (std::ssize(page) > query.page_size) {
    page.pop_back();
    response.set_next_page_token(
        rpc::MakePageToken(query.filter, absl::StrCat(page.back().serial)));
  }
  std::set<std::string> codes;
  for (const Given& given : page) codes.insert(given.account);
  std::map<std::string, Account> accounts;
  for (Account& account : LoadAccounts(connection, codes)) {
    std::string code = account.key;
    accounts.emplace(std::move(code), std::move(account));
  }
  for (const Given& given : page) {
    *response.add_receipts() = ReceiptToProto(accounts.at(given.account), given.receipt);
  }
  return response;
}

}  // namespace motcua::payment
