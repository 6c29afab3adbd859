// The counters of stored accounts.
#include <algorithm>
#include <iterator>
#include <utility>

#include "services/payment/domain/contributions.h"
#include "services/payment/store.h"

namespace motcua::payment {
namespace {

// `column IN (?,…)`, padded with its last value to a power of two so that few shapes are
// prepared; empty lists ask for nothing.
template <typename List>
std::string AndIn(const char* column, const List& list, std::vector<sql::Value>& parameters) {
  if (list.empty()) return "";
  int width = 1;
  while (width < list.size()) width *= 2;
  std::string places;
  for (int i = 0; i < width; ++i) {
    places += i == 0 ? "?" : ",?";
    parameters.emplace_back(list[std::min(i, list.size() - 1)]);
  }
  return std::string(" AND ") + column + " IN (" + places + ")";
}

}  // namespace

statistics::Deltas CountChanges(const WorkingSet& set) {
  statistics::Deltas deltas;
  for (const auto& [key, loaded] : set.accounts()) {
    if (!loaded.changed()) continue;
    deltas.Add(Contributions(*loaded.now));
    if (loaded.stored != nullptr) deltas.Add(Contributions(*loaded.stored), -1);
  }
  return deltas;
}

statistics::Deltas CountAll(sql::Connection& connection) {
  constexpr int kPage = 1000;
  statistics::Deltas all;
  std::string after;
  for (;;) {
    const std::vector<statistics::DossierCells> page = CountAfter(connection, after, kPage, {});
    for (const statistics::DossierCells& dossier : page) all.Add(dossier.cells);
    if (page.size() < kPage) return all;
    after = page.back().dossier;
  }
}

std::vector<statistics::DossierCells> CountAfter(sql::Connection& connection,
                                                 const std::string& after, int limit,
                                                 const statistics::v1::Leaf& leaf) {
  std::vector<sql::Value> parameters = {after};
  std::string text = "SELECT code FROM account WHERE code > ? AND opened = 1";
  text += AndIn("agency", leaf.agencies(), parameters);
  text += AndIn("procedure_id", leaf.procedures(), parameters);
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
