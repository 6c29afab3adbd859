#include "services/payment/store.h"

#include <algorithm>
#include <utility>

#include "services/payment/rows.h"

namespace motcua::payment {
namespace {

std::vector<sql::Value> KeysOf(const std::set<std::string>& keys) {
  return {keys.begin(), keys.end()};
}

Statement StatementFrom(const sql::Rows& row, PaymentChannel gateway, Day day) {
  Statement statement;
  statement.gateway = gateway;
  statement.day = day;
  statement.version = static_cast<int>(row.Int(1));
  statement.upload = row.Text(2);
  statement.digest = row.Text(3);
  statement.line_count = row.Int(4);
  statement.amount_dong = row.Int(5);
  return statement;
}

void WriteStatements(sql::Connection& connection, const std::vector<Statement>& statements) {
  std::vector<std::vector<sql::Value>> rows;
  for (const Statement& statement : statements) {
    rows.push_back({static_cast<int>(statement.gateway), statement.day, statement.version,
                    statement.upload, statement.digest, statement.line_count,
                    statement.amount_dong});
  }
  connection.Insert(
      "INSERT INTO statement (gateway, day, version, upload, digest, line_count, amount_dong)",
      rows);
}

}  // namespace

std::vector<Account> LoadAccounts(sql::Connection& connection, const std::set<std::string>& keys) {
  std::vector<Account> accounts = ReadHeads(connection, KeysOf(keys));
  std::set<std::string> known;
  for (const Account& account : accounts) known.insert(account.key);
  const Ledgers ledgers = ReadLedgers(connection, KeysOf(known));
  for (Account& account : accounts) {
    const auto ledger = ledgers.find(account.key);
    if (ledger != ledgers.end()) account = Fold(std::move(account), ledger->second);
  }
  std::sort(accounts.begin(), accounts.end(),
            [](const Account& one, const Account& other) { return one.key < other.key; });
  return accounts;
}

std::optional<Account> ReadAccount(sql::Connection& connection, const std::string& key) {
  std::vector<Account> found = LoadAccounts(connection, {key});
  if (found.empty()) return std::nullopt;
  Account& account = found.front();
  if (!account.facts.opened && !account.unassigned) return std::nullopt;
  return std::move(account);
}

std::vector<Transaction> ReadTransactions(sql::Connection& connection, const std::string& key,
                                          int after, int limit) {
  Ledgers ledgers = ReadLedgers(connection, {key});
  std::vector<Transaction>& all = ledgers[key];
  const auto first = all.begin() + std::min<std::ptrdiff_t>(after, std::ssize(all));
  const auto last = first + std::min<std::ptrdiff_t>(limit, all.end() - first);
  return {std::make_move_iterator(first), std::make_move_iterator(last)};
}

std::optional<Confirmation> ReadConfirmation(sql::Connection& connection,
                                             const ConfirmPayment& command) {
  sql::Rows rows = connection.Query(
      "SELECT account FROM confirmation WHERE gateway_transaction = ? AND gateway = ?",
      {command.gateway_transaction, static_cast<int>(command.gateway)});
  if (!rows.Next()) return std::nullopt;
  const std::vector<Account> holder = LoadAccounts(connection, {rows.Text(1)});
  return AnswerAgain(holder.at(0), command);
}

std::optional<Statement> ReadStatement(sql::Connection& connection, PaymentChannel gateway,
                                       Day day) {
  sql::Rows rows = connection.Query(
      "SELECT version, upload, digest, line_count, amount_dong FROM statement"
      " WHERE gateway = ? AND day = ? ORDER BY version DESC LIMIT 1",
      {static_cast<int>(gateway), day});
  if (!rows.Next()) return std::nullopt;
  return StatementFrom(rows, gateway, day);
}

void SaveWorkingSet(sql::Connection& connection, const WorkingSet& set) {
  WriteLedgers(connection, set);
  WriteHeads(connection, set);
  WriteStatements(connection, set.statements());
}

}  // namespace motcua::payment
