#include "services/payment/load.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "services/payment/store.h"

namespace motcua::payment {
namespace {

using BookKey = std::pair<std::string, std::string>;  // agency, book

// The gateway's transaction a command names; empty if none.
struct TransactionOf {
  std::string operator()(const ConfirmPayment& command) const {
    return command.gateway_transaction;
  }
  std::string operator()(const AssignConfirmation& command) const {
    return command.gateway_transaction;
  }
  template <typename Other>
  std::string operator()(const Other&) const {
    return "";
  }
};

// Adds the holders of the transactions named; their accounts are needed too.
void LoadConfirmations(sql::Connection& connection, const std::vector<AccountChange*>& changes,
                       WorkingSet& set, std::set<std::string>& keys) {
  std::set<std::string> transactions;
  for (const AccountChange* change : changes) {
    transactions.insert(std::visit(TransactionOf(), change->command));
  }
  transactions.erase("");
  connection.QueryIn(
      "SELECT gateway, gateway_transaction, account FROM confirmation"
      " WHERE gateway_transaction IN",
      {transactions.begin(), transactions.end()}, "", [&](sql::Rows& row) {
        const std::string holder = row.Text(3);
        set.AddConfirmation(static_cast<PaymentChannel>(row.Int(1)), row.Text(2), holder);
        keys.insert(holder);
      });
}

// The books that commands may take a serial from.
class BooksOf {
 public:
  explicit BooksOf(const WorkingSet& set, const std::vector<AccountChange*>& changes) : set_(set) {
    for (const AccountChange* change : changes) NoteAgency(*change);
    for (const AccountChange* change : changes) NoteBook(*change);
  }
  const std::set<BookKey>& books() const { return books_; }

 private:
  // An account may get its agency in this very batch.
  void NoteAgency(const AccountChange& change) {
    if (const auto* open = std::get_if<Open>(&change.command)) {
      new_agencies_.emplace(change.code, open->agency);
    } else if (const auto* correct = std::get_if<Correct>(&change.command)) {
      new_agencies_.emplace(change.code, correct->agency);
    }
  }

  void NoteBook(const AccountChange& change) {
    if (const auto* issue = std::get_if<IssueReceipt>(&change.command)) {
      NoteBook(change.code, issue->book);
    } else if (const auto* collect = std::get_if<CollectPayment>(&change.command)) {
      if (!collect->book.empty()) NoteBook(change.code, collect->book);
    } else if (const auto* replace = std::get_if<ReplaceReceipt>(&change.command)) {
      NoteBookOfReceipt(change.code, replace->receipt);
    }
  }

  void NoteBook(const std::string& code, const std::string& book) {
    if (const auto account = set_.Find(code)) books_.emplace(account->facts.agency, book);
    const auto [first, last] = new_agencies_.equal_range(code);
    for (auto agency = first; agency != last; ++agency) books_.emplace(agency->second, book);
  }

  // A receipt that this batch issues has its book noted by its issue.
  void NoteBookOfReceipt(const std::string& code, int receipt) {
    const auto account = set_.Find(code);
    if (account == nullptr || receipt < 1 || receipt > std::ssize(account->receipts)) return;
    const Serial& serial = account->receipts[receipt - 1].serial;
    books_.emplace(serial.agency, serial.book);
  }

  const WorkingSet& set_;
  std::multimap<std::string, std::string> new_agencies_;  // by code
  std::set<BookKey> books_;
};

// One dive into the index per book, many books a query; padded so that few shapes are prepared.
void LoadSerials(sql::Connection& connection, const std::set<BookKey>& books, WorkingSet& set) {
  constexpr std::size_t kMost = 64;
  const std::vector<BookKey> all(books.begin(), books.end());
  for (std::size_t begin = 0; begin < all.size(); begin += kMost) {
    const std::size_t count = std::min(kMost, all.size() - begin);
    std::string text;
    std::vector<sql::Value> parameters;
    for (std::size_t i = 0; i < std::bit_ceil(count); ++i) {
      const auto& [agency, book] = all[begin + std::min(i, count - 1)];
      if (i > 0) text += " UNION ALL ";
      text +=
          "(SELECT agency, book, serial FROM receipt WHERE agency = ? AND book = ?"
          " ORDER BY serial DESC LIMIT 1)";
      parameters.emplace_back(agency);
      parameters.emplace_back(book);
    }
    for (sql::Rows rows = connection.Query(text, parameters); rows.Next();) {
      set.AddSerial({rows.Text(1), rows.Text(2), rows.Int(3)});
    }
  }
}

// Rare: a query for each.
void LoadStatements(sql::Connection& connection, const std::vector<AccountChange*>& changes,
                    WorkingSet& set) {
  for (const AccountChange* change : changes) {
    const auto* import = std::get_if<ImportStatement>(&change->command);
    if (import == nullptr) continue;
    const auto newest = ReadStatement(connection, import->gateway, import->day);
    if (newest) set.AddStatement(*newest);
  }
}

}  // namespace

WorkingSet LoadWorkingSet(sql::Connection& connection, const std::vector<AccountChange*>& changes) {
  WorkingSet set;
  std::set<std::string> keys;
  for (const AccountChange* change : changes) keys.insert(change->code);
  keys.erase("");
  LoadConfirmations(connection, changes, set, keys);
  for (Account& account : LoadAccounts(connection, keys)) set.AddAccount(std::move(account));
  LoadSerials(connection, BooksOf(set, changes).books(), set);
  LoadStatements(connection, changes, set);
  return set;
}

}  // namespace motcua::payment
