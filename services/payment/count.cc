// The counters of stored accounts.
#include "common/sql/in_list.h"
#include "common/statistics/recount.h"
#include "services/payment/domain/contributions.h"
#include "services/payment/store.h"

namespace motcua::payment {

statistics::Deltas CountAll(sql::Connection& connection) {
  return statistics::CountAll(connection, CountAfter);
}

std::vector<statistics::DossierCells> CountAfter(sql::Connection& connection,
                                                 const std::string& after, int limit,
                                                 const statistics::v1::Leaf& leaf) {
  std::vector<sql::Value> parameters = {after};
  std::string text = "SELECT code FROM account WHERE code > ? AND opened = 1";
  if (!leaf.agencies().empty()) {
    text += " AND agency IN " + sql::InList(leaf.agencies(), parameters);
  }
  if (!leaf.procedures().empty()) {
    text += " AND procedure_id IN " + sql::InList(leaf.procedures(), parameters);
  }
  text += " ORDER BY code LIMIT ?";
  parameters.emplace_back(limit);
  std::set<std::string> codes;
  for (sql::Rows rows = connection.Query(text, parameters); rows.Next();) {
    codes.insert(codes.end(), rows.Text(1));
  }
  std::vector<statistics::DossierCells> page;
  for (const Account& account : LoadAccounts(connection, codes)) {
    page.push_back({account.key, Contributions(account)});
  }
  return page;
}

}  // namespace motcua::payment
